namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// The places of the people who may be grouped, by distance from the middle of the map,
/// an order that neither the votes' order, nor ids, nor a mirrored axis can change.
/// </summary>
/// <param name="Axes">For each dimension the coordinate of each point.</param>
/// <param name="Rows">The matrix row of each point.</param>
internal sealed record PointSet(double[][] Axes, int[] Rows)
{
    public int Count => Rows.Length;

    public int Dimensions => Axes.Length;

    /// <summary>The points of the chosen rows; of equal distances the one that goes further along an axis comes last, then the row decides.</summary>
    public static PointSet Of(double[][] axes, int[] rows)
    {
        var order = (int[])rows.Clone();
        var keys = Array.ConvertAll(order, row => SquareOf(axes, row));
        Array.Sort(keys, order);
        for (var from = 0; from < keys.Length;)
        {
            var to = from + 1;
            while (to < keys.Length && keys[to] == keys[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                order.AsSpan(from, to - from).Sort((a, b) =>
                {
                    var larger = FurthestOf(axes, a).CompareTo(FurthestOf(axes, b));
                    return larger != 0 ? larger : a.CompareTo(b);
                });
            }

            from = to;
        }

        return new PointSet(Array.ConvertAll(axes, axis => Array.ConvertAll(order, row => axis[row])), order);
    }

    /// <summary>Evenly spaced points, all of them if there are no more than that.</summary>
    public PointSet Sample(int most)
    {
        if (Count <= most)
        {
            return this;
        }

        var at = new int[most];
        for (var i = 0; i < most; i++)
        {
            at[i] = (int)(((2L * i) + 1) * Count / (2L * most));
        }

        return At(at);
    }

    /// <summary>The points that meet a condition on their number.</summary>
    public PointSet Where(Func<int, bool> isMeant) => At([.. Enumerable.Range(0, Count).Where(isMeant)]);

    private PointSet At(int[] at) => new(Array.ConvertAll(Axes, axis => Array.ConvertAll(at, i => axis[i])), Array.ConvertAll(at, i => Rows[i]));

    private static double SquareOf(double[][] axes, int row)
    {
        var sum = 0.0;
        foreach (var axis in axes)
        {
            sum += axis[row] * axis[row];
        }

        return sum;
    }

    private static double FurthestOf(double[][] axes, int row) => axes.Max(axis => Math.Abs(axis[row]));
}
