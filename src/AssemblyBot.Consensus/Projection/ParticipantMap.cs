using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AssemblyBot.Consensus.Projection;

/// <summary>
/// Each person's place: p(k) = √(m / n) · Σ over the person's votes of (x − c) · component(k), with m statements and n votes.
/// </summary>
/// <remarks>
/// Source: compdemocracy/polis, math/src/polismath/math/pca.clj, lines 134–178. A column that is moderated out holds a 0
/// for everyone, voted on or not: it counts in m and in every n and adds nothing to the sum.
/// Each (x − c) · component(k) is rounded to a multiple of 2⁻⁴³, so that sums are exact and the same in every order of the statements.
/// </remarks>
internal static class ParticipantMap
{
    private const double Exact = 1L << 43;

    /// <summary>For each of up to four components the coordinate of every row.</summary>
    public static double[][] Project(VoteRows rows, Centre centre, PrincipalComponents components, int threads, CancellationToken cancellationToken)
    {
        var table = Table(centre, components);
        var axes = Array.ConvertAll(components.Loadings, _ => new double[rows.Count]);
        rows.ForEachPart(threads, part =>
        {
            for (var row = rows.PartStart[part]; row < rows.PartStart[part + 1]; row++)
            {
                var codes = rows.Codes.AsSpan(rows.RowStart[row], rows.RowStart[row + 1] - rows.RowStart[row]);
                var n = centre.ZeroedColumns + Counted(codes, centre);
                var place = Sum(codes, table) * Math.Sqrt((double)centre.VotedColumns / Math.Max(n, 1));
                for (var k = 0; k < axes.Length; k++)
                {
                    axes[k][row] = place[k];
                }
            }
        }, cancellationToken);
        return axes;
    }

    private static Vector256<double>[] Table(Centre centre, PrincipalComponents components)
    {
        var table = new Vector256<double>[centre.Cells.Length];
        for (var code = 0; code < table.Length; code++)
        {
            var j = code >> VoteMatrix.StanceBits;
            var loadings = Vector256<double>.Zero;
            for (var k = 0; k < components.Count; k++)
            {
                loadings = loadings.WithElement(k, components.Loadings[k][j]);
            }

            table[code] = Vector256.Round(loadings * (centre.Cells[code] * Exact)) / Exact;
        }

        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<double> Sum(ReadOnlySpan<uint> codes, Vector256<double>[] table)
    {
        ref var cell = ref MemoryMarshal.GetArrayDataReference(table);
        var sum = Vector256<double>.Zero;
        foreach (var code in codes)
        {
            sum += Unsafe.Add(ref cell, (nint)code);
        }

        return sum;
    }

    /// <summary>Votes that enter the sum: not on a zeroed column and, where passes are missing, no pass.</summary>
    private static int Counted(ReadOnlySpan<uint> codes, Centre centre)
    {
        if (centre is { ZeroedColumns: 0, PassesAreMissing: false })
        {
            return codes.Length;
        }

        var count = 0;
        foreach (var code in codes)
        {
            count += centre.IsCounted[code] ? 1 : 0;
        }

        return count;
    }
}
