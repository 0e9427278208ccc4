namespace AssemblyBot.Core.Summaries;

/// <summary>
/// What an assembly's votes say at one moment, in numbers that can be checked; the words come from a phrase book when
/// it is shown.
/// </summary>
public sealed record Summary
{
    /// <summary>The assembly.</summary>
    public required AssemblyId Assembly { get; init; }

    /// <summary>The period it closes, such as <c>2026-02-19T17:00Z</c>; an assembly has one summary for each.</summary>
    public required string Period { get; init; }

    /// <summary>When it was computed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The sequence number of the last vote event in it.</summary>
    public required long Head { get; init; }

    /// <summary>How many people have voted at least once.</summary>
    public required int Voters { get; init; }

    /// <summary>How many people have voted on enough statements to count towards the threshold.</summary>
    public required int VotersWithEnough { get; init; }

    /// <summary>How many current votes there are.</summary>
    public required int Votes { get; init; }

    /// <summary>How many statements people can vote on.</summary>
    public required int Statements { get; init; }

    /// <summary>How many of those were written by participants.</summary>
    public required int StatementsByParticipants { get; init; }

    /// <summary>The thresholds it was made under.</summary>
    public required Thresholds Thresholds { get; init; }

    /// <summary>Whether too few people have voted to say more than the numbers above.</summary>
    public required bool IsProgressOnly { get; init; }

    /// <summary>The groups of opinion, the largest first or as they were named before; empty when there are none to be had.</summary>
    public IReadOnlyList<SummaryGroup> Groups { get; init; } = [];

    /// <summary>Where the members of the groups stand; null: there are not two groups or more, or it is too early to say.</summary>
    public SummaryMap? Map { get; init; }

    /// <summary>What every group agrees with, or rejects; without groups: what most people do.</summary>
    public IReadOnlyList<SummaryLine> CommonGround { get; init; } = [];

    /// <summary>What divides: one group agrees and another does not.</summary>
    public IReadOnlyList<SummaryLine> Divides { get; init; } = [];

    /// <summary>What people are unsure of.</summary>
    public IReadOnlyList<SummaryLine> Uncertain { get; init; } = [];

    /// <summary>The statements that came since the summary before.</summary>
    public IReadOnlyList<StatementId> NewStatements { get; init; } = [];

    /// <summary>How many votes came since the summary before; null when there was none.</summary>
    public int? VotesSince { get; init; }

    /// <summary>How many people came since the summary before; null when there was none.</summary>
    public int? VotersSince { get; init; }
}

/// <summary>A group of opinion and what it stands for.</summary>
/// <param name="Label">Its letter: A, B, …</param>
/// <param name="Size">How many people are in it.</param>
/// <param name="StandsFor">The statements on which it differs most from the others, the strongest first.</param>
public sealed record SummaryGroup(string Label, int Size, IReadOnlyList<SummaryLine> StandsFor);

/// <summary>One statement's counts behind a finding.</summary>
/// <param name="Statement">Its number.</param>
/// <param name="Leaning">Whether the finding is one of agreement or of disagreement; for the uncertain: pass.</param>
/// <param name="Overall">The counts over everyone.</param>
/// <param name="PerGroup">The counts in each of <see cref="Summary.Groups"/>, in their order.</param>
public sealed record SummaryLine(
    StatementId Statement, Stance Leaning, VoteTally Overall, IReadOnlyList<VoteTally> PerGroup);

/// <summary>How people voted on a statement.</summary>
public readonly record struct VoteTally(int Agrees, int Disagrees, int Passes)
{
    /// <summary>How many voted.</summary>
    public int Votes => Agrees + Disagrees + Passes;

    /// <summary>How many voted like that.</summary>
    public int Of(Stance stance) => stance switch
    {
        Stance.Agree => Agrees,
        Stance.Disagree => Disagrees,
        _ => Passes,
    };
}
