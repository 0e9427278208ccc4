using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// The mean silhouette of several partitions of the same points: s = (b − a) / max(a, b), with a the mean distance to the
/// others of the own cluster and b the least mean distance to another one; 0 for a cluster of one.
/// </summary>
/// <remarks>
/// Points that share their cluster in every partition lie side by side, so that each distance is computed once,
/// four at a time, and summed per such cell; cells then add up to the clusters of each partition.
/// </remarks>
internal static class Silhouette
{
    /// <summary>One mean for each partition.</summary>
    /// <param name="axes">For each dimension the coordinate of each point.</param>
    /// <param name="partitions">For each partition the cluster of each point, from 0.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    public static double[] Means(double[][] axes, IReadOnlyList<int[]> partitions, int threads = 1)
    {
        var count = axes[0].Length;
        var cells = Cells.Of(axes, partitions);
        var values = new double[partitions.Count][];
        for (var p = 0; p < values.Length; p++)
        {
            values[p] = new double[count];
        }

        const int Stride = 64;
        Parallel.For(0, (count + Stride - 1) / Stride, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var sums = new double[cells.Count];
            for (var i = part * Stride; i < Math.Min(count, (part + 1) * Stride); i++)
            {
                cells.SumDistances(i, sums);
                for (var p = 0; p < values.Length; p++)
                {
                    values[p][cells.PointAt(i)] = cells.ValueOf(i, p, sums);
                }
            }
        });
        return Array.ConvertAll(values, value => value.Length == 0 ? 0 : value.Average());
    }

    private sealed class Cells
    {
        private readonly double[][] _axes;
        private readonly int[] _order;
        private readonly int[] _start;
        private readonly int[] _cellOf;
        private readonly int[][] _clusterOfCell;
        private readonly int[][] _sizes;

        private Cells(double[][] axes, int[] order, int[] start, int[] cellOf, int[][] clusterOfCell, int[][] sizes)
        {
            (_axes, _order, _start, _cellOf, _clusterOfCell, _sizes) = (axes, order, start, cellOf, clusterOfCell, sizes);
        }

        public int Count => _start.Length - 1;

        /// <summary>The point at a place of the cells' order.</summary>
        public int PointAt(int i) => _order[i];

        public static Cells Of(double[][] axes, IReadOnlyList<int[]> partitions)
        {
            var order = Enumerable.Range(0, axes[0].Length).ToArray();
            var keys = Array.ConvertAll(order, i => partitions.Aggregate(0L, (key, partition) => (key * 1024) + partition[i]));
            Array.Sort((long[])keys.Clone(), order);
            var sorted = Array.ConvertAll(order, i => keys[i]);

            var start = new List<int>();
            var cellOf = new int[order.Length];
            for (var i = 0; i < order.Length; i++)
            {
                if (i == 0 || sorted[i] != sorted[i - 1])
                {
                    start.Add(i);
                }

                cellOf[i] = start.Count - 1;
            }

            var clusterOfCell = partitions.Select(partition => start.Select(i => partition[order[i]]).ToArray()).ToArray();
            start.Add(order.Length);
            var sizes = partitions.Select(partition => Sizes(partition)).ToArray();
            return new Cells(Array.ConvertAll(axes, axis => Array.ConvertAll(order, i => axis[i])), order, [.. start], cellOf, clusterOfCell, sizes);
        }

        /// <summary>Distances from the point at place i to all points, summed per cell.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void SumDistances(int i, double[] sums)
        {
            for (var cell = 0; cell < sums.Length; cell++)
            {
                var (j, to) = (_start[cell], _start[cell + 1]);
                var sum = Vector256<double>.Zero;
                for (; j + 4 <= to; j += 4)
                {
                    var square = Vector256<double>.Zero;
                    foreach (var axis in _axes)
                    {
                        var difference = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(axis), (nuint)j) - Vector256.Create(axis[i]);
                        square += difference * difference;
                    }

                    sum += Vector256.Sqrt(square);
                }

                var total = Vector256.Sum(sum);
                for (; j < to; j++)
                {
                    var square = 0.0;
                    foreach (var axis in _axes)
                    {
                        square += (axis[j] - axis[i]) * (axis[j] - axis[i]);
                    }

                    total += Math.Sqrt(square);
                }

                sums[cell] = total;
            }
        }

        public double ValueOf(int i, int partition, double[] sums)
        {
            var clusters = _clusterOfCell[partition];
            var sizes = _sizes[partition];
            var own = clusters[_cellOf[i]];
            if (sizes[own] <= 1)
            {
                return 0;
            }

            Span<double> total = stackalloc double[sizes.Length];
            total.Clear();
            for (var cell = 0; cell < sums.Length; cell++)
            {
                total[clusters[cell]] += sums[cell];
            }

            var a = total[own] / (sizes[own] - 1);
            var b = double.PositiveInfinity;
            for (var c = 0; c < sizes.Length; c++)
            {
                if (c != own && sizes[c] > 0)
                {
                    b = Math.Min(b, total[c] / sizes[c]);
                }
            }

            var larger = Math.Max(a, b);
            return double.IsInfinity(b) || larger == 0 ? 0 : (b - a) / larger;
        }

        private static int[] Sizes(int[] partition)
        {
            var sizes = new int[partition.Length == 0 ? 0 : partition.Max() + 1];
            foreach (var cluster in partition)
            {
                sizes[cluster]++;
            }

            return sizes;
        }
    }
}
