using System.Buffers;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// Votes with people and statements numbered anew by what was voted alone: whatever ids they had, in whatever order they came
/// and whichever side is called agreeing, equal votes give equal copies, so that chance falls on the same votes.
/// </summary>
/// <remarks>
/// A statement's key starts from its tallies and a person's from the statements' keys; both are then refined once by the other
/// (B. Weisfeiler and A. Leman, 1968). People with the same votes share a key, and may stand in for each other.
/// Where more disagree than agree over all, every stance is turned round. Votes that count for nothing are left out.
/// </remarks>
/// <param name="Rows">The copy, without the votes that count for nothing.</param>
/// <param name="OldRow">The old row of each new one.</param>
/// <param name="NewCode">The new code of each old one, <see cref="Nothing"/> where it counts for nothing.</param>
internal sealed record CanonicalVotes(VoteRows Rows, int[] OldRow, uint[] NewCode)
{
    /// <summary>Stands for the code of a vote that counts for nothing.</summary>
    public const uint Nothing = uint.MaxValue;

    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The votes on the statements that are not zeroed, with or without passes.</summary>
    public static CanonicalVotes Of(VoteRows rows, bool[] zeroed, bool passesAreMissing)
    {
        var counts = SampledRows.CountsOf(rows);
        var isCounted = new bool[counts.Length];
        var (surplus, skew) = (0L, 0L);
        for (var j = 0; j < zeroed.Length; j++)
        {
            var at = j << VoteMatrix.StanceBits;
            var isVoted = !zeroed[j] && counts[at] + counts[at + 1] + counts[at + 2] > 0;
            isCounted[at] = isCounted[at + 2] = isVoted;
            isCounted[at + 1] = isVoted && !passesAreMissing;
            var lean = zeroed[j] ? 0L : counts[at + 2] - counts[at];
            surplus += lean;
            skew += lean * Math.Abs(lean);
        }

        var turn = surplus != 0 ? surplus < 0 : skew < 0;
        var columnKeys = new ulong[zeroed.Length];
        for (var j = 0; j < columnKeys.Length; j++)
        {
            var at = j << VoteMatrix.StanceBits;
            var (low, high) = turn ? (at + 2, at) : (at, at + 2);
            columnKeys[j] = Mix(Mix(Mix((ulong)counts[low]) + (isCounted[at + 1] ? (ulong)counts[at + 1] : 0)) + (ulong)counts[high]);
        }

        var rowKeys = RowKeys(rows, columnKeys, isCounted, turn);
        columnKeys = ColumnKeys(rows, columnKeys, rowKeys, isCounted, turn);
        rowKeys = RowKeys(rows, columnKeys, isCounted, turn);
        return Renumber(rows, columnKeys, rowKeys, isCounted, turn);
    }

    /// <summary>The same people and statements without the passes, which take no side.</summary>
    public CanonicalVotes WithoutPasses()
    {
        var start = new int[Rows.Count + 1];
        var codes = GC.AllocateUninitializedArray<uint>(Rows.Votes + 1);
        var next = 0;
        for (var row = 0; row < Rows.Count; row++)
        {
            foreach (var code in CodesOf(Rows, row))
            {
                codes[next] = code;
                next += (code & 3) == 1 ? 0 : 1;
            }

            start[row + 1] = next;
        }

        var newCode = Array.ConvertAll(NewCode, code => code != Nothing && (code & 3) == 1 ? Nothing : code);
        return new CanonicalVotes(new VoteRows(start, codes, Rows.Columns), OldRow, newCode);
    }

    private static ulong[] RowKeys(VoteRows rows, ulong[] columnKeys, bool[] isCounted, bool turn)
    {
        var byCode = new ulong[isCounted.Length];
        for (var code = 0; code < byCode.Length; code++)
        {
            byCode[code] = isCounted[code] ? Mix(columnKeys[code >> VoteMatrix.StanceBits] + StanceOf((uint)code, turn)) : 0;
        }

        var keys = new ulong[rows.Count];
        for (var row = 0; row < keys.Length; row++)
        {
            var key = 0UL;
            foreach (var code in CodesOf(rows, row))
            {
                key += byCode[code];
            }

            keys[row] = key;
        }

        return keys;
    }

