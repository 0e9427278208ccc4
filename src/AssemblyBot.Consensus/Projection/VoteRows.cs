namespace AssemblyBot.Consensus.Projection;

/// <summary>Rows of vote codes, cut into parts whose number depends on the votes alone, so that sums do not depend on the threads.</summary>
internal sealed class VoteRows
{
    // A pass over fewer takes no longer than waking a thread for them.
    private const int VotesPerPart = 1 << 15;
    private const int MostParts = 16;

    public VoteRows(int[] rowStart, uint[] codes, int columns)
    {
        RowStart = rowStart;
        Codes = codes;
        Columns = columns;
        PartStart = Cut(rowStart);
    }

    /// <summary>Row i is <c>Codes[RowStart[i]..RowStart[i + 1]]</c>; what comes after the last is no vote.</summary>
    public int[] RowStart { get; }

    public uint[] Codes { get; }

    public int Columns { get; }

    public int Count => RowStart.Length - 1;

    public int Votes => RowStart[^1];

    /// <summary>Part p holds the rows from <c>PartStart[p]</c> up to <c>PartStart[p + 1]</c>.</summary>
    public int[] PartStart { get; }

    public int Parts => PartStart.Length - 1;

    /// <summary>A number for each column by which random choices know it; its index, unless it is to depend on the votes alone.</summary>
    public ulong[]? ColumnKeys { get; init; }

    public static VoteRows Of(VoteMatrix votes) =>
        new(votes.RowStart, votes.Codes, votes.StatementCount) { ColumnKeys = votes.ColumnKeys };

    /// <summary>Runs an action for each part, on as many threads as allowed.</summary>
    public void ForEachPart(int threads, Action<int> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Parts == 1 || threads == 1)
        {
            for (var part = 0; part < Parts; part++)
            {
                action(part);
            }

            return;
        }

        Parallel.For(0, Parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, action);
    }

    private static int[] Cut(int[] rowStart)
    {
        var votes = rowStart[^1];
        var parts = Math.Clamp(votes / VotesPerPart, 1, MostParts);
        var starts = new int[parts + 1];
        starts[parts] = rowStart.Length - 1;
        for (var part = 1; part < parts; part++)
        {
            var at = Array.BinarySearch(rowStart, (int)((long)votes * part / parts));
            starts[part] = Math.Clamp(at < 0 ? ~at - 1 : at, starts[part - 1], rowStart.Length - 1);
        }

        return starts;
    }
}
