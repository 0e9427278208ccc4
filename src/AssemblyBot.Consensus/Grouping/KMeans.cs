using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>Lloyd's k-means in up to four dimensions, four points at a time, with seeded k-means++ starts.</summary>
internal static class KMeans
{
    private const int Lanes = 4;

    /// <summary>Draws k starting points, each with a probability in proportion to its squared distance from those drawn before.</summary>
    /// <remarks>Source: D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding" (2007).</remarks>
    public static double[][] Start(PointSet points, int k, ref SeededRandom random)
    {
        var nearest = new double[points.Count];
        Array.Fill(nearest, double.PositiveInfinity);
        var places = new double[k][];
        var at = random.Next(points.Count);
        for (var c = 0; c < k; c++)
        {
            places[c] = Array.ConvertAll(points.Axes, axis => axis[at]);
            var goal = random.NextDouble() * Approach(points, places[c], nearest);
            at = 0;
            for (; at < nearest.Length - 1 && goal >= nearest[at]; at++)
            {
                goal -= nearest[at];
            }
        }

        return places;
    }

    /// <summary>Moves centres to the means of the points nearest to them until none moves; null if one is left without points.</summary>
    public static Centres? Settle(PointSet points, double[][] start, int mostSteps = 100)
    {
        var (k, q) = (start.Length, points.Dimensions);
        var places = Array.ConvertAll(start, place => (double[])place.Clone());
        var sums = new Vector256<double>[k * (q + 1)];
        for (var step = 1; ; step++)
        {
            var inertia = Pass(points, places, sums);
            var sizes = new int[k];
            var moved = false;
            for (var c = 0; c < k; c++)
            {
                var at = c * (q + 1);
                var count = Vector256.Sum(sums[at + q]);
                if (count == 0)
                {
                    return null;
                }

                sizes[c] = (int)count;
                for (var d = 0; d < q; d++)
                {
                    var next = Vector256.Sum(sums[at + d]) / count;
                    moved |= next != places[c][d];
                    places[c][d] = next;
                }
            }

            if (!moved || step >= mostSteps)
            {
                return new Centres(places, sizes, inertia);
            }
        }
    }

    /// <summary>The nearest centre of each point, of equally near ones the first.</summary>
    public static int[] Assign(PointSet points, double[][] places)
    {
        var assigned = new int[points.Count];
        for (var i = 0; i < assigned.Length; i++)
        {
            var best = double.PositiveInfinity;
            for (var c = 0; c < places.Length; c++)
            {
                var distance = 0.0;
                for (var d = 0; d < points.Axes.Length; d++)
                {
                    var difference = points.Axes[d][i] - places[c][d];
                    distance += difference * difference;
                }

                if (distance < best)
                {
                    (best, assigned[i]) = (distance, c);
                }
            }
        }

        return assigned;
    }

    /// <summary>Lowers the squared distances to the nearest drawn point by those to one more, and returns their sum.</summary>
    private static double Approach(PointSet points, double[] place, double[] nearest)
    {
        var total = 0.0;
        for (var i = 0; i < nearest.Length; i++)
        {
            var distance = 0.0;
            for (var d = 0; d < place.Length; d++)
            {
                var difference = points.Axes[d][i] - place[d];
                distance += difference * difference;
            }

            nearest[i] = Math.Min(nearest[i], distance);
            total += nearest[i];
        }

        return total;
    }

    /// <summary>Sums coordinates and number of the points nearest to each centre (dimensions + 1 entries per centre) and returns the inertia.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Pass(PointSet points, double[][] places, Vector256<double>[] sums)
    {
        Array.Clear(sums);
        var (k, q, count) = (places.Length, points.Dimensions, points.Count);
        ref var sum = ref MemoryMarshal.GetArrayDataReference(sums);
        Span<Vector256<double>> point = stackalloc Vector256<double>[q];
        Span<double> centres = stackalloc double[k * q];
        for (var c = 0; c < k; c++)
        {
            places[c].CopyTo(centres[(c * q)..]);
        }

        var inertia = Vector256<double>.Zero;
        for (var i = 0; i < count; i += Lanes)
        {
            var valid = i + Lanes <= count ? Vector256<double>.AllBitsSet : FirstLanes(count - i);
            for (var d = 0; d < q; d++)
            {
                point[d] = i + Lanes <= count ? Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(points.Axes[d]), (nuint)i) : Tail(points.Axes[d], i);
            }

            var best = Vector256.Create(double.PositiveInfinity);
            var nearest = Vector256<double>.Zero;
            for (var c = 0; c < k; c++)
            {
                var distance = Vector256<double>.Zero;
                for (var d = 0; d < q; d++)
                {
                    var difference = point[d] - Vector256.Create(centres[(c * q) + d]);
                    distance += difference * difference;
                }

                var closer = Vector256.LessThan(distance, best);
                best = Vector256.ConditionalSelect(closer, distance, best);
                nearest = Vector256.ConditionalSelect(closer, Vector256.Create((double)c), nearest);
            }

            inertia += best & valid;
            for (var c = 0; c < k; c++)
            {
                var mine = Vector256.Equals(nearest, Vector256.Create((double)c)) & valid;
                ref var own = ref Unsafe.Add(ref sum, c * (q + 1));
                for (var d = 0; d < q; d++)
                {
                    Unsafe.Add(ref own, d) += mine & point[d];
                }

                Unsafe.Add(ref own, q) += mine & Vector256<double>.One;
            }
        }

        return Vector256.Sum(inertia);
    }

    private static Vector256<double> FirstLanes(int count) => Vector256.LessThan(Vector256.Create(0.0, 1, 2, 3), Vector256.Create((double)count));

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
