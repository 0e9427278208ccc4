namespace AssemblyBot.Worker.Rehearsals;

/// <summary>What a rehearsal did, and what it took.</summary>
internal sealed record RehearsalResult
{
    /// <summary>How many votes were cast, changes of mind included.</summary>
    public required int Votes { get; init; }

    /// <summary>How many of them were recorded.</summary>
    public required int Accepted { get; init; }

    /// <summary>How many votes there are in the end, one a person and statement.</summary>
    public required int CurrentVotes { get; init; }

    public required int People { get; init; }

    public required int Statements { get; init; }

    /// <summary>How many requests the desk answered: joining, voting, writing, moderating.</summary>
    public required int Requests { get; init; }

    /// <summary>How many posts the channel got.</summary>
    public required int Summaries { get; init; }

    public required Card? LastSummary { get; init; }

    public required int MessagesToPeople { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>The median time of a vote, from the request to its card, in milliseconds.</summary>
    public required double MedianMilliseconds { get; init; }

    /// <summary>The time that 99 of 100 votes stayed under, in milliseconds.</summary>
    public required double SlowMilliseconds { get; init; }
}
