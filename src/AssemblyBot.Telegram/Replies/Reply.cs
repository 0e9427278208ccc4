namespace AssemblyBot.Telegram.Replies;

/// <summary>What goes back for one update: at most one answer to a press, and messages.</summary>
/// <param name="Spot">Where the messages belong.</param>
/// <param name="Parts">The messages; none: nothing is shown.</param>
internal sealed record Reply(ChatSpot Spot, IReadOnlyList<MessageText> Parts)
{
    /// <summary>The press to answer; null: there was none.</summary>
    public string? Query { get; init; }

    /// <summary>Whether the press is answered already, so that only the messages are left.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>The message that the first part takes the place of; null: it is a new one.</summary>
    public long? Edits { get; init; }

    /// <summary>The sentence that answers the press.</summary>
    public string? Notice { get; init; }

    /// <summary>The link that the answer to the press opens.</summary>
    public string? Url { get; init; }

    /// <summary>A file that is sent in place of the messages; a chat that takes none is sent the messages. Null: none.</summary>
    public FileUpload? File { get; init; }

    /// <summary>When it was handed over to be sent, as <see cref="TimeProvider.GetTimestamp"/> counts.</summary>
    public long Since { get; init; }

    /// <summary>Where in a group the messages are shown to one member alone; null: as any others.</summary>
    public OwnPlace? Own { get; init; }

    /// <summary>
    /// The link that the answer to the press opens when there is no way to show them to one member alone; null: the bot's
    /// name is not known, and <see cref="Detour"/> says where to go.
    /// </summary>
    public string? DetourUrl { get; init; }

    /// <summary>What a press is answered with where no link can be opened.</summary>
    public string? Detour { get; init; }

    /// <summary>What the whole chat is shown instead when no press can be answered; null: nothing.</summary>
    public MessageText? Invitation { get; init; }

    /// <summary>Whether its last message is pinned, where the bot may do that.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Called once everything that can be done is done, or a wait was asked for.</summary>
    public Action Settled { get; init; } = static () => { };
}
