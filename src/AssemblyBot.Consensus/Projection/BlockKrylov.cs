using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra;

namespace AssemblyBot.Consensus.Projection;

/// <summary>
/// The leading components of DᵀD by block Lanczos iteration with full orthogonalisation, four vectors to a pass over the votes.
/// </summary>
/// <remarks>
/// The basis Q grows by the orthonormal part of DᵀD · (its last block); the eigenvectors of T = Qᵀ DᵀD Q give the components,
/// and |R · (last four rows of an eigenvector)| bounds their error. It stops when both components are known to
/// an angle of <see cref="Angle"/>, or as closely as double precision tells neighbouring eigenvalues apart.
/// </remarks>
internal static class BlockKrylov
{
    /// <summary>Largest angle between a component and its limit, in radians.</summary>
    public const double Angle = 1e-12;

    private const int Width = 4;
    private const int MostBlocks = 40;
    private const int MostRestarts = 25;
    private const double Precision = 4e-15;

    /// <summary>Two components; starts from earlier ones where there are some, otherwise from ones and seeded random vectors.</summary>
    public static PrincipalComponents Compute(GramProduct gram, double[]? startFirst, double[]? startSecond)
    {
        if (gram.Columns == 0)
        {
            return new PrincipalComponents([], [], [0, 0]);
        }

        var block = Start(gram.Columns, startFirst, startSecond);
        for (var restart = 0; ; restart++)
        {
            var (vectors, values, converged) = Sweep(gram, block, MostBlocks);
            if (converged || restart == MostRestarts)
            {
                return new PrincipalComponents(Column(vectors, 0), Column(vectors, 1), [values[0], values[1]]);
            }

            block = vectors;
        }
    }

    /// <summary>Components after a few passes from earlier ones: close, not converged.</summary>
    public static PrincipalComponents Approximate(GramProduct gram, double[] startFirst, double[] startSecond, int passes)
    {
        var (vectors, values, _) = Sweep(gram, Start(gram.Columns, startFirst, startSecond), passes);
        return new PrincipalComponents(Column(vectors, 0), Column(vectors, 1), [values[0], values[1]]);
    }

    /// <summary>A lower bound of the largest eigenvalue from a few passes: a statistic rather than a limit.</summary>
    public static double LargestEigenvalue(GramProduct gram, int passes) => Sweep(gram, Start(gram.Columns, null, null), passes).Values[0];

    private static (Vector256<double>[] Vectors, double[] Values, bool Converged) Sweep(GramProduct gram, Vector256<double>[] start, int blocks)
    {
        var most = Math.Min(blocks, (gram.Columns + Width - 1) / Width);
        var basis = new List<Vector256<double>[]>(most);
        var projected = Matrix<double>.Build.Dense(most * Width, most * Width);
        var next = start;
        TallBlock.Orthonormalise(next, 0);
        var check = blocks < MostBlocks ? blocks : 3;
        while (true)
        {
            basis.Add(next);
            var size = basis.Count * Width;
            next = new Vector256<double>[gram.Columns];
            gram.Multiply(basis[^1], next);
            var scale = Math.Sqrt(TallBlock.LargestSquare(next));
            Orthogonalise(next, basis, projected);
            var rest = TallBlock.Orthonormalise(next, scale * Precision);

            var last = basis.Count == most || rest.All(entry => entry == 0);
            if (last || basis.Count == check)
            {
                check += Math.Max(2, check / 4);
                var ritz = Ritz(projected.SubMatrix(0, size, 0, size), rest);
                if (last || ritz.Converged)
                {
                    var done = ritz.Converged || rest.All(entry => entry == 0) || size >= gram.Columns;
                    return (TallBlock.Combine(basis, ritz.Vectors), ritz.Values, done);
                }
            }

            Couple(projected, rest, size);
        }
    }

    /// <summary>Removes from a block what lies in the basis, twice over, and writes the coefficients into T.</summary>
    private static void Orthogonalise(Vector256<double>[] block, List<Vector256<double>[]> basis, Matrix<double> projected)
    {
        var at = (basis.Count - 1) * Width;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var b = 0; b < basis.Count; b++)
            {
                var coefficients = TallBlock.Inner(basis[b], block);
                TallBlock.Subtract(block, basis[b], coefficients);
                if (b < basis.Count - 1)
                {
                    continue;
                }

                for (var r = 0; r < Width; r++)
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

    /// <summary>The four leading eigenvectors of T, largest eigenvalue first, and whether the first two are close enough.</summary>
    private static (double[][] Vectors, double[] Values, bool Converged) Ritz(Matrix<double> projected, double[] rest)
    {
        var eigen = projected.Evd(Symmetricity.Symmetric);
        var size = projected.RowCount;
        var vectors = new double[Width][];
        var values = new double[Width];
        var errors = new double[Width];
        for (var k = 0; k < Width; k++)
        {
            values[k] = eigen.EigenValues[size - 1 - k].Real;
            vectors[k] = eigen.EigenVectors.Column(size - 1 - k).ToArray();
            errors[k] = Residual(vectors[k], rest);
        }

        var floor = Math.Abs(values[0]) * Precision;
        var converged = Math.Abs(values[0]) < 1e-300
            || (IsClose(errors[0], values[0] - values[1], floor)
                && IsClose(errors[1], Math.Min(values[0] - values[1], values[1] - values[2]), floor));
        return (vectors, values, converged);
    }

    private static bool IsClose(double error, double gap, double floor) => error <= Math.Max(floor, Angle * gap);

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

    private static Vector256<double>[] Start(int columns, double[]? first, double[]? second)
    {
        var random = new SeededRandom(20);
        var block = new Vector256<double>[columns];
        for (var j = 0; j < columns; j++)
        {
            var noise = Vector256.Create(random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble()) - Vector256.Create(0.5);
            block[j] = first is null || second is null
                ? noise.WithElement(0, 1.0)
                : Vector256.Create(first[j], second[j], noise[2], noise[3]);
        }

        return block;
    }

    /// <summary>A lane of the combined vectors, scaled to length 1; what is shorter than half is no direction at all and becomes 0.</summary>
    private static double[] Column(Vector256<double>[] vectors, int lane)
    {
        var column = Array.ConvertAll(vectors, entry => entry[lane]);
        var length = Math.Sqrt(column.Sum(entry => entry * entry));
        return Array.ConvertAll(column, entry => length < 0.5 ? 0 : entry / length);
    }
}
