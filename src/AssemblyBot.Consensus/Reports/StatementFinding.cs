namespace AssemblyBot.Consensus;

/// <summary>Everything the votes say about one statement.</summary>
public sealed record StatementFinding
{
    /// <summary>The id of the input.</summary>
    public required int Statement { get; init; }

    /// <summary>Whether it was moderated out: its votes are counted and nothing else is drawn from them.</summary>
    public required bool ModeratedOut { get; init; }

    /// <summary>Whether it is about the people rather than the question; such a statement keeps out of groups, too.</summary>
    public required bool Meta { get; init; }

    /// <summary>People who agreed.</summary>
    public required int Agrees { get; init; }

    /// <summary>People who disagreed.</summary>
    public required int Disagrees { get; init; }

    /// <summary>People who passed.</summary>
    public required int Passes { get; init; }

    /// <summary>People who voted on it, passes included.</summary>
    public int Seen => Agrees + Disagrees + Passes;

    /// <summary>(agrees + 1) / (seen + 2) over everyone.</summary>
    public required double AgreeShare { get; init; }

    /// <summary>(disagrees + 1) / (seen + 2) over everyone.</summary>
    public required double DisagreeShare { get; init; }

    /// <summary>z of the agree share against one half.</summary>
    public required double AgreeTest { get; init; }

    /// <inheritdoc cref="AgreeTest"/>
    public required double DisagreeTest { get; init; }

    /// <summary>p-value of the agree test, adjusted for the number of statements and sides tested; 1 if it was no test.</summary>
    public double AgreeAdjustedP { get; init; } = 1;

    /// <inheritdoc cref="AgreeAdjustedP"/>
    public double DisagreeAdjustedP { get; init; } = 1;

    /// <summary>
    /// The bridging score: how much more it is agreed with than what its place on the one axis of opinion explains, in units of a vote
    /// from 0 (disagree) to 1 (agree), 0 for the average statement. It needs no groups.
    /// </summary>
    public double Bridging { get; init; }

    /// <summary>The statement's place on that axis; the sign is that of the first component.</summary>
    public double BridgingFactor { get; init; }

    /// <summary>Mean vote, agree = 1 and disagree = −1; 0 when moderated out or unseen.</summary>
    public required double Center { get; init; }

    /// <summary>Loading on the first component.</summary>
    public required double LoadingX { get; init; }

    /// <summary>Loading on the second component.</summary>
    public required double LoadingY { get; init; }

    /// <summary>Loadings on further components, where groups are told apart by more than the two of the map.</summary>
    public IReadOnlyList<double> FurtherLoadings { get; init; } = [];

    /// <summary>Where someone would stand who had agreed with this statement and voted on nothing else.</summary>
    public required double X { get; init; }

    /// <inheritdoc cref="X"/>
    public required double Y { get; init; }

    /// <summary>Distance of that place from the middle of the map.</summary>
    public double Extremity => Math.Sqrt((X * X) + (Y * Y));

    /// <summary>Weight with which routing draws it, from current counts; 49 for a meta statement.</summary>
    public required double Priority { get; init; }

    /// <summary>Product over the groups of their agree shares; over everyone as one group when there are no groups.</summary>
    public required double GroupAwareConsensus { get; init; }

    /// <summary>Product over the groups of their disagree shares.</summary>
    public required double GroupAwareDisagreement { get; init; }

    /// <summary>Geometric mean of the groups' agree shares, comparable whatever the number of groups.</summary>
    public required double GroupAwareConsensusMean { get; init; }

    /// <summary>Geometric mean of the groups' disagree shares.</summary>
    public required double GroupAwareDisagreementMean { get; init; }

    /// <summary>The agree share of the group that agrees least.</summary>
    public required double SmallestAgreement { get; init; }

    /// <summary>The disagree share of the group that disagrees least.</summary>
    public required double SmallestDisagreement { get; init; }

    /// <summary>Least of the groups' <see cref="GroupFinding.AgreeBound"/>: what every group agrees to at least, few votes allowed for.</summary>
    public required double AgreementBound { get; init; }

    /// <summary>Least of the groups' <see cref="GroupFinding.DisagreeBound"/>.</summary>
    public required double DisagreementBound { get; init; }

    /// <summary>One entry per group, in the order of <see cref="ConsensusReport.Groups"/>.</summary>
    public required IReadOnlyList<GroupFinding> ByGroup { get; init; }
}
