using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra;

namespace AssemblyBot.Consensus.Projection;

/// <summary>
/// The leading components of DᵀD by block Lanczos iteration with full orthogonalisation, four vectors to a pass over the votes.
/// </summary>
/// <remarks>
/// The basis Q grows by the orthonormal part of DᵀD · (its last block); the eigenvectors of T = Qᵀ DᵀD Q give the components,
/// and |R · (last four rows of an eigenvector)| bounds their error. It stops when every component asked for is known to
/// an angle of <see cref="Angle"/>, or as closely as double precision tells neighbouring eigenvalues apart.
/// </remarks>
internal static class BlockKrylov
{
    /// <summary>Largest angle between a component and its limit, in radians.</summary>
    public const double Angle = 1e-10;

    /// <summary>Most components that can be had at once.</summary>
    public const int Width = 4;

    private const int MostBlocks = 40;
    private const int MostRestarts = 25;
    private const double Precision = 4e-15;

    // Up to here a look at the residuals costs as much as a few passes.
    private const int FewVotes = 300_000;

    /// <summary>
    /// Two to four components; starts from others where they are given, otherwise from ones and random vectors that depend on
    /// <see cref="VoteRows.ColumnKeys"/> alone.
    /// </summary>
    public static PrincipalComponents Compute(GramProduct gram, int count, double[][]? start)
    {
        if (gram.Columns == 0)
        {
            return new PrincipalComponents([.. Enumerable.Repeat<double[]>([], count)], new double[count]);
        }

        var block = Start(gram, start);
        var (firstLook, nextLook) = gram.Votes > FewVotes ? (7, 1) : (11, 4);
        for (var restart = 0; ; restart++)
        {
            var ritz = Sweep(gram, block, MostBlocks, count, start is null ? firstLook : 2, nextLook);
            if (ritz.Converged || restart == MostRestarts)
            {
                return Components(ritz, count);
            }

            block = ritz.Vectors;
        }
    }

    private static RitzPairs Sweep(GramProduct gram, Vector256<double>[] start, int blocks, int count, int firstLook, int nextLook)
    {
        var most = Math.Min(blocks, (gram.Columns + Width - 1) / Width);
        var basis = new List<Vector256<double>[]>(most);
        var projected = Matrix<double>.Build.Dense(most * Width, most * Width);
        var next = start;
        TallBlock.Orthonormalise(next, 0);
        var look = firstLook;
        while (true)
        {
            basis.Add(next);
            var size = basis.Count * Width;
            next = new Vector256<double>[gram.Columns];
            gram.Multiply(basis[^1], next);
            var scale = Math.Sqrt(TallBlock.LargestSquare(next));
            Orthogonalise(next, basis, projected);
            var rest = TallBlock.Orthonormalise(next, scale * Precision);

            var isExhausted = rest.All(entry => entry == 0) || size >= gram.Columns;
            if (isExhausted || basis.Count == most || basis.Count == look)
            {
                look += Math.Max(nextLook, look / 8);
                var (vectors, values, isConverged) = Solve(projected.SubMatrix(0, size, 0, size), rest, count);
                if (isExhausted || basis.Count == most || isConverged)
                {
                    return new RitzPairs(TallBlock.Combine(basis, vectors), values, isConverged || isExhausted);
                }
            }

            Couple(projected, rest, size);
        }
    }

    /// <summary>Removes from a block what lies in the basis, twice over, and writes the coefficients on its last block into T.</summary>
    private static void Orthogonalise(Vector256<double>[] block, List<Vector256<double>[]> basis, Matrix<double> projected)
    {
        var at = (basis.Count - 1) * Width;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var b = 0; b < basis.Count; b++)
            {
                var coefficients = TallBlock.Inner(basis[b], block);
                TallBlock.Subtract(block, basis[b], coefficients);
                for (var r = 0; r < Width && b == basis.Count - 1; r++)
                {
                    for (var c = 0; c < Width; c++)
                    {
                        projected[at + r, at + c] += coefficients[r][c];
                    }
                }
            }
        }

        for (var r = 0; r < Width; r++)
        {
            for (var c = r + 1; c < Width; c++)
            {
                var mean = (projected[at + r, at + c] + projected[at + c, at + r]) / 2;
                projected[at + r, at + c] = mean;
                projected[at + c, at + r] = mean;
            }
        }
    }

    /// <summary>Enters R, by which the next block hangs on the last, into T and its mirror image.</summary>
    private static void Couple(Matrix<double> projected, double[] rest, int size)
    {
        for (var r = 0; r < Width; r++)
        {
            for (var c = 0; c < Width; c++)
            {
                projected[size + r, size - Width + c] = rest[(r * Width) + c];
                projected[size - Width + c, size + r] = rest[(r * Width) + c];
            }
        }
    }

    /// <summary>The four leading eigenvectors of T, largest eigenvalue first, and whether those asked for are close enough.</summary>
    private static (double[][] Vectors, double[] Values, bool IsConverged) Solve(Matrix<double> projected, double[] rest, int count)
    {
        var eigen = projected.Evd(Symmetricity.Symmetric);
        var size = projected.RowCount;
        var values = new double[Width + 1];
        var vectors = new double[Width][];
        for (var k = 0; k < Math.Min(values.Length, size); k++)
        {
            values[k] = eigen.EigenValues[size - 1 - k].Real;
        }

        for (var k = 0; k < Width; k++)
        {
            vectors[k] = eigen.EigenVectors.Column(size - 1 - k).ToArray();
        }

        var converged = true;
        for (var k = 0; k < count && converged && values[0] > 1e-300; k++)
        {
            var gap = Math.Min(k == 0 ? double.PositiveInfinity : values[k - 1] - values[k], values[k] - values[k + 1]);
            converged = Residual(vectors[k], rest) <= Math.Max(values[0] * Precision, Angle * gap);
        }

        return (vectors, values, converged);
    }

    private static double Residual(double[] vector, double[] rest)
    {
        var sum = 0.0;
        for (var r = 0; r < Width; r++)
        {
            var entry = 0.0;
            for (var c = 0; c < Width; c++)
            {
                entry += rest[(r * Width) + c] * vector[vector.Length - Width + c];
            }

            sum += entry * entry;
        }

        return Math.Sqrt(sum);
    }

    private static Vector256<double>[] Start(GramProduct gram, double[][]? start)
    {
        var block = new Vector256<double>[gram.Columns];
        for (var j = 0; j < block.Length; j++)
        {
            var random = new SeededRandom(gram.ColumnKeys?[j] ?? (ulong)j);
            var entry = Vector256.Create(random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble()) - Vector256.Create(0.5);
            for (var k = 0; k < Math.Min(start?.Length ?? 0, Width); k++)
            {
                entry = entry.WithElement(k, start![k][j]);
            }

            block[j] = start is null ? entry.WithElement(0, 1.0) : entry;
        }

        return block;
    }

    private static PrincipalComponents Components(RitzPairs ritz, int count) =>
        new([.. Enumerable.Range(0, count).Select(lane => Column(ritz.Vectors, lane))], ritz.Values[..count]);

    /// <summary>A lane of the combined vectors, scaled to length 1; what is shorter than half is no direction at all and becomes 0.</summary>
    private static double[] Column(Vector256<double>[] vectors, int lane)
    {
        var column = Array.ConvertAll(vectors, entry => entry[lane]);
        var length = Math.Sqrt(column.Sum(entry => entry * entry));
        return Array.ConvertAll(column, entry => length < 0.5 ? 0 : entry / length);
    }

    private sealed record RitzPairs(Vector256<double>[] Vectors, double[] Values, bool Converged);
}
