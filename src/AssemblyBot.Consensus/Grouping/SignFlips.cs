using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AssemblyBot.Consensus.Projection;
using MathNet.Numerics.LinearAlgebra;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>The leading eigenvalues of weighed residuals, as they are or with signs thrown anew.</summary>
internal static class SignFlips
{
    private const int Width = 4;

    /// <summary>The four leading eigenvalues of KᵀK from a few passes (lower bounds); with a random generator, of a copy whose signs it throws.</summary>
    public static double[] Eigenvalues(Residuals residuals, ulong? seed, int passes, CancellationToken cancellationToken) => Solve(residuals, seed, passes, false, cancellationToken).Values;

    /// <summary>Places of the people of the residuals.</summary>
    public static double[][] Places(Residuals residuals, int count, int passes)
    {
        var (_, vectors) = Solve(residuals, null, passes, true, CancellationToken.None);
        var rows = residuals.Rows;
        var axes = Enumerable.Range(0, count).Select(_ => new double[rows.Count]).ToArray();
        for (var row = 0; row < rows.Count; row++)
        {
            var sum = Vector256<double>.Zero;
            for (var i = rows.RowStart[row]; i < rows.RowStart[row + 1]; i++)
            {
                var j = rows.Codes[i] >> VoteMatrix.StanceBits;
                sum += vectors[j] * (residuals.ColumnWeights[j] * residuals.Values[i]);
            }

            for (var k = 0; k < count; k++)
            {
                axes[k][row] = sum[k] * residuals.RowWeights[row] * residuals.RowWeights[row];
            }
        }

        return axes;
    }

    private static (double[] Values, Vector256<double>[] Vectors) Solve(Residuals residuals, ulong? seed, int passes, bool withVectors, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = residuals.Rows;
        var values = Copy(residuals, seed);
        var most = Math.Max(1, Math.Min(passes, (rows.Columns + Width - 1) / Width));
        var basis = new List<Vector256<double>[]>(most);
        var next = Start(rows.Columns);
        var projected = Matrix<double>.Build.Dense(most * Width, most * Width);
        for (var b = 0; b < most; b++)
        {
            TallBlock.Orthonormalise(next, 0);
            basis.Add(next);
            next = Multiply(rows, values, next);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var a = 0; a <= b; a++)
                {
                    var inner = TallBlock.Inner(basis[a], next);
                    for (var r = 0; r < Width && pass == 0; r++)
                    {
                        for (var c = 0; c < Width; c++)
                        {
                            projected[(a * Width) + r, (b * Width) + c] = inner[r][c];
                            projected[(b * Width) + c, (a * Width) + r] = inner[r][c];
                        }
                    }

                    TallBlock.Subtract(next, basis[a], inner);
                }
            }
        }

        var eigen = projected.Evd(Symmetricity.Symmetric);
        var found = eigen.EigenValues;
        return ([.. Enumerable.Range(1, Width).Select(k => Math.Max(0, found[found.Count - k].Real))],
            withVectors ? TallBlock.Combine(basis, [.. Enumerable.Range(1, Width).Select(k => eigen.EigenVectors.Column(found.Count - k).ToArray())]) : []);
    }

    private static double[] Copy(Residuals residuals, ulong? seed)
    {
        var rows = residuals.Rows;
        var values = (double[])residuals.Values.Clone();
        var votes = residuals.ColumnVotes;
        var factor = Array.ConvertAll(votes, m => m < 2 ? 0 : seed is null ? 1 : Math.Sqrt(m / (m - 1.0)));
        var sums = new double[rows.Columns];
        var random = new SeededRandom(seed ?? 0);
        var bits = 0UL;
        for (var i = 0; i < values.Length; i++)
        {
            var j = rows.Codes[i] >> VoteMatrix.StanceBits;
            values[i] *= factor[j];
            if (seed is not null)
            {
                bits = (i & 63) == 0 ? random.NextBits() : bits >> 1;
                values[i] = (bits & 1) == 0 ? values[i] : -values[i];
            }

            sums[j] += values[i];
        }

        for (var j = 0; j < sums.Length; j++)
        {
            sums[j] = votes[j] == 0 ? 0 : sums[j] / votes[j];
        }

        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = rows.RowStart[row]; i < rows.RowStart[row + 1]; i++)
            {
                var j = rows.Codes[i] >> VoteMatrix.StanceBits;
                values[i] = (values[i] - sums[j]) * residuals.RowWeights[row] * residuals.ColumnWeights[j];
            }
        }

        return values;
    }

    private static Vector256<double>[] Start(int columns)
    {
        var random = new SeededRandom(0x5EED);
        var start = new Vector256<double>[columns];
        for (var j = 0; j < columns; j++)
        {
            start[j] = Vector256.Create(random.NextNormal(), random.NextNormal(), random.NextNormal(), random.NextNormal());
        }

        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<double>[] Multiply(VoteRows rows, double[] values, Vector256<double>[] v)
    {
        var y = new Vector256<double>[v.Length];
        ref var codes = ref MemoryMarshal.GetArrayDataReference(rows.Codes);
        ref var value = ref MemoryMarshal.GetArrayDataReference(values);
        ref var input = ref MemoryMarshal.GetArrayDataReference(v);
        ref var output = ref MemoryMarshal.GetArrayDataReference(y);
        for (var row = 0; row < rows.Count; row++)
        {
            var (from, to) = (rows.RowStart[row], rows.RowStart[row + 1]);
            var sum = Vector256<double>.Zero;
            for (var i = from; i < to; i++)
            {
                sum += Unsafe.Add(ref input, (nint)(Unsafe.Add(ref codes, i) >> VoteMatrix.StanceBits)) * Vector256.Create(Unsafe.Add(ref value, i));
            }

            for (var i = from; i < to; i++)
            {
                Unsafe.Add(ref output, (nint)(Unsafe.Add(ref codes, i) >> VoteMatrix.StanceBits)) += sum * Vector256.Create(Unsafe.Add(ref value, i));
            }
        }

        return y;
    }
}
