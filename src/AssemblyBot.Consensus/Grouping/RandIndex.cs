namespace AssemblyBot.Consensus.Grouping;

/// <summary>The adjusted Rand index of two partitions: pairs treated alike by both, corrected for chance.</summary>
/// <remarks>Source: L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2 (1985).</remarks>
internal static class RandIndex
{
    /// <summary>1 for equal partitions, 0 on average for unrelated ones.</summary>
    public static double Adjusted(int[] a, int[] b)
    {
        var (rows, columns) = (a.DefaultIfEmpty(-1).Max() + 1, b.DefaultIfEmpty(-1).Max() + 1);
        var cells = new long[rows, columns];
        for (var i = 0; i < a.Length; i++)
        {
            cells[a[i], b[i]]++;
        }

        var (both, left, right) = (0.0, 0.0, 0.0);
        var byColumn = new long[columns];
        for (var r = 0; r < rows; r++)
        {
            var byRow = 0L;
            for (var c = 0; c < columns; c++)
            {
                both += Pairs(cells[r, c]);
                byRow += cells[r, c];
                byColumn[c] += cells[r, c];
            }

            left += Pairs(byRow);
        }

        right = byColumn.Sum(Pairs);
        var expected = a.Length < 2 ? 0 : left * right / Pairs(a.Length);
        var most = (left + right) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected);
    }

    private static double Pairs(long count) => count * (count - 1.0) / 2;
}
