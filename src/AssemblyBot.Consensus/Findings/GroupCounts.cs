using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Findings;

/// <summary>Votes per group and code, raw: moderated statements are counted, too.</summary>
internal static class GroupCounts
{
    /// <summary>One array per group, four numbers a column as in <see cref="VoteMatrix.Counts"/>.</summary>
    public static int[][] Count(VoteRows rows, int[] groupOfRow, int groups, int threads, CancellationToken cancellationToken)
    {
        var perPart = new int[rows.Parts][][];
        rows.ForEachPart(threads, part =>
        {
            var counts = new int[groups][];
            for (var g = 0; g < groups; g++)
            {
                counts[g] = new int[rows.Columns << VoteMatrix.StanceBits];
            }

            for (var row = rows.PartStart[part]; row < rows.PartStart[part + 1]; row++)
            {
                if (groupOfRow[row] >= 0)
                {
                    var mine = counts[groupOfRow[row]];
                    foreach (var code in rows.Codes.AsSpan(rows.RowStart[row], rows.RowStart[row + 1] - rows.RowStart[row]))
                    {
                        mine[code]++;
                    }
                }
            }

            perPart[part] = counts;
        }, cancellationToken);

        var sums = perPart[0];
        foreach (var counts in perPart.Skip(1))
        {
            for (var g = 0; g < groups; g++)
            {
                for (var code = 0; code < sums[g].Length; code++)
                {
                    sums[g][code] += counts[g][code];
                }
            }
        }

        return sums;
    }
}
