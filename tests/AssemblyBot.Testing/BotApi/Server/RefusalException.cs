namespace AssemblyBot.Testing.BotApi.Server;

/// <summary>The server refuses a call that is well formed, as the real one does when a chat is gone or a query too old.</summary>
internal sealed class RefusalException(int status, string description, long? migrateTo = null) : Exception(description)
{
    public Reply Reply => Server.Reply.Refusal(status, Message, migrateTo: migrateTo);

    public static RefusalException BadRequest(string reason) => new(400, "Bad Request: " + reason);

    public static RefusalException Forbidden(string reason) => new(403, "Forbidden: " + reason);
}
