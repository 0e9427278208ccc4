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

    /// <summary>Called once everything that can be done is done, or a wait was asked for.</summary>
    public Action Settled { get; init; } = static () => { };
}
