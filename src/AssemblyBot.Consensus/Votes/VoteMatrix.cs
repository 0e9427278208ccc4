namespace AssemblyBot.Consensus;

/// <summary>
/// The current votes, people × statements, held sparsely: four bytes a vote, each row in the order of its statements.
/// </summary>
/// <remarks>
/// Rows and columns are numbered by ascending id, so that equal votes make equal matrices whatever their order;
/// the order of arrival, on which the classic method depends, is kept beside them.
/// </remarks>
public sealed class VoteMatrix
{
    /// <summary>The low two bits of a code hold stance + 1, the rest the column.</summary>
    internal const int StanceBits = 2;

    internal VoteMatrix(long[] participants, int[] statements, int[] rowStart, uint[] codes, bool[] moderatedOut, bool[] meta, int[] arrivalOfRows, int[] arrivalOfColumns)
    {
        Participants = participants;
        Statements = statements;
        RowStart = rowStart;
        Codes = codes;
        ModeratedOut = moderatedOut;
        Meta = meta;
        ArrivalOfRows = arrivalOfRows;
        ArrivalOfColumns = arrivalOfColumns;
        Counts = CountStances(statements.Length, codes);
        ColumnKeys = StatementKeys.Of(this);
    }

    /// <summary>People with at least one vote.</summary>
    public int ParticipantCount => Participants.Length;

    /// <summary>Statements, those without votes included.</summary>
    public int StatementCount => Statements.Length;

    /// <summary>Votes that count: one for each person and statement.</summary>
    public int VoteCount => Codes.Length;

    /// <summary>People by ascending id.</summary>
    public IReadOnlyList<long> ParticipantIds => Participants;

    /// <summary>Statements by ascending id.</summary>
    public IReadOnlyList<int> StatementIds => Statements;

    internal long[] Participants { get; }

    internal int[] Statements { get; }

    /// <summary>Row i is <c>Codes[RowStart[i]..RowStart[i + 1]]</c>.</summary>
    internal int[] RowStart { get; }

    internal uint[] Codes { get; }

    /// <summary>Per column: whether it is zeroed (moderated out, or meta).</summary>
    internal bool[] ModeratedOut { get; }

    internal bool[] Meta { get; }

    /// <summary>The rows in the order in which their first vote came.</summary>
    internal int[] ArrivalOfRows { get; }

    /// <summary>The columns that have votes, in the order in which their first vote came.</summary>
    internal int[] ArrivalOfColumns { get; }

    /// <summary>Votes per code, that is four numbers a column: disagrees, passes, agrees and an unused one.</summary>
    internal int[] Counts { get; }

    /// <summary>What tells the columns apart whatever their ids and order; see <see cref="StatementKeys"/>.</summary>
    internal ulong[] ColumnKeys { get; }

    /// <summary>Columns that have votes: the number of statements as the method counts it.</summary>
    internal int VotedColumns => ArrivalOfColumns.Length;

    /// <summary>Makes the matrix of a list of votes; the last vote of a person on a statement wins.</summary>
    /// <param name="votes">Votes in the order of their times.</param>
    /// <param name="statements">Statements to report on even if nobody voted on them.</param>
    /// <param name="moderatedOut">Statements that count for nothing but the tallies.</param>
    /// <param name="meta">Statements about the people; they are kept out like the moderated ones and always drawn often.</param>
    /// <exception cref="ArgumentOutOfRangeException">A stance is none of the three.</exception>
    public static VoteMatrix From(IEnumerable<Vote> votes, IEnumerable<int>? statements = null, IEnumerable<int>? moderatedOut = null, IEnumerable<int>? meta = null)
    {
        var builder = new VoteMatrixBuilder();
        foreach (var vote in votes)
        {
            builder.Add(vote);
        }

        return builder.Build(statements ?? [], moderatedOut ?? [], meta ?? []);
    }

    /// <summary>The row of a participant, negative if there is none.</summary>
    internal int RowOf(long participant) => Array.BinarySearch(Participants, participant);

    /// <summary>The column of a statement, negative if there is none.</summary>
    internal int ColumnOf(int statement) => Array.BinarySearch(Statements, statement);

    internal ReadOnlySpan<uint> Row(int row) => Codes.AsSpan(RowStart[row], RowStart[row + 1] - RowStart[row]);

    internal int VotesOf(int row) => RowStart[row + 1] - RowStart[row];

    internal int VotesOn(int column) => Counts[column << StanceBits] + Counts[(column << StanceBits) + 1] + Counts[(column << StanceBits) + 2];

    internal static uint CodeOf(int column, Stance stance) => ((uint)column << StanceBits) | (uint)((int)stance + 1);

    private static int[] CountStances(int columns, uint[] codes)
    {
        var counts = new int[columns << StanceBits];
        foreach (var code in codes)
        {
            counts[code]++;
        }

        return counts;
    }
}
