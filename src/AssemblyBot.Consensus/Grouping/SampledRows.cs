using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>The votes of some people, copied together.</summary>
internal static class SampledRows
{
    /// <summary>How many of the points have about so many votes together; all of them, if they have no more.</summary>
    public static int PeopleFor(VoteMatrix votes, PointSet points, int mostVotes)
    {
        var total = points.Rows.Sum(row => (long)votes.VotesOf(row));
        return total <= mostVotes ? points.Count : (int)Math.Max(100, points.Count * (double)mostVotes / total);
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
        foreach (var code in rows.Codes)
        {
            counts[code]++;
        }

        return counts;
    }
}
