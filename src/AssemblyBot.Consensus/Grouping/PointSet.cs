namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// The places of the people who may be grouped, by distance from the middle of the map,
/// an order that neither the votes' order, nor ids, nor a mirrored axis can change.
/// </summary>
/// <param name="Rows">The matrix row of each point.</param>
internal sealed record PointSet(double[] X, double[] Y, int[] Rows)
{
    public int Count => X.Length;

    /// <summary>The points of the chosen rows; of equal distances the one further along either axis comes last, then the row decides.</summary>
    public static PointSet Of(double[] x, double[] y, IReadOnlyCollection<int> rows)
    {
        var order = rows.ToArray();
        var keys = Array.ConvertAll(order, row => (x[row] * x[row]) + (y[row] * y[row]));
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
                    var larger = Math.Max(Math.Abs(x[a]), Math.Abs(y[a])).CompareTo(Math.Max(Math.Abs(x[b]), Math.Abs(y[b])));
                    return larger != 0 ? larger : a.CompareTo(b);
                });
            }

            from = to;
        }

        return new PointSet(Array.ConvertAll(order, row => x[row]), Array.ConvertAll(order, row => y[row]), order);
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

        return new PointSet(Array.ConvertAll(at, i => X[i]), Array.ConvertAll(at, i => Y[i]), Array.ConvertAll(at, i => Rows[i]));
    }
}
