using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>Who may be grouped and into which groups, by either method.</summary>
/// <param name="Partition">The groups with their identities.</param>
/// <param name="EligibleCount">People who may be grouped.</param>
/// <param name="State">What the classic method carries on.</param>
internal sealed record Groups(Partition Partition, int EligibleCount, ClassicState? State)
{
    public static Groups Classic(VoteMatrix votes, double[][] axes, ConsensusOptions options, ClassicState? earlier, CancellationToken cancellationToken)
    {
        var eligible = Eligibility.Classic(votes, options, earlier?.InConversation ?? []);
        var (partition, state) = ClassicGrouping.Find(votes, axes[0], axes[1], eligible, earlier, options, cancellationToken);
        return new Groups(partition, eligible.Length, state);
    }

    /// <summary>Groups in as many dimensions as say more than chance; none where no dimension does. Their centres are the members' means on the map.</summary>
    public static Groups Robust(VoteMatrix votes, VoteRows rows, double[][] axes, int[] eligible, Structure structure, ConsensusOptions options, ConsensusReport? previous, CancellationToken cancellationToken)
    {
        if (structure.Dimensions == 0)
        {
            return new Groups(GroupContinuity.Continue(Partition.None(votes.ParticipantCount), votes, previous), eligible.Length, null);
        }

        var places = Places.Of(rows, structure, structure.Dimensions, options.EffectiveThreads, cancellationToken);
        var partition = RobustGrouping.Find(PointSet.Of(places, eligible), votes.ParticipantCount, options, structure.IsReadiness, cancellationToken);
        return new Groups(GroupContinuity.Continue(partition with { Places = MeansOf(axes, partition) }, votes, previous), eligible.Length, null);
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
