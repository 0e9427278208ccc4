using System.Runtime.Intrinsics;

namespace AssemblyBot.Consensus.Projection;

/// <summary>Arithmetic on blocks of four long vectors, held as one entry of four lanes per column.</summary>
internal static class TallBlock
{
    private const int Width = 4;
    private const double Dependent = 1e-12;

    /// <summary>AᵀB, row by row.</summary>
    public static Vector256<double>[] Inner(Vector256<double>[] a, Vector256<double>[] b)
    {
        var (row0, row1, row2, row3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var j = 0; j < a.Length; j++)
        {
            var entry = a[j];
            var other = b[j];
            row0 += Vector256.Create(entry[0]) * other;
            row1 += Vector256.Create(entry[1]) * other;
            row2 += Vector256.Create(entry[2]) * other;
            row3 += Vector256.Create(entry[3]) * other;
        }

        return [row0, row1, row2, row3];
    }

    /// <summary>block ← block − basis · coefficients.</summary>
    public static void Subtract(Vector256<double>[] block, Vector256<double>[] basis, Vector256<double>[] coefficients)
    {
        var (row0, row1, row2, row3) = (coefficients[0], coefficients[1], coefficients[2], coefficients[3]);
        for (var j = 0; j < block.Length; j++)
        {
            var entry = basis[j];
            block[j] -= (Vector256.Create(entry[0]) * row0) + (Vector256.Create(entry[1]) * row1)
                + (Vector256.Create(entry[2]) * row2) + (Vector256.Create(entry[3]) * row3);
        }
    }

    /// <summary>Basis · vectors, the first four of them, one to a lane.</summary>
    public static Vector256<double>[] Combine(List<Vector256<double>[]> basis, double[][] vectors)
    {
        var combined = new Vector256<double>[basis[0].Length];
        for (var b = 0; b < basis.Count; b++)
        {
            var rows = new Vector256<double>[Width];
            for (var r = 0; r < Width; r++)
            {
                var at = (b * Width) + r;
                rows[r] = -Vector256.Create(vectors[0][at], vectors[1][at], vectors[2][at], vectors[3][at]);
            }

            Subtract(combined, basis[b], rows);
        }

        return combined;
    }

    /// <summary>The squared length of the longest of the four vectors.</summary>
    public static double LargestSquare(Vector256<double>[] block)
    {
        var sum = Vector256<double>.Zero;
        foreach (var entry in block)
        {
            sum += entry * entry;
        }

        return Math.Max(Math.Max(sum[0], sum[1]), Math.Max(sum[2], sum[3]));
    }

    /// <summary>
    /// Makes the four vectors orthonormal (Gram–Schmidt, each twice) and returns R with old = new · R, row by row;
    /// a vector that is shorter than <paramref name="negligible"/> once the others are taken out becomes 0.
    /// </summary>
    public static double[] Orthonormalise(Vector256<double>[] block, double negligible)
    {
        var r = new double[Width * Width];
        var columns = Enumerable.Range(0, Width).Select(lane => Array.ConvertAll(block, entry => entry[lane])).ToArray();
        for (var c = 0; c < Width; c++)
        {
            var before = Math.Sqrt(Dot(columns[c], columns[c]));
            for (var pass = 0; pass < 2; pass++)
            {
                for (var earlier = 0; earlier < c; earlier++)
                {
                    var along = Dot(columns[earlier], columns[c]);
                    r[(earlier * Width) + c] += along;
                    Add(columns[c], columns[earlier], -along);
                }
            }

            var length = Math.Sqrt(Dot(columns[c], columns[c]));
            var gone = length <= Math.Max(negligible, before * Dependent);
            r[(c * Width) + c] = gone ? 0 : length;
            for (var j = 0; j < block.Length; j++)
            {
                columns[c][j] = gone ? 0 : columns[c][j] / length;
            }
        }

        for (var j = 0; j < block.Length; j++)
        {
            block[j] = Vector256.Create(columns[0][j], columns[1][j], columns[2][j], columns[3][j]);
        }

        return r;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = Vector256<double>.Zero;
        var j = 0;
        for (; j + Width <= a.Length; j += Width)
        {
            sum += Vector256.Create(a, j) * Vector256.Create(b, j);
        }

        var total = Vector256.Sum(sum);
        for (; j < a.Length; j++)
        {
            total += a[j] * b[j];
        }

        return total;
    }

    private static void Add(double[] target, double[] other, double factor)
    {
        for (var j = 0; j < target.Length; j++)
        {
            target[j] += factor * other[j];
        }
    }
}
