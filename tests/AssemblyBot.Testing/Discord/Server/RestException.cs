using AssemblyBot.Testing.Discord.Schema;

namespace AssemblyBot.Testing.Discord.Server;

/// <summary>The server refuses a call, as the real one does.</summary>
internal sealed class RestException(RestReply reply, string message) : Exception(message)
{
    private static readonly Dictionary<int, (int Status, string Message)> Codes = new()
    {
        [0] = (404, "404: Not Found"),
        [10003] = (404, "Unknown Channel"),
        [10004] = (404, "Unknown Guild"),
        [10008] = (404, "Unknown Message"),
        [10013] = (404, "Unknown User"),
        [10015] = (404, "Unknown Webhook"),
        [10062] = (404, "Unknown interaction"),
        [30046] = (400, "Maximum number of edits to messages older than 1 hour reached. Try again later"),
        [40060] = (400, "Interaction has already been acknowledged."),
        [50001] = (403, "Missing Access"),
        [50006] = (400, "Cannot send an empty message"),
        [50007] = (403, "Cannot send messages to this user"),
        [50008] = (400, "Cannot send messages in a non-text channel"),
        [50013] = (403, "Missing Permissions"),
        [50024] = (403, "Cannot execute action on this channel type"),
        [50027] = (401, "Invalid Webhook Token"),
        [50083] = (400, "Thread is archived"),
        [50278] = (403, "Cannot send messages to this user due to having no mutual guilds"),
    };

    public RestReply Reply => reply;

    /// <summary>The refusal with one of Discord's codes.</summary>
    public static RestException Code(int code) => new(Refusal(code), $"{code}");

    /// <summary>The status and the words that go with one of Discord's codes.</summary>
    public static RestReply Refusal(int code)
    {
        var (status, message) = Codes.TryGetValue(code, out var known) ? known : (400, "Refused on request");
        return RestReply.Refusal(status, code, message);
    }

    /// <summary>50035, with what is wrong at which place.</summary>
    public static RestException InvalidForm(IReadOnlyList<SchemaProblem> problems)
        => new(RestReply.Ok(writer => InvalidForms.Write(writer, problems), 400), string.Join("; ", problems));
}
