namespace AssemblyBot.Publishing.Maps;

/// <summary>The convex hull of points (Andrew's monotone chain).</summary>
internal static class ConvexHull
{
    /// <summary>The corners in order around the hull; fewer than three when the points lie on one line.</summary>
    public static IReadOnlyList<(double X, double Y)> Of(IEnumerable<(double X, double Y)> points)
    {
        var sorted = points.Distinct().OrderBy(point => point.X).ThenBy(point => point.Y).ToArray();
        return sorted.Length < 3 ? sorted : [.. Chain(sorted), .. Chain([.. sorted.Reverse()])];
    }

    private static List<(double X, double Y)> Chain((double X, double Y)[] points)
    {
        var chain = new List<(double X, double Y)>();
        foreach (var point in points)
        {
            while (chain.Count >= 2 && Turn(chain[^2], chain[^1], point) <= 0)
            {
                chain.RemoveAt(chain.Count - 1);
            }

            chain.Add(point);
        }

        chain.RemoveAt(chain.Count - 1);
        return chain;
    }

    private static double Turn((double X, double Y) from, (double X, double Y) over, (double X, double Y) to) =>
        ((over.X - from.X) * (to.Y - from.Y)) - ((over.Y - from.Y) * (to.X - from.X));
}
