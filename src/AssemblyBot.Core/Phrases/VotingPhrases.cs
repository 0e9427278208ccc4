namespace AssemblyBot.Core.Phrases;

/// <summary>Voting and one's own votes.</summary>
public sealed record VotingPhrases
{
    /// <summary>Where the person is, such as "7 of 40".</summary>
    [Takes("title", "position", "total")]
    public required Phrase Progress { get; init; }

    [Takes("stance")]
    public required Phrase Counted { get; init; }

    [Takes("stance")]
    public required Phrase Changed { get; init; }

    public required Phrase Undo { get; init; }
    public required Phrase TakenBack { get; init; }
    public required Phrase NothingToUndo { get; init; }

    /// <summary>The vote on this statement so far.</summary>
    [Takes("stance")]
    public required Phrase YourVote { get; init; }

    public required Phrase NotVotable { get; init; }

    [Takes("count")]
    public required Phrase InviteToWrite { get; init; }

    public required Phrase AllDoneTitle { get; init; }

    [Takes("count")]
    public required Phrase AllDone { get; init; }

    public required Phrase NothingToVoteOn { get; init; }
    public required Phrase WantNews { get; init; }
    public required Phrase NoNews { get; init; }
    public required Phrase NewsOn { get; init; }
    public required Phrase NewsOff { get; init; }

    /// <summary>The message to someone who asked to be told.</summary>
    [Takes("count", "title")]
    public required Phrase NewsArrived { get; init; }

    public required Phrase MyVotesTitle { get; init; }

    [Takes("count", "page", "pages")]
    public required Phrase MyVotesCount { get; init; }

    public required Phrase NoVotesYet { get; init; }
    public required Phrase MyVotesHow { get; init; }
    public required Phrase Newer { get; init; }
    public required Phrase Older { get; init; }
    public required Phrase MyVotes { get; init; }
}
