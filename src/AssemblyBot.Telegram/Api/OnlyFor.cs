namespace AssemblyBot.Telegram.Api;

/// <summary>Whose own a message in a group is: the server shows it to this member and the bot, and to nobody else.</summary>
/// <param name="Receiver">The member's account.</param>
/// <param name="Query">
/// The press that it answers, which the server takes for 15 seconds; null: none, which only an administrator may do.
/// </param>
/// <param name="TakesPlace">
/// Whether it is shown in place of the message whose button was pressed, where the server can; never so below a message
/// that is the member's own already.
/// </param>
internal sealed record OnlyFor(long Receiver, string? Query, bool TakesPlace)
{
    /// <summary>The member's command that nobody else sees and that it answers, within 15 seconds as well; null: none.</summary>
    public long? Command { get; init; }
}

/// <summary>
/// How a server is asked to show a message to one member alone. One that does not know a way ignores it and shows the
/// message to all.
/// </summary>
internal enum OwnMessageWay
{
    /// <summary>One object, <c>ephemeral_message_parameters</c>: since Bot API 10.3.</summary>
    Object = 0,

    /// <summary>Two parameters, <c>receiver_user_id</c> and <c>callback_query_id</c>: Bot API 10.2.</summary>
    Pair = 1,
}
