namespace AssemblyBot.Consensus.Grouping;

/// <summary>The k-means of Polis, cold and warm, whose clusters have ids that outlive a run.</summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/clusters.clj, lines 55–65, 142–277 and 301–312.</remarks>
internal static class ClassicKMeans
{
    private const double Still = 0.01;

    /// <summary>Clusters the points, from earlier clusters if there are some, else from the first k distinct points.</summary>
    public static List<ClassicGroup> Cluster(ClassicPoints points, int k, IReadOnlyList<ClassicCluster>? earlier, int mostSteps, int threads, CancellationToken cancellationToken)
    {
        var clusters = earlier is { Count: > 0 } ? ClassicWarmStart.Prepare(points, k, earlier) : FirstDistinct(points, k);
        for (var step = 0; step <= mostSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = Step(points, clusters, threads);
            var isStill = AreStill(clusters, next);
            clusters = next;
            if (isStill)
            {
                break;
            }
        }

        return clusters;
    }

    /// <summary>The first k points that differ, in the order of the points, as centres.</summary>
    private static List<ClassicGroup> FirstDistinct(ClassicPoints points, int k)
    {
        var found = new HashSet<(double, double)>();
        var clusters = new List<ClassicGroup>();
        for (var i = 0; i < points.Count && clusters.Count < k; i++)
        {
            if (found.Add((points.X[i], points.Y[i])))
            {
                clusters.Add(new ClassicGroup(clusters.Count, points.X[i], points.Y[i], []));
            }
        }

        return clusters;
    }

    /// <summary>Assigns every point to the nearest centre, of equally near ones the last, drops empty clusters and moves the centres.</summary>
    private static List<ClassicGroup> Step(ClassicPoints points, List<ClassicGroup> clusters, int threads)
    {
        var nearest = new int[points.Count];
        var (x, y) = (clusters.Select(cluster => cluster.X).ToArray(), clusters.Select(cluster => cluster.Y).ToArray());
        const int Stride = 1024;
        Parallel.For(0, (points.Count + Stride - 1) / Stride, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            for (var i = part * Stride; i < Math.Min(points.Count, (part + 1) * Stride); i++)
            {
                nearest[i] = Nearest(x, y, points.X[i], points.Y[i]);
            }
        });

        var members = Array.ConvertAll(x, _ => new List<int>());
        for (var i = 0; i < nearest.Length; i++)
        {
            members[nearest[i]].Add(i);
        }

        return [.. clusters.Zip(members).Where(pair => pair.Second.Count > 0).Select(pair => ClassicGroup.Around(points, pair.First.Id, pair.Second))];
    }

    private static int Nearest(double[] x, double[] y, double px, double py)
    {
        var (nearest, best) = (0, double.PositiveInfinity);
        for (var c = 0; c < x.Length; c++)
        {
            var (dx, dy) = (x[c] - px, y[c] - py);
            var distance = (dx * dx) + (dy * dy);
            if (distance <= best)
            {
                (nearest, best) = (c, distance);
            }
        }

        return nearest;
    }

    /// <summary>Whether the centres, each list sorted and paired off, have all moved by less than a hundredth.</summary>
    private static bool AreStill(List<ClassicGroup> before, List<ClassicGroup> after) =>
        Sorted(before).Zip(Sorted(after)).All(pair => Math.Sqrt(Square(pair.First.X - pair.Second.X) + Square(pair.First.Y - pair.Second.Y)) < Still);

    private static IEnumerable<ClassicGroup> Sorted(List<ClassicGroup> clusters) => clusters.OrderBy(cluster => cluster.X).ThenBy(cluster => cluster.Y);

    private static double Square(double value) => value * value;
}
