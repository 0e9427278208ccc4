namespace AssemblyBot.Consensus;

/// <summary>Collects votes as they come and lays them out by row and column: eight bytes a vote while collecting.</summary>
internal sealed class VoteMatrixBuilder
{
    private const int BlockSize = 1 << 18;

    private readonly List<int[]> _rows = [];
    private readonly List<uint[]> _codes = [];
    private readonly Dictionary<long, int> _participants = [];
    private readonly Dictionary<int, int> _statements = [];
    private readonly List<long> _participantIds = [];
    private readonly List<int> _statementIds = [];
    private long _count;
    private long _lastParticipant;
    private int _lastRow = -1;

    public void Add(Vote vote)
    {
        if (vote.Stance is < Stance.Disagree or > Stance.Agree)
        {
            throw new ArgumentOutOfRangeException(nameof(vote), vote.Stance, "A stance is disagree (-1), pass (0) or agree (1).");
        }

        var offset = (int)(_count % BlockSize);
        if (offset == 0)
        {
            if (_count + BlockSize > Array.MaxLength)
            {
                throw new ArgumentException("More than two thousand million votes do not fit one matrix.", nameof(vote));
            }

            _rows.Add(GC.AllocateUninitializedArray<int>(BlockSize));
            _codes.Add(GC.AllocateUninitializedArray<uint>(BlockSize));
        }

        _rows[^1][offset] = RowOf(vote.Participant);
        _codes[^1][offset] = VoteMatrix.CodeOf(ColumnOf(vote.Statement), vote.Stance);
        _count++;
    }

    public VoteMatrix Build(IEnumerable<int> statements, IEnumerable<int> moderatedOut, IEnumerable<int> meta)
    {
        var voted = _statementIds.Count;
        foreach (var statement in statements)
        {
            _ = ColumnOf(statement);
        }

        var (participants, rowRank) = Rank(_participantIds);
        var (ids, columnRank) = Rank(_statementIds);
        var (rowStart, codes) = Place(rowRank, columnRank, ids.Length);

        var metaColumns = Flags(ids, meta);
        var zeroed = Flags(ids, moderatedOut);
        for (var j = 0; j < zeroed.Length; j++)
        {
            zeroed[j] |= metaColumns[j];
        }

        return new VoteMatrix(participants, ids, rowStart, codes, zeroed, metaColumns, rowRank, columnRank[..voted]);
    }

    private int RowOf(long participant)
    {
        if (_lastRow >= 0 && participant == _lastParticipant)
        {
            return _lastRow;
        }

        if (!_participants.TryGetValue(participant, out var row))
        {
            row = _participantIds.Count;
            _participants.Add(participant, row);
            _participantIds.Add(participant);
        }

        (_lastParticipant, _lastRow) = (participant, row);
        return row;
    }

    private int ColumnOf(int statement)
    {
        if (!_statements.TryGetValue(statement, out var column))
        {
            column = _statementIds.Count;
            _statements.Add(statement, column);
            _statementIds.Add(statement);
        }

        return column;
    }

    /// <summary>The ids in ascending order, and for each id in order of arrival its place among them.</summary>
    private static (T[] Sorted, int[] Rank) Rank<T>(List<T> arrived)
    {
        var sorted = arrived.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        var rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            rank[order[i]] = i;
        }

        return (sorted, rank);
    }

    private (int[] RowStart, uint[] Codes) Place(int[] rowRank, int[] columnRank, int columns)
    {
        var rowStart = new int[rowRank.Length + 1];
        ForEachVote((row, _) => rowStart[rowRank[row] + 1]++);
        for (var i = 0; i < rowRank.Length; i++)
        {
            rowStart[i + 1] += rowStart[i];
        }

        var next = rowStart[..^1];
        var codes = GC.AllocateUninitializedArray<uint>((int)_count);
        ForEachVote((row, code) =>
        {
            var column = (uint)columnRank[code >> VoteMatrix.StanceBits];
            codes[next[rowRank[row]]++] = (column << VoteMatrix.StanceBits) | (code & 3);
        });
        _rows.Clear();
        _codes.Clear();
        return KeepLast(rowStart, codes, columns);
    }

    private void ForEachVote(Action<int, uint> action)
    {
        for (var block = 0; block < _rows.Count; block++)
        {
            var (rows, codes) = (_rows[block], _codes[block]);
            var length = (int)Math.Min(BlockSize, _count - ((long)block * BlockSize));
            for (var i = 0; i < length; i++)
            {
                action(rows[i], codes[i]);
            }
        }
    }

    /// <summary>Sorts each row by column and keeps, of several votes on one statement, the last.</summary>
    private static (int[] RowStart, uint[] Codes) KeepLast(int[] rowStart, uint[] codes, int columns)
    {
        var rows = rowStart.Length - 1;
        var kept = new int[rows];
        var stride = Math.Max(1, (rows + 63) / 64);
        Parallel.For(0, (rows + stride - 1) / stride, () => new int[columns], (part, _, seen) =>
        {
            for (var row = part * stride; row < Math.Min(rows, (part + 1) * stride); row++)
            {
                var span = codes.AsSpan(rowStart[row], rowStart[row + 1] - rowStart[row]);
                kept[row] = KeepLastOf(span, seen, row + 1);
                span[..kept[row]].Sort();
            }

            return seen;
        }, static _ => { });

        if (kept.Sum() == codes.Length)
        {
            return (rowStart, codes);
        }

        var starts = new int[rows + 1];
        for (var row = 0; row < rows; row++)
        {
            codes.AsSpan(rowStart[row], kept[row]).CopyTo(codes.AsSpan(starts[row]));
            starts[row + 1] = starts[row] + kept[row];
        }

        return (starts, codes[..starts[rows]]);
    }

    /// <summary>Walks a row from its end, keeps the first code met of each column, and returns how many there are.</summary>
    private static int KeepLastOf(Span<uint> row, int[] seen, int mark)
    {
        var write = row.Length;
        for (var i = row.Length - 1; i >= 0; i--)
        {
            var column = row[i] >> VoteMatrix.StanceBits;
            if (seen[column] != mark)
            {
                seen[column] = mark;
                row[--write] = row[i];
            }
        }

        row[write..].CopyTo(row);
        return row.Length - write;
    }

    private static bool[] Flags(int[] ids, IEnumerable<int> chosen)
    {
        var flags = new bool[ids.Length];
        foreach (var id in chosen)
        {
            var at = Array.BinarySearch(ids, id);
            if (at >= 0)
            {
                flags[at] = true;
            }
        }

        return flags;
    }
}
