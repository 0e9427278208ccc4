namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// Brings earlier clusters up to date: on what is left of their members, clusters with one centre merged, and
/// new ones split off around the points that fit worst until there are as many as asked for.
/// </summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/clusters.clj, lines 171–277.</remarks>
internal static class ClassicWarmStart
{
    public static List<ClassicGroup> Prepare(ClassicPoints points, int k, IReadOnlyList<ClassicCluster> earlier)
    {
        var clusters = Merge(points, Recentre(points, earlier));
        var most = Math.Min(k, points.DistinctCount);
        while (clusters.Count < most && Split(points, clusters) is { } split)
        {
            clusters = split;
        }

        return clusters;
    }

    private static List<ClassicGroup> Recentre(ClassicPoints points, IReadOnlyList<ClassicCluster> earlier)
    {
        var index = points.Ids.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var clusters = new List<ClassicGroup>();
        foreach (var cluster in earlier)
        {
            var members = cluster.Members.Where(index.ContainsKey).Select(id => index[id]).ToList();
            if (members.Count > 0)
            {
                clusters.Add(ClassicGroup.Around(points, cluster.Id, members));
            }
        }

        return clusters;
    }

    /// <summary>Joins clusters at the same place; the larger gives its id.</summary>
    private static List<ClassicGroup> Merge(ClassicPoints points, List<ClassicGroup> clusters)
    {
        var merged = new List<ClassicGroup>();
        foreach (var cluster in clusters)
        {
            var at = merged.FindIndex(other => other.X == cluster.X && other.Y == cluster.Y);
            if (at < 0)
            {
                merged.Add(cluster);
                continue;
            }

            var larger = cluster.Members.Count > merged[at].Members.Count ? cluster : merged[at];
            merged[at] = ClassicGroup.Around(points, larger.Id, [.. merged[at].Members, .. cluster.Members]);
        }

        return merged;
    }

    /// <summary>Moves the point furthest from its nearest centre into a cluster of its own; null if every point lies on a centre.</summary>
    private static List<ClassicGroup>? Split(ClassicPoints points, List<ClassicGroup> clusters)
    {
        var (furthest, distance) = (-1, 0.0);
        for (var i = 0; i < points.Count; i++)
        {
            var nearest = clusters.Min(cluster => Square(cluster.X - points.X[i]) + Square(cluster.Y - points.Y[i]));
            if (nearest > distance)
            {
                (furthest, distance) = (i, nearest);
            }
        }

        if (furthest < 0)
        {
            return null;
        }

        var next = new List<ClassicGroup>();
        foreach (var cluster in clusters)
        {
            var members = cluster.Members.Where(i => i != furthest).ToList();
            if (members.Count > 0)
            {
                next.Add(members.Count == cluster.Members.Count ? cluster : ClassicGroup.Around(points, cluster.Id, members));
            }
        }

        next.Add(ClassicGroup.Around(points, clusters.Max(cluster => cluster.Id) + 1, [furthest]));
        return next;
    }

    private static double Square(double value) => value * value;
}