    private static ulong[] ColumnKeys(VoteRows rows, ulong[] columnKeys, ulong[] rowKeys, bool[] isCounted, bool turn)
    {
        var sums = new ulong[isCounted.Length];
        for (var row = 0; row < rowKeys.Length; row++)
        {
            var key = Mix(rowKeys[row]);
            foreach (var code in CodesOf(rows, row))
            {
                sums[code] += key;
            }
        }

        var keys = (ulong[])columnKeys.Clone();
        for (var code = 0; code < sums.Length; code++)
        {
            keys[code >> VoteMatrix.StanceBits] += isCounted[code] ? Mix(sums[code] + StanceOf((uint)code, turn)) : 0;
        }

        return keys;
    }

    private static CanonicalVotes Renumber(VoteRows rows, ulong[] columnKeys, ulong[] rowKeys, bool[] isCounted, bool turn)
    {
        var columns = Enumerable.Range(0, columnKeys.Length).Where(j => isCounted[j << VoteMatrix.StanceBits]).ToArray();
        Array.Sort(Array.ConvertAll(columns, j => columnKeys[j]), columns);
        var newCode = new uint[isCounted.Length];
        Array.Fill(newCode, Nothing);
        for (var j = 0; j < columns.Length; j++)
        {
            var (from, to) = ((uint)columns[j] << VoteMatrix.StanceBits, (uint)j << VoteMatrix.StanceBits);
            newCode[from] = to | StanceOf(from, turn);
            newCode[from + 1] = isCounted[from + 1] ? to | 1 : Nothing;
            newCode[from + 2] = to | StanceOf(from + 2, turn);
        }

        var oldRow = Enumerable.Range(0, rows.Count).ToArray();
        Array.Sort((ulong[])rowKeys.Clone(), oldRow);
        return new CanonicalVotes(Sorted(rows, oldRow, newCode, columns.Length), oldRow, newCode);
    }

    /// <summary>The rows in their new order, each in the order of its new codes: dealt out to the columns and, column by column, back to the rows.</summary>
    private static VoteRows Sorted(VoteRows rows, int[] oldRow, uint[] newCode, int columns)
    {
        var start = new int[rows.Count + 1];
        var inColumn = new int[columns + 1];
        for (var i = 0; i < oldRow.Length; i++)
        {
            start[i + 1] = start[i];
            foreach (var code in CodesOf(rows, oldRow[i]))
            {
                if (newCode[code] != Nothing)
                {
                    start[i + 1]++;
                    inColumn[(newCode[code] >> VoteMatrix.StanceBits) + 1]++;
                }
            }
        }

        for (var j = 0; j < columns; j++)
        {
            inColumn[j + 1] += inColumn[j];
        }

        var byColumn = ArrayPool<(int Row, uint Code)>.Shared.Rent(start[^1]);
        for (var i = 0; i < oldRow.Length; i++)
        {
            foreach (var code in CodesOf(rows, oldRow[i]))
            {
                if (newCode[code] != Nothing)
                {
                    byColumn[inColumn[newCode[code] >> VoteMatrix.StanceBits]++] = (i, newCode[code]);
                }
            }
        }

        var next = start[..^1];
        var codes = GC.AllocateUninitializedArray<uint>(start[^1]);
        foreach (var (row, code) in byColumn.AsSpan(0, codes.Length))
        {
            codes[next[row]++] = code;
        }

        ArrayPool<(int Row, uint Code)>.Shared.Return(byColumn);
        return new VoteRows(start, codes, columns);
    }

    private static ReadOnlySpan<uint> CodesOf(VoteRows rows, int row) => rows.Codes.AsSpan(rows.RowStart[row], rows.RowStart[row + 1] - rows.RowStart[row]);

    private static uint StanceOf(uint code, bool turn) => turn ? 2 - (code & 3) : code & 3;

    private static ulong Mix(ulong value)
    {
        value = (value + Golden) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 29)) * 0x94D049BB133111EB;
        return value ^ (value >> 32);
    }
}
