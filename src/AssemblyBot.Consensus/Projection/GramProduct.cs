using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AssemblyBot.Consensus.Projection;

/// <summary>
/// Y = DᵀD V for four vectors at a time, in one pass over the votes: two vector additions for each vote.
/// </summary>
/// <remarks>
/// With T(code) = (x − c(j)) V(j) tabled once, row i gives s = Σ T(code), and U(code) += s for each of its votes;
/// then Y(j) = Σ over the stances of (x − c(j)) U(code). V and Y have one entry of four lanes per column.
/// </remarks>
internal sealed class GramProduct : IDisposable
{
    private readonly VoteRows _rows;
    private readonly double[] _cells;
    private readonly int _threads;
    private readonly CancellationToken _cancellationToken;
    private readonly Vector256<double>[] _table;
    private readonly Vector256<double>[][] _sums;

    public GramProduct(VoteRows rows, Centre centre, int threads, CancellationToken cancellationToken)
    {
        _rows = rows;
        _cells = centre.Cells;
        _threads = threads;
        _cancellationToken = cancellationToken;
        _table = ArrayPool<Vector256<double>>.Shared.Rent(_cells.Length);
        _sums = new Vector256<double>[rows.Parts][];
        for (var part = 0; part < _sums.Length; part++)
        {
            _sums[part] = ArrayPool<Vector256<double>>.Shared.Rent(_cells.Length);
        }
    }

    public int Columns => _rows.Columns;

    public int Votes => _rows.Votes;

    /// <inheritdoc cref="VoteRows.ColumnKeys"/>
    public ulong[]? ColumnKeys => _rows.ColumnKeys;

    /// <summary>Passes over the votes so far.</summary>
    public int Passes { get; private set; }

    public void Multiply(ReadOnlySpan<Vector256<double>> v, Span<Vector256<double>> y)
    {
        for (var code = 0; code < _cells.Length; code++)
        {
            _table[code] = v[code >> VoteMatrix.StanceBits] * _cells[code];
        }

        Passes++;
        _rows.ForEachPart(_threads, Accumulate, _cancellationToken);

        for (var j = 0; j < y.Length; j++)
        {
            var at = j << VoteMatrix.StanceBits;
            var sum = Vector256<double>.Zero;
            foreach (var sums in _sums)
            {
                sum += (sums[at] * _cells[at]) + (sums[at + 1] * _cells[at + 1]) + (sums[at + 2] * _cells[at + 2]);
            }

            y[j] = sum;
        }
    }

    public void Dispose()
    {
        ArrayPool<Vector256<double>>.Shared.Return(_table);
        foreach (var sums in _sums)
        {
            ArrayPool<Vector256<double>>.Shared.Return(sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accumulate(int part)
    {
        var sums = _sums[part];
        Array.Clear(sums, 0, _cells.Length);
        var starts = _rows.RowStart;
        ref var codes = ref MemoryMarshal.GetArrayDataReference(_rows.Codes);
        ref var table = ref MemoryMarshal.GetArrayDataReference(_table);
        ref var sum = ref MemoryMarshal.GetArrayDataReference(sums);
        var last = _rows.PartStart[part + 1];
        for (var row = _rows.PartStart[part]; row < last; row++)
        {
            var (from, to) = (starts[row], starts[row + 1]);
            var (first, second, third, fourth) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            var i = from;
            for (; i + 3 < to; i += 4)
            {
                first += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i));
                second += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i + 1));
                third += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i + 2));
                fourth += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i + 3));
            }

            for (; i < to; i++)
            {
                first += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i));
            }

            first = (first + second) + (third + fourth);
            for (i = from; i + 3 < to; i += 4)
            {
                Unsafe.Add(ref sum, (nint)Unsafe.Add(ref codes, i)) += first;
                Unsafe.Add(ref sum, (nint)Unsafe.Add(ref codes, i + 1)) += first;
                Unsafe.Add(ref sum, (nint)Unsafe.Add(ref codes, i + 2)) += first;
                Unsafe.Add(ref sum, (nint)Unsafe.Add(ref codes, i + 3)) += first;
            }

            for (; i < to; i++)
            {
                Unsafe.Add(ref sum, (nint)Unsafe.Add(ref codes, i)) += first;
            }
        }
    }
}
