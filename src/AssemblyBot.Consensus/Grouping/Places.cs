using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// Where people stand in the dimensions of the structure: p = Σ over the votes of e · loading, ÷ √(1 + S Σ i). Noise spreads those with many votes
/// by about 1 / S, all alike, as k-means takes for granted, and those with few by less: they stand near the middle rather than far out by chance,
/// the more so the fainter the structure.
/// </summary>
/// <remarks>
/// With whitening, e = v − i (level + slope c), so that a place follows from sums over the votes of what is tabled by code:
/// i, then v · loading of each dimension and, where people differ in how readily they agree, i · loading, i c · loading, and v, v c, i c, i c².
/// </remarks>
internal sealed class Places
{
    private const int Lanes = 4;
    private const double Exact = 1 << 28;

    private readonly Structure _structure;
    private readonly int _dimensions;
    private readonly bool _hasHabits;
    private readonly int _blocks;
    private readonly Vector256<double>[] _cells;

    private Places(Structure structure, int dimensions, uint[]? newCode)
    {
        _structure = structure;
        _dimensions = dimensions;
        _hasHabits = structure.Model.Readiness > 0;
        _blocks = (1 + dimensions + (_hasHabits ? (2 * dimensions) + 4 : 0) + Lanes - 1) / Lanes;
        _cells = new Vector256<double>[(newCode?.Length ?? structure.Model.Values.Length) * _blocks];
        var cells = Flat(_cells);
        for (var code = 0; code < _cells.Length / _blocks; code++)
        {
            var canonical = newCode is null ? (uint)code : newCode[code];
            if (canonical != CanonicalVotes.Nothing)
            {
                Table(cells.Slice(code * _blocks * Lanes, _blocks * Lanes), (int)canonical);
            }
        }
    }

    /// <summary>For each dimension the coordinate of every row, rounded far above the error of adding up in another order.</summary>
    public static double[][] Of(VoteRows rows, Structure structure, int dimensions, int threads, CancellationToken cancellationToken) =>
        new Places(structure, dimensions, structure.Votes.NewCode).Of(rows, threads, cancellationToken);

    /// <summary>The same for rows that are numbered canonically already.</summary>
    public static double[][] OfCanonical(VoteRows rows, Structure structure, int dimensions) =>
        new Places(structure, dimensions, null).Of(rows, 1, CancellationToken.None);

    private void Table(Span<double> cell, int code)
    {
        var (model, j) = (_structure.Model, code >> VoteMatrix.StanceBits);
        var (value, mean, information) = (model.Values[code], model.Means[j], model.Information[j]);
        cell[0] = information;
        for (var k = 0; k < _dimensions; k++)
        {
            cell[1 + k] = value * _structure.Loadings[j][k];
            if (_hasHabits)
            {
                cell[5 + _dimensions + k] = information * _structure.Loadings[j][k];
                cell[5 + (2 * _dimensions) + k] = information * mean * _structure.Loadings[j][k];
            }
        }

        if (_hasHabits)
        {
            (cell[1 + _dimensions], cell[2 + _dimensions]) = (value, value * mean);
            (cell[3 + _dimensions], cell[4 + _dimensions]) = (information * mean, information * mean * mean);
        }
    }

    private double[][] Of(VoteRows rows, int threads, CancellationToken cancellationToken)
    {
        var axes = Enumerable.Range(0, _dimensions).Select(_ => new double[rows.Count]).ToArray();
        rows.ForEachPart(threads, part =>
        {
            Span<Vector256<double>> sums = stackalloc Vector256<double>[_blocks];
            for (var row = rows.PartStart[part]; row < rows.PartStart[part + 1]; row++)
            {
                Sum(rows.Codes.AsSpan(rows.RowStart[row], rows.RowStart[row + 1] - rows.RowStart[row]), sums);
                Write(axes, row, Flat(sums));
            }
        }, cancellationToken);
        return axes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(ReadOnlySpan<uint> codes, Span<Vector256<double>> sums)
    {
        ref var cells = ref MemoryMarshal.GetArrayDataReference(_cells);
        for (var b = 0; b < sums.Length; b++)
        {
            var (even, odd, i) = (Vector256<double>.Zero, Vector256<double>.Zero, 0);
            for (; i + 1 < codes.Length; i += 2)
            {
                even += Unsafe.Add(ref cells, (nint)((codes[i] * (uint)sums.Length) + (uint)b));
                odd += Unsafe.Add(ref cells, (nint)((codes[i + 1] * (uint)sums.Length) + (uint)b));
            }

            if (i < codes.Length)
            {
                even += Unsafe.Add(ref cells, (nint)((codes[i] * (uint)sums.Length) + (uint)b));
            }

            sums[b] = even + odd;
        }
    }

    private void Write(double[][] axes, int row, ReadOnlySpan<double> sums)
    {
        var (told, level, slope) = (sums[0], 0.0, 0.0);
        if (_hasHabits)
        {
            var habits = sums[(1 + _dimensions)..];
            (level, slope) = _structure.Model.HabitOf(habits[0], told, habits[1], habits[2], habits[3]);
        }

        var scale = Math.Sqrt(1 + (_structure.Strength * told));
        for (var k = 0; k < axes.Length; k++)
        {
            var sum = sums[1 + k];
            if (_hasHabits)
            {
                sum -= (level * sums[5 + _dimensions + k]) + (slope * sums[5 + (2 * _dimensions) + k]);
            }

            axes[k][row] = (Math.Round(sum / scale * Exact) / Exact) + 0.0;
        }
    }

    private static Span<double> Flat(Span<Vector256<double>> blocks) => MemoryMarshal.Cast<Vector256<double>, double>(blocks);
}
