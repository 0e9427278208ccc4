namespace AssemblyBot.Core.Phrases;

/// <summary>Writing statements, and what becomes of them.</summary>
public sealed record WritingPhrases
{
    public required Phrase Add { get; init; }
    public required Phrase Title { get; init; }

    /// <summary>The rules, with the longest length in characters.</summary>
    [Takes("length")]
    public required Phrase Rules { get; init; }

    [Takes("licence")]
    public required Phrase Licence { get; init; }

    public required Phrase NowWrite { get; init; }
    public required Phrase Cancelled { get; init; }
    public required Phrase Closed { get; init; }
    public required Phrase Empty { get; init; }

    [Takes("length", "limit")]
    public required Phrase TooLong { get; init; }

    [Takes("number")]
    public required Phrase Duplicate { get; init; }

    [Takes("number")]
    public required Phrase DuplicateWaiting { get; init; }

    [Takes("number")]
    public required Phrase Waits { get; init; }

    [Takes("number")]
    public required Phrase Published { get; init; }

    /// <summary>To someone who wrote a text without having been asked for one.</summary>
    public required Phrase NotAsked { get; init; }

    /// <summary>To an author.</summary>
    [Takes("number")]
    public required Phrase WasAccepted { get; init; }

    [Takes("number")]
    public required Phrase WasRejected { get; init; }

    public required Phrase MyStatementsTitle { get; init; }
    public required Phrase NoStatementsYet { get; init; }
    public required Phrase IsWaiting { get; init; }
    public required Phrase IsAccepted { get; init; }

    [Takes("reason")]
    public required Phrase IsRejected { get; init; }

    public required Phrase ReasonDuplicate { get; init; }
    public required Phrase ReasonOffTopic { get; init; }
    public required Phrase ReasonSeveralIdeas { get; init; }
    public required Phrase ReasonUnclear { get; init; }
    public required Phrase ReasonAbusive { get; init; }
    public required Phrase ReasonPersonal { get; init; }

    /// <summary>The reason in words.</summary>
    public Phrase ReasonOf(RejectionReason reason) => reason switch
    {
        RejectionReason.Duplicate => ReasonDuplicate,
        RejectionReason.OffTopic => ReasonOffTopic,
        RejectionReason.SeveralIdeas => ReasonSeveralIdeas,
        RejectionReason.Unclear => ReasonUnclear,
        RejectionReason.Abusive => ReasonAbusive,
        _ => ReasonPersonal,
    };
}
