using System.Runtime.Intrinsics;

namespace AssemblyBot.Consensus.Findings;

/// <summary>
/// Brings an iteration x ← G(x) to its fixed point in fewer rounds: the next x is the combination of the last few G(x) whose
/// residuals G(x) − x cancel best.
/// </summary>
/// <remarks>Source: H. F. Walker and P. Ni, "Anderson acceleration for fixed-point iterations", SIAM J. Numer. Anal. 49 (2011).</remarks>
internal sealed class AndersonMixing(int length)
{
    private const int Memory = 6;

    private const double Ridge = 1e-13;

    // By how much of itself a loss may seem to grow through rounding alone.
    private const double Rounding = 1e-13;

    private readonly List<double[]> _residualSteps = [];
    private readonly List<double[]> _imageSteps = [];
    private double[]? _residual;
    private double[]? _image;
    private double _loss = double.PositiveInfinity;

    /// <summary>
    /// Turns G(x) in place into the next x, and returns the largest entry of the residual G(x) − x. Where the loss at x is larger than
    /// before, the combination has misled: it is forgotten, and the next x is the G(x) of before, which cannot be worse.
    /// </summary>
    public double Step(double[] x, double[] image, double loss)
    {
        if (loss > _loss + (Rounding * Math.Abs(_loss)) && _residualSteps.Count > 0)
        {
            _image!.CopyTo(image, 0);
            _residualSteps.Clear();
            _imageSteps.Clear();
            _residual = null;
            return double.PositiveInfinity;
        }

        var residual = Difference(image, x);
        if (_residual is not null)
        {
            Keep(_residualSteps, Difference(residual, _residual));
            Keep(_imageSteps, Difference(image, _image!));
        }

        (_loss, _residual, _image) = (loss, residual, (double[])image.Clone());
        foreach (var (step, weight) in _imageSteps.Zip(Weights(residual)))
        {
            for (var i = 0; i < length; i++)
            {
                image[i] -= weight * step[i];
            }
        }

        return residual.Max(Math.Abs);
    }

    /// <summary>The combination of the kept steps that comes closest to the residual, by normal equations.</summary>
    private double[] Weights(double[] residual)
    {
        var count = _residualSteps.Count;
        var a = new double[count, count];
        var weights = new double[count];
        for (var r = 0; r < count; r++)
        {
            for (var c = 0; c <= r; c++)
            {
                a[r, c] = a[c, r] = Dot(_residualSteps[r], _residualSteps[c]);
            }

            a[r, r] += Ridge * a[r, r];
            weights[r] = Dot(_residualSteps[r], residual);
        }

        for (var pivot = 0; pivot < count; pivot++)
        {
            for (var r = pivot + 1; r < count && a[pivot, pivot] > 0; r++)
            {
                var factor = a[r, pivot] / a[pivot, pivot];
                for (var c = pivot; c < count; c++)
                {
                    a[r, c] -= factor * a[pivot, c];
                }

                weights[r] -= factor * weights[pivot];
            }
        }

        for (var r = count - 1; r >= 0; r--)
        {
            for (var c = r + 1; c < count; c++)
            {
                weights[r] -= a[r, c] * weights[c];
            }

            weights[r] = a[r, r] > 0 ? weights[r] / a[r, r] : 0;
        }

        return weights;
    }

    private static void Keep(List<double[]> steps, double[] step)
    {
        if (steps.Count == Memory)
        {
            steps.RemoveAt(0);
        }

        steps.Add(step);
    }

    private static double[] Difference(double[] a, double[] b)
    {
        var difference = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            difference[i] = a[i] - b[i];
        }

        return difference;
    }

    private static double Dot(double[] a, double[] b)
    {
        var (sum, i) = (Vector256<double>.Zero, 0);
        for (; i + Vector256<double>.Count <= a.Length; i += Vector256<double>.Count)
        {
            sum += Vector256.Create(a, i) * Vector256.Create(b, i);
        }

        var total = Vector256.Sum(sum);
        for (; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }
}
