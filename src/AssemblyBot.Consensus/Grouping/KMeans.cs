using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>Lloyd's k-means in the plane, four points at a time, with seeded k-means++ starts.</summary>
internal static class KMeans
{
    private const int MostSteps = 100;

    /// <summary>Draws k starting points, each with a probability in proportion to its squared distance from those drawn before.</summary>
    public static (double[] X, double[] Y) Start(PointSet points, int k, ref SeededRandom random)
    {
        var nearest = new double[points.Count];
        Array.Fill(nearest, double.PositiveInfinity);
        var x = new double[k];
        var y = new double[k];
        var at = random.Next(points.Count);
        for (var c = 0; c < k; c++)
        {
            (x[c], y[c]) = (points.X[at], points.Y[at]);
            var total = 0.0;
            for (var i = 0; i < nearest.Length; i++)
            {
                var (dx, dy) = (points.X[i] - x[c], points.Y[i] - y[c]);
                nearest[i] = Math.Min(nearest[i], (dx * dx) + (dy * dy));
                total += nearest[i];
            }

            var goal = random.NextDouble() * total;
            at = 0;
            for (; at < nearest.Length - 1 && goal >= nearest[at]; at++)
            {
                goal -= nearest[at];
            }
        }

        return (x, y);
    }

    /// <summary>Moves centres to the means of the points nearest to them until none moves; null if one is left without points.</summary>
    public static Centres? Settle(PointSet points, double[] startX, double[] startY)
    {
        var k = startX.Length;
        var (x, y) = ((double[])startX.Clone(), (double[])startY.Clone());
        var sums = new Vector256<double>[k * 3];
        for (var step = 0; ; step++)
        {
            var inertia = Pass(points, x, y, sums);
            var sizes = new int[k];
            var moved = false;
            for (var c = 0; c < k; c++)
            {
                var count = Vector256.Sum(sums[(3 * c) + 2]);
                if (count == 0)
                {
                    return null;
                }

                var (nextX, nextY) = (Vector256.Sum(sums[3 * c]) / count, Vector256.Sum(sums[(3 * c) + 1]) / count);
                moved |= nextX != x[c] || nextY != y[c];
                (x[c], y[c], sizes[c]) = (nextX, nextY, (int)count);
            }

            if (!moved || step == MostSteps)
            {
                return new Centres(x, y, sizes, inertia);
            }
        }
    }

    /// <summary>The nearest centre of each point, of equally near ones the first.</summary>
    public static int[] Assign(PointSet points, Centres centres)
    {
        var assigned = new int[points.Count];
        for (var i = 0; i < assigned.Length; i++)
        {
            var best = double.PositiveInfinity;
            for (var c = 0; c < centres.Count; c++)
            {
                var (dx, dy) = (points.X[i] - centres.X[c], points.Y[i] - centres.Y[c]);
                var distance = (dx * dx) + (dy * dy);
                if (distance < best)
                {
                    (best, assigned[i]) = (distance, c);
                }
            }
        }

        return assigned;
    }

    /// <summary>Sums x, y and the number of the points nearest to each centre (three entries per centre) and returns the inertia.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Pass(PointSet points, double[] centreX, double[] centreY, Vector256<double>[] sums)
    {
        Array.Clear(sums);
        var k = centreX.Length;
        var count = points.Count;
        ref var xs = ref MemoryMarshal.GetArrayDataReference(points.X);
        ref var ys = ref MemoryMarshal.GetArrayDataReference(points.Y);
        ref var sum = ref MemoryMarshal.GetArrayDataReference(sums);
        var inertia = Vector256<double>.Zero;
        var lanes = Vector256.Create(0.0, 1, 2, 3);
        for (var i = 0; i < count; i += 4)
        {
            var whole = i + 4 <= count;
            var x = whole ? Vector256.LoadUnsafe(ref xs, (nuint)i) : Tail(points.X, i);
            var y = whole ? Vector256.LoadUnsafe(ref ys, (nuint)i) : Tail(points.Y, i);
            var valid = whole ? Vector256<double>.AllBitsSet : Vector256.LessThan(lanes, Vector256.Create((double)(count - i)));
            var best = Vector256.Create(double.PositiveInfinity);
            var nearest = Vector256<double>.Zero;
            for (var c = 0; c < k; c++)
            {
                var dx = x - Vector256.Create(centreX[c]);
                var dy = y - Vector256.Create(centreY[c]);
                var distance = (dx * dx) + (dy * dy);
                var closer = Vector256.LessThan(distance, best);
                best = Vector256.ConditionalSelect(closer, distance, best);
                nearest = Vector256.ConditionalSelect(closer, Vector256.Create((double)c), nearest);
            }

            inertia += best & valid;
            for (var c = 0; c < k; c++)
            {
                var mine = Vector256.Equals(nearest, Vector256.Create((double)c)) & valid;
                Unsafe.Add(ref sum, 3 * c) += mine & x;
                Unsafe.Add(ref sum, (3 * c) + 1) += mine & y;
                Unsafe.Add(ref sum, (3 * c) + 2) += mine & Vector256<double>.One;
            }
        }

        return Vector256.Sum(inertia);
    }

    private static Vector256<double> Tail(double[] values, int from)
    {
        var tail = Vector256<double>.Zero;
        for (var lane = 0; from + lane < values.Length; lane++)
        {
            tail = tail.WithElement(lane, values[from + lane]);
        }

        return tail;
    }
}
