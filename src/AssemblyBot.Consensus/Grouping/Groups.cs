namespace AssemblyBot.Consensus.Grouping;

/// <summary>Who may be grouped and into which groups, by either method.</summary>
/// <param name="Partition">The groups with their identities.</param>
/// <param name="EligibleCount">People who may be grouped.</param>
/// <param name="Points">Their places.</param>
/// <param name="State">What the classic method carries on.</param>
internal sealed record Groups(Partition Partition, int EligibleCount, PointSet Points, ClassicState? State)
{
    public static Groups Classic(VoteMatrix votes, double[] x, double[] y, ConsensusOptions options, ClassicState? earlier, CancellationToken cancellationToken)
    {
        var eligible = Eligibility.Classic(votes, options, earlier?.InConversation ?? []);
        var (partition, state) = ClassicGrouping.Find(votes, x, y, eligible, earlier, options, cancellationToken);
        return new Groups(partition, eligible.Length, PointSet.Of(x, y, eligible), state);
    }

    public static Groups Robust(VoteMatrix votes, double[] x, double[] y, ConsensusOptions options, ConsensusReport? previous, CancellationToken cancellationToken)
    {
        var eligible = Eligibility.Robust(votes, options.MinimumVotes);
        var points = PointSet.Of(x, y, eligible);
        var partition = HasStructure(votes, points, options, cancellationToken)
            ? RobustGrouping.Find(points, votes.ParticipantCount, options, cancellationToken)
            : Partition.None(votes.ParticipantCount);
        return new Groups(GroupContinuity.Continue(partition, votes, previous), eligible.Length, points, null);
    }

    private static bool HasStructure(VoteMatrix votes, PointSet points, ConsensusOptions options, CancellationToken cancellationToken) =>
        points.Count >= 2 * options.SmallestGroup
        && (options.StructureTrials < 2 || StructureTest.Score(votes, points, options, cancellationToken) >= options.StructureThreshold);
}
