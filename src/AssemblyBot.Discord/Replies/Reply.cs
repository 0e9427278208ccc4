namespace AssemblyBot.Discord.Replies;

/// <summary>What goes back for one interaction.</summary>
/// <param name="Messages">One or more; the first is the answer, the others follow it.</param>
/// <param name="Replaces">Whether the first takes the place of the card the interaction came from.</param>
internal sealed record Reply(IReadOnlyList<MessageBody> Messages, bool Replaces)
{
    /// <summary>The form to open in place of the messages; null: none. The messages say how to open it when it is too late for that.</summary>
    public Form? Form { get; init; }
}
