namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// Groups as Polis finds them: people into at most a hundred base clusters, these into two to five groups, weighted
/// by their members; the number of groups with the best silhouette, once it has been best often enough in a row.
/// </summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/conversation.clj, lines 271–276 and 400–474.</remarks>
internal static class ClassicGrouping
{
    private const int BaseSteps = 100;
    private const int GroupSteps = 20;
    private const int BaseClustersPerGroup = 12;

    /// <summary>The partition, and what the next run has to know.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="x">Coordinates of all rows.</param>
    /// <param name="y">Coordinates of all rows.</param>
    /// <param name="rows">The rows that take part, in the order of arrival.</param>
    /// <param name="earlier">What the run before left.</param>
    /// <param name="options">Numbers of clusters and groups, patience.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static (Partition Partition, ClassicState State) Find(VoteMatrix votes, double[] x, double[] y, int[] rows, ClassicState? earlier, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var people = new ClassicPoints(Array.ConvertAll(rows, row => x[row]), Array.ConvertAll(rows, row => y[row]), Array.ConvertAll(rows, _ => 1.0), Array.ConvertAll(rows, row => votes.Participants[row]));
        var bases = ClassicKMeans.Cluster(people, options.BaseClusters, earlier?.BaseClusters, BaseSteps, options.EffectiveThreads, cancellationToken)
            .OrderBy(cluster => cluster.Id).ToArray();
        var points = new ClassicPoints(Array.ConvertAll(bases, cluster => cluster.X), Array.ConvertAll(bases, cluster => cluster.Y), Array.ConvertAll(bases, cluster => (double)cluster.Members.Count), Array.ConvertAll(bases, cluster => (long)cluster.Id));

        var clusterings = new List<List<ClassicGroup>>();
        var most = points.Count < 2 ? 1 : Math.Min(options.MaximumGroups, 2 + (points.Count / BaseClustersPerGroup));
        for (var k = 2; k <= most; k++)
        {
            var before = earlier?.Clusterings.ElementAtOrDefault(k - 2);
            clusterings.Add(ClassicKMeans.Cluster(points, k, before, GroupSteps, options.EffectiveThreads, cancellationToken));
        }

        var means = clusterings.Count == 0 ? [] : Silhouette.Means([points.X, points.Y], [.. clusterings.Select(clustering => Labels(clustering, points.Count))], options.EffectiveThreads);
        var best = means.Length == 0 ? 0 : 2 + Array.LastIndexOf(means, means.Max());
        var state = Smooth(best, most, earlier, options) with
        {
            InConversation = people.Ids,
            BaseClusters = [.. bases.Select(cluster => cluster.ToCluster(people))],
            Clusterings = [.. clusterings.Select(clustering => clustering.Select(cluster => cluster.ToCluster(points)).ToArray())],
        };
        var scores = means.Select((mean, i) => new GroupCountScore(2 + i, mean)).ToArray();
        return (Write(votes.ParticipantCount, rows, bases, best == 0 ? [] : clusterings[state.AdoptedCount - 2], scores), state);
    }

    /// <summary>The number of groups in use: the best one once it has been best so many times in a row, at the first run at once.</summary>
    private static ClassicState Smooth(int best, int most, ClassicState? earlier, ConsensusOptions options)
    {
        var seen = earlier is not null && earlier.BestCount == best ? earlier.BestCountSeen + 1 : 1;
        var keeps = earlier is { AdoptedCount: > 0 } && seen < options.GroupCountPatience;
        return new ClassicState
        {
            InConversation = [],
            BaseClusters = [],
            Clusterings = [],
            BestCount = best,
            BestCountSeen = seen,
            AdoptedCount = best == 0 ? 0 : keeps ? Math.Min(earlier!.AdoptedCount, most) : best,
        };
    }

    private static int[] Labels(List<ClassicGroup> clustering, int count)
    {
        var labels = new int[count];
        for (var c = 0; c < clustering.Count; c++)
        {
            foreach (var i in clustering[c].Members)
            {
                labels[i] = c;
            }
        }

        return labels;
    }

    private static Partition Write(int count, int[] rows, ClassicGroup[] bases, List<ClassicGroup> groups, GroupCountScore[] scores)
    {
        if (groups.Count < 2)
        {
            return Partition.None(count, scores);
        }

        var ordered = groups.OrderBy(group => group.Id).ToArray();
        var groupOfRow = new int[count];
        Array.Fill(groupOfRow, -1);
        for (var g = 0; g < ordered.Length; g++)
        {
            foreach (var member in ordered[g].Members.SelectMany(b => bases[b].Members))
            {
                groupOfRow[rows[member]] = g;
            }
        }

        return new Partition(
            groupOfRow,
            Array.ConvertAll(ordered, group => new[] { group.X, group.Y }),
            Array.ConvertAll(ordered, group => group.Members.Sum(b => bases[b].Members.Count)),
            scores)
        { Ids = Array.ConvertAll(ordered, group => group.Id) };
    }
}
