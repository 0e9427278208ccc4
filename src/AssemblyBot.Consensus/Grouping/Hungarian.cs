namespace AssemblyBot.Consensus.Grouping;

/// <summary>The assignment of rows to columns with the largest sum, each column taken at most once.</summary>
/// <remarks>Source: H. W. Kuhn, "The Hungarian method for the assignment problem" (1955), in the form with potentials, O(n³).</remarks>
internal static class Hungarian
{
    /// <summary>For each row its column, −1 for rows left over and for pairs that are worth nothing.</summary>
    public static int[] Assign(int[][] worth, int columns)
    {
        var size = Math.Max(worth.Length, columns);
        var rowOfColumn = new int[size + 1];
        var rowPotential = new long[size + 1];
        var columnPotential = new long[size + 1];
        for (var row = 1; row <= size; row++)
        {
            Augment(row, size, (i, j) => i <= worth.Length && j <= columns ? -worth[i - 1][j - 1] : 0, rowOfColumn, rowPotential, columnPotential);
        }

        var assigned = new int[worth.Length];
        Array.Fill(assigned, -1);
        for (var j = 1; j <= columns; j++)
        {
            var row = rowOfColumn[j];
            if (row >= 1 && row <= worth.Length && worth[row - 1][j - 1] > 0)
            {
                assigned[row - 1] = j - 1;
            }
        }

        return assigned;
    }

    /// <summary>Finds a column for one more row along the cheapest alternating path; rows and columns count from 1.</summary>
    private static void Augment(int row, int size, Func<int, int, int> cost, int[] rowOfColumn, long[] rowPotential, long[] columnPotential)
    {
        var least = new long[size + 1];
        Array.Fill(least, long.MaxValue);
        var cameFrom = new int[size + 1];
        var isUsed = new bool[size + 1];
        rowOfColumn[0] = row;
        var column = 0;
        do
        {
            isUsed[column] = true;
            var (delta, next) = (long.MaxValue, 0);
            for (var j = 1; j <= size; j++)
            {
                if (isUsed[j])
                {
                    continue;
                }

                var reduced = cost(rowOfColumn[column], j) - rowPotential[rowOfColumn[column]] - columnPotential[j];
                if (reduced < least[j])
                {
                    (least[j], cameFrom[j]) = (reduced, column);
                }

                if (least[j] < delta)
                {
                    (delta, next) = (least[j], j);
                }
            }

            for (var j = 0; j <= size; j++)
            {
                if (isUsed[j])
                {
                    rowPotential[rowOfColumn[j]] += delta;
                    columnPotential[j] -= delta;
                }
                else
                {
                    least[j] -= delta;
                }
            }

            column = next;
        }
        while (rowOfColumn[column] != 0);

        while (column != 0)
        {
            var before = cameFrom[column];
            rowOfColumn[column] = rowOfColumn[before];
            column = before;
        }
    }
}
