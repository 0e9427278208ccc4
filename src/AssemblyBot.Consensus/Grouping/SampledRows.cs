using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>The votes of some people, copied together.</summary>
internal static class SampledRows
{
    private const int PeopleAtOnce = 1024;

    /// <summary>
    /// About so many votes' worth of the people, or all of them: those who come first by a hash of the statements they have seen
    /// and, among people who have seen the same, of what they said. It depends neither on ids nor on the order or direction of the votes.
    /// </summary>
    public static int[] Choose(VoteMatrix votes, int[] rows, int mostVotes, int mostPeople)
    {
        var total = rows.Sum(row => (long)votes.VotesOf(row));
        var most = Math.Min(mostPeople, total <= mostVotes ? rows.Length : (int)Math.Max(100, rows.Length * (double)mostVotes / total));
        if (rows.Length <= most)
        {
            return rows;
        }

        var keys = new ulong[rows.Length];
        Parallel.For(0, (rows.Length + PeopleAtOnce - 1) / PeopleAtOnce, part =>
        {
            for (var i = part * PeopleAtOnce; i < Math.Min(rows.Length, (part + 1) * PeopleAtOnce); i++)
            {
                keys[i] = HashOf(votes.Row(rows[i]), votes.ColumnKeys);
            }
        });

        // Hashes are spread evenly: little more than what is wanted lies below its share of all hashes.
        var limit = (ulong)(ulong.MaxValue * Math.Min(0.99, 1.2 * (most + 100) / rows.Length));
        var near = Enumerable.Range(0, rows.Length).Where(i => keys[i] <= limit).ToArray();
        near = near.Length >= most ? near : [.. Enumerable.Range(0, rows.Length)];
        return [.. near.OrderBy(i => keys[i]).ThenBy(i => StatementKeys.KeyOf(votes.Row(rows[i]), votes.ColumnKeys)).Take(most).Select(i => rows[i])];
    }

    public static VoteRows Of(VoteMatrix votes, int[] rows)
    {
        var start = new int[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++)
        {
            start[i + 1] = start[i] + votes.VotesOf(rows[i]);
        }

        var codes = new uint[start[^1]];
        for (var i = 0; i < rows.Length; i++)
        {
            votes.Row(rows[i]).CopyTo(codes.AsSpan(start[i]));
        }

        return new VoteRows(start, codes, votes.StatementCount);
    }

    public static int[] CountsOf(VoteRows rows)
    {
        var counts = new int[rows.Columns << VoteMatrix.StanceBits];
        foreach (var code in rows.Codes.AsSpan(0, rows.Votes))
        {
            counts[code]++;
        }

        return counts;
    }

    private static ulong HashOf(ReadOnlySpan<uint> row, ulong[] columnKeys)
    {
        var hash = 0UL;
        foreach (var code in row)
        {
            hash += columnKeys[code >> VoteMatrix.StanceBits];
        }

        return StatementKeys.Mix(hash);
    }
}
