namespace AssemblyBot.Core.Phrases;

/// <summary>Moderating.</summary>
public sealed record ModeratingPhrases
{
    [Takes("title", "count")]
    public required Phrase QueueTitle { get; init; }

    public required Phrase QueueEmpty { get; init; }
    public required Phrase Accept { get; init; }
    public required Phrase Reject { get; init; }
    public required Phrase Skip { get; init; }
    public required Phrase WhyReject { get; init; }

    [Takes("number")]
    public required Phrase Accepted { get; init; }

    [Takes("number")]
    public required Phrase Rejected { get; init; }

    [Takes("number")]
    public required Phrase DecidedAlready { get; init; }

    public required Phrase NoSuchStatement { get; init; }
    public required Phrase IsAccepted { get; init; }
    public required Phrase IsRejected { get; init; }

    /// <summary>Of a statement that its author took back.</summary>
    public required Phrase IsWithdrawn { get; init; }
}
