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

    /// <summary>Groups in as many dimensions as say more than chance, though at least the two of the map; none where no dimension does.</summary>
    public static Groups Robust(VoteMatrix votes, double[][] axes, int[] eligible, int dimensions, ConsensusOptions options, ConsensusReport? previous, CancellationToken cancellationToken)
    {
        var partition = dimensions == 0
            ? Partition.None(votes.ParticipantCount)
            : RobustGrouping.Find(PointSet.Of(axes, eligible), votes.ParticipantCount, options, cancellationToken);
        return new Groups(GroupContinuity.Continue(partition, votes, previous), eligible.Length, null);
    }
}
