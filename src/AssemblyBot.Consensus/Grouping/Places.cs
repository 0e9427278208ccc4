using System.Runtime.Intrinsics;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// Where people stand in the dimensions of the structure: p = Σ over the votes of e · loading, ÷ √(1 + S Σ i). Noise spreads those with many votes
/// by about 1 / S, all alike, as k-means takes for granted, and those with few by less: they stand near the middle rather than far out by chance,
/// the more so the fainter the structure.
/// </summary>
internal static class Places
{
    /// <summary>For each dimension the coordinate of every row, rounded far above the error of adding up in another order.</summary>
    public static double[][] Of(VoteRows rows, Structure structure, int dimensions, int threads, CancellationToken cancellationToken)
    {
        var axes = Enumerable.Range(0, dimensions).Select(_ => new double[rows.Count]).ToArray();
        var newCode = structure.Votes.NewCode;
        rows.ForEachPart(threads, part =>
        {
            var (codes, values) = (new uint[newCode.Length], new double[newCode.Length]);
            for (var row = rows.PartStart[part]; row < rows.PartStart[part + 1]; row++)
            {
                var count = 0;
                for (var i = rows.RowStart[row]; i < rows.RowStart[row + 1]; i++)
                {
                    codes[count] = newCode[rows.Codes[i]];
                    count += codes[count] == CanonicalVotes.Nothing ? 0 : 1;
                }

                Write(axes, row, structure, codes.AsSpan(0, count), values);
            }
        }, cancellationToken);
        return axes;
    }

    /// <summary>The same for rows that are numbered canonically already.</summary>
    public static double[][] OfCanonical(VoteRows rows, Structure structure, int dimensions)
    {
        var axes = Enumerable.Range(0, dimensions).Select(_ => new double[rows.Count]).ToArray();
        var values = new double[rows.Columns];
        for (var row = 0; row < rows.Count; row++)
        {
            Write(axes, row, structure, rows.Codes.AsSpan(rows.RowStart[row], rows.RowStart[row + 1] - rows.RowStart[row]), values);
        }

        return axes;
    }

    private static void Write(double[][] axes, int row, Structure structure, ReadOnlySpan<uint> codes, double[] values)
    {
        structure.Model.Whiten(codes, values);
        var (sum, told) = (Vector256<double>.Zero, 0.0);
        for (var i = 0; i < codes.Length; i++)
        {
            var j = codes[i] >> VoteMatrix.StanceBits;
            sum += structure.Loadings[j] * values[i];
            told += structure.Model.Information[j];
        }

        sum /= Math.Sqrt(1 + (structure.Strength * told));

        for (var k = 0; k < axes.Length; k++)
        {
            axes[k][row] = (Math.Round(sum[k] * (1 << 28)) / (1 << 28)) + 0.0;
        }
    }
}
