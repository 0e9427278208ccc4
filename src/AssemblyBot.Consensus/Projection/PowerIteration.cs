using System.Runtime.Intrinsics;

namespace AssemblyBot.Consensus.Projection;

/// <summary>
/// The components as Polis computes them: v ← DᵀDv / |DᵀDv|, a fixed number of times, the second on the deflated matrix.
/// </summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/pca.clj, lines 25–124. The start is all ones where Polis draws at random.</remarks>
internal static class PowerIteration
{
    private const int MostProducts = 101;

    /// <summary>Two components from DᵀD; each starts from an earlier one or, where that is null or all 0, from ones.</summary>
    public static PrincipalComponents Compute(GramProduct gram, double[][]? start)
    {
        var (first, firstValue) = Iterate(gram, start?[0], null);
        var (second, secondValue) = Iterate(gram, start?[1], first);
        return new PrincipalComponents([first, second], [firstValue, secondValue]);
    }

    private static (double[] Vector, double Eigenvalue) Iterate(GramProduct gram, double[]? start, double[]? removed)
    {
        var v = start is not null && start.Any(entry => entry != 0) ? (double[])start.Clone() : Ones(gram.Columns);
        var wide = new Vector256<double>[gram.Columns];
        var product = new Vector256<double>[gram.Columns];
        var earlier = double.NaN;
        for (var step = 0; step < MostProducts; step++)
        {
            Remove(v, removed);
            for (var j = 0; j < v.Length; j++)
            {
                wide[j] = Vector256.CreateScalar(v[j]);
            }

            gram.Multiply(wide, product);
            for (var j = 0; j < v.Length; j++)
            {
                v[j] = product[j][0];
            }

            Remove(v, removed);
            var norm = Math.Sqrt(Dot(v, v));
            if (norm == 0)
            {
                return (new double[v.Length], 0);
            }

            for (var j = 0; j < v.Length; j++)
            {
                v[j] /= norm;
            }

            if (norm.Equals(earlier))
            {
                break;
            }

            earlier = norm;
        }

        return (v, earlier);
    }

    /// <summary>Deflation of the rows by a unit vector u makes DᵀD into P DᵀD P with P = I − uuᵀ.</summary>
    private static void Remove(double[] v, double[]? unit)
    {
        if (unit is null)
        {
            return;
        }

        var along = Dot(v, unit);
        for (var j = 0; j < v.Length; j++)
        {
            v[j] -= along * unit[j];
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++)
        {
            sum += a[j] * b[j];
        }

        return sum;
    }

    private static double[] Ones(int length)
    {
        var ones = new double[length];
        Array.Fill(ones, 1.0);
        return ones;
    }
}
