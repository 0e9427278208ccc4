namespace AssemblyBot.Consensus;

/// <summary>What an analysis may be told; the defaults are the ones the assembly runs with.</summary>
public sealed record ConsensusOptions
{
    /// <summary>The rule for groups. Default: robust.</summary>
    public ConsensusMethod Method { get; init; } = ConsensusMethod.Robust;

    /// <summary>Votes (passes count) from which a person is grouped; all statements, if there are fewer. Default: 7, as in Polis.</summary>
    public int MinimumVotes { get; init; } = 7;

    /// <summary>Classic only: if fewer people qualify, those with most votes are added up to this number. Default: 15, as in Polis.</summary>
    public int MinimumParticipants { get; init; } = 15;

    /// <summary>Classic only: number of base clusters. Default: 100, as in Polis.</summary>
    public int BaseClusters { get; init; } = 100;

    /// <summary>Classic only: consecutive analyses that must prefer a number of groups before it is adopted. Default: 4, as in Polis.</summary>
    public int GroupCountPatience { get; init; } = 4;

    /// <summary>Most groups that are tried; from 2 to 8. Default: 5, as in Polis.</summary>
    public int MaximumGroups { get; init; } = 5;

    /// <summary>Robust only: fewest people that make a group, whatever the share. Default: 3.</summary>
    public int SmallestGroup { get; init; } = 3;

    /// <summary>Robust only: least share of the grouped people that makes a group. Default: 0.05.</summary>
    public double SmallestGroupShare { get; init; } = 0.05;

    /// <summary>Robust only: the share tried next, if no partition satisfies the first. Default: 0.02.</summary>
    public double SmallestGroupShareFallback { get; init; } = 0.02;

    /// <summary>Robust only: starts of k-means for each number of groups. Default: 16.</summary>
    public int Restarts { get; init; } = 16;

    /// <summary>Robust only: people on whom the starts of k-means are tried, when there are more. Default: 2,500.</summary>
    public int RestartSample { get; init; } = 2_500;

    /// <summary>Robust only: people over whom the mean silhouette is taken, when there are more. Default: 2,000.</summary>
    public int SilhouetteSample { get; init; } = 2_000;

    /// <summary>Robust only: silhouette that more groups must gain over fewer. Default: 0.02, from planted groups: less finds more of five, more keeps two from being three.</summary>
    public double SilhouetteGain { get; init; } = 0.02;

    /// <summary>
    /// Robust only: silhouette that more groups must gain than the dimensions of the structure and one. Default: 0.1, from principle: groups that differ each in its
    /// own way span one dimension fewer than they are; more must lie on one line and leave clear gaps.
    /// </summary>
    public double SilhouetteGainBeyond { get; init; } = 0.1;

    /// <summary>
    /// Robust only: silhouette from which people who differ in nothing but how readily they agree are groups. Default: 0.71, from which on
    /// L. Kaufman and P. J. Rousseeuw, "Finding groups in data" (1990), call a structure strong; a spread of habits without a gap stays below.
    /// </summary>
    public double GapSilhouette { get; init; } = 0.71;

    /// <summary>
    /// Robust only: copies of the votes with signs thrown anew against which structure is tested; a fifth of them suffices where there is no doubt, 24 where only the number of dimensions is in doubt;
    /// 0 leaves the test out. Default: 60, whose mean and deviation move the limit by less than a tenth of what parts 2 from 3 in 100.
    /// </summary>
    public int StructureTrials { get; init; } = 60;

    /// <summary>
    /// Robust only: standard deviations by which an eigenvalue must exceed those of the copies. Default: 2.6, from principle: the largest
    /// eigenvalue of noise follows the Tracy–Widom law of order 1 (mean −1.207, deviation 1.268), whose 99 % point, 2.02, lies 2.55 deviations up;
    /// the rest is for estimating both from 60 copies.
    /// </summary>
    public double StructureThreshold { get; init; } = 2.6;

    /// <summary>
    /// Robust only: what a further dimension must exceed chance by, as a share of what the first does; below that it tells who was
    /// there when rather than who thinks what, and moves no group. Default: 0.05, which
    /// planted groups of a twentieth of the people still reach.
    /// </summary>
    public double DimensionShare { get; init; } = 0.05;

    /// <summary>
    /// Robust only: rounds after which people are moved to the group whose votes theirs are most like; 0 leaves them where k-means put them.
    /// Default: 3, from planted groups: further ones win little and let the larger of two groups lose people to the smaller.
    /// </summary>
    public int LikelihoodRounds { get; init; } = 3;

    /// <summary>Robust only: trials over which the firmness is taken; 0 leaves it out. Default: 10.</summary>
    public int FirmnessTrials { get; init; } = 10;

    /// <summary>Robust only: share of the votes that each of these trials leaves out. Default: 0.1.</summary>
    public double FirmnessShare { get; init; } = 0.1;

    /// <summary>z from which a test counts as significant. Default: 1.2816 (one-sided 90 %), as in Polis.</summary>
    public double Significance { get; init; } = 1.2816;

    /// <summary>Most representative statements per group. Default: 5, as in Polis.</summary>
    public int RepresentativeStatements { get; init; } = 5;

    /// <summary>Most statements in each of the two consensus lists. Default: 5, as in Polis.</summary>
    public int ConsensusStatements { get; init; } = 5;

    /// <summary>Whether the bridging score is worked out. Default: yes.</summary>
    public bool Bridging { get; init; } = true;

    /// <summary>By how much a statement's agreement across the groups must change to be told. Default: 0.05.</summary>
    public double NotableChange { get; init; } = 0.05;

    /// <summary>Whether a pass counts as unseen in centre, components and projection (counts keep it). Default: no, as in Polis.</summary>
    public bool PassesAreMissing { get; init; }

    /// <summary>Where every random choice starts; equal seeds and votes give equal reports. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads to use, 0 for all cores; the report does not depend on it. Default: 0.</summary>
    public int Threads { get; init; }

    internal int EffectiveThreads => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>Throws if a value is out of its range.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumVotes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumParticipants);
        ArgumentOutOfRangeException.ThrowIfLessThan(BaseClusters, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(GroupCountPatience, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumGroups, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaximumGroups, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(SmallestGroup, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(SmallestGroupShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SmallestGroupShare, 0.5);
        ArgumentOutOfRangeException.ThrowIfLessThan(Restarts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RestartSample, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(SilhouetteSample, 100);
        ArgumentOutOfRangeException.ThrowIfNegative(StructureTrials);
        ArgumentOutOfRangeException.ThrowIfNegative(LikelihoodRounds);
        ArgumentOutOfRangeException.ThrowIfNegative(FirmnessTrials);
        ArgumentOutOfRangeException.ThrowIfNegative(FirmnessShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FirmnessShare, 0.9);
        ArgumentOutOfRangeException.ThrowIfNegative(RepresentativeStatements);
        ArgumentOutOfRangeException.ThrowIfNegative(ConsensusStatements);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
    }
}
