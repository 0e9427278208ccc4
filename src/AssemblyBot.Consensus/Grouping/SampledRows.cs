using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>The votes of some people, copied together.</summary>
internal static class SampledRows
{
    /// <summary>
    /// About so many votes' worth of the people, or all of them: those who come first by a hash of the tallies of the statements they have seen,
    /// which depends neither on ids nor on the order or direction of the votes.
    /// </summary>
    public static int[] Choose(VoteMatrix votes, int[] rows, int mostVotes, int mostPeople)
    {
        var total = rows.Sum(row => (long)votes.VotesOf(row));
        var most = Math.Min(mostPeople, total <= mostVotes ? rows.Length : (int)Math.Max(100, rows.Length * (double)mostVotes / total));
        if (rows.Length <= most)
        {
            return rows;
        }

        var byStatement = Enumerable.Range(0, votes.StatementCount).Select(j => KeyOf(votes.Counts.AsSpan(j << VoteMatrix.StanceBits, 3))).ToArray();
        var keys = Array.ConvertAll(rows, row => HashOf(votes.Row(row), byStatement));
        var chosen = (int[])rows.Clone();
        Array.Sort(keys, chosen);
        return chosen[..most];
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

    private static ulong KeyOf(ReadOnlySpan<int> counts)
    {
        var (less, more) = (Math.Min(counts[0], counts[2]), Math.Max(counts[0], counts[2]));
        return new SeededRandom(new SeededRandom(((ulong)(uint)less << 32) | (uint)more).NextBits() + (uint)counts[1]).NextBits();
    }

    private static ulong HashOf(ReadOnlySpan<uint> row, ulong[] byStatement)
    {
        var hash = 0UL;
        foreach (var code in row)
        {
            hash += byStatement[code >> VoteMatrix.StanceBits];
        }

        return hash * 0x9E3779B97F4A7C15;
    }
}
