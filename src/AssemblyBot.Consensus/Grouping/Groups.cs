using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>Who may be grouped and into which groups, by either method.</summary>
/// <param name="Partition">The groups with their identities.</param>
/// <param name="EligibleCount">People who may be grouped.</param>
/// <param name="State">What the classic method carries on.</param>
internal sealed record Groups(Partition Partition, int EligibleCount, ClassicState? State)
{
    /// <summary>In what the robust method found the groups.</summary>
    public Structure Structure { get; private init; } = Structure.None;

    public static Groups Classic(VoteMatrix votes, double[][] axes, ConsensusOptions options, ClassicState? earlier, CancellationToken cancellationToken)
    {
        var eligible = Eligibility.Classic(votes, options, earlier?.InConversation ?? []);
        var (partition, state) = ClassicGrouping.Find(votes, axes[0], axes[1], eligible, earlier, options, cancellationToken);
        return new Groups(partition, eligible.Length, state);
    }

    /// <summary>
    /// Groups that differ in how readily they agree, if that leaves a gap between them, or else groups in as many dimensions as say more than chance;
    /// none where no dimension does. Their centres are the members' means on the map.
    /// </summary>
    public static Groups Robust(VoteMatrix votes, VoteRows rows, double[][] axes, int[] eligible, Structure structure, ConsensusOptions options, ConsensusReport? previous, CancellationToken cancellationToken)
    {
        var partition = Partition.None(votes.ParticipantCount);
        var used = Structure.None;
        foreach (var candidate in new[] { structure.Readiness, structure })
        {
            if (candidate is { Dimensions: > 0 } && partition.Count == 0)
            {
                var places = Places.Of(rows, candidate, candidate.Dimensions, options.EffectiveThreads, cancellationToken);
                partition = RobustGrouping.Find(PointSet.Of(places, eligible), votes.ParticipantCount, options, candidate.IsReadiness, cancellationToken);
                partition = RobustGrouping.Refined(partition, rows, candidate, options, cancellationToken);
                used = candidate;
            }
        }

        return new Groups(GroupContinuity.Continue(partition with { Places = MeansOf(axes, partition) }, votes, previous), eligible.Length, null) { Structure = used };
    }

    /// <summary>Means to nine decimals: fewer than a sum of many places has right in any order.</summary>
    private static double[][] MeansOf(double[][] axes, Partition partition)
    {
        var sums = Array.ConvertAll(partition.Sizes, _ => new double[axes.Length]);
        for (var row = 0; row < partition.GroupOfRow.Length; row++)
        {
            for (var k = 0; k < axes.Length && partition.GroupOfRow[row] >= 0; k++)
            {
                sums[partition.GroupOfRow[row]][k] += axes[k][row];
            }
        }

        return [.. sums.Zip(partition.Sizes, (sum, size) => Array.ConvertAll(sum, value => Math.Round(value / size, 9) + 0.0))];
    }
}
