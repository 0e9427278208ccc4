namespace AssemblyBot.Consensus.Grouping;

/// <summary>Who has voted enough to be put into a group.</summary>
internal static class Eligibility
{
    /// <summary>Rows with at least the given number of votes, or a vote on every statement where there are fewer.</summary>
    public static int[] Robust(VoteMatrix votes, int minimumVotes)
    {
        var needed = VotesNeeded(votes, minimumVotes);
        return [.. Enumerable.Range(0, votes.ParticipantCount).Where(row => votes.VotesOf(row) >= needed)];
    }

    /// <summary>Votes from which a person may be grouped.</summary>
    public static int VotesNeeded(VoteMatrix votes, int minimumVotes) => Math.Min(minimumVotes, votes.VotedColumns);

    /// <summary>People below that number and in no group.</summary>
    public static MissingPeople Missing(VoteMatrix votes, int minimumVotes, Partition partition)
    {
        var needed = VotesNeeded(votes, minimumVotes);
        var byVotes = new int[Math.Max(0, needed - 1)];
        for (var row = 0; row < votes.ParticipantCount; row++)
        {
            if (votes.VotesOf(row) < needed && partition.GroupOfRow[row] < 0)
            {
                byVotes[votes.VotesOf(row) - 1]++;
            }
        }

        return new MissingPeople(needed, byVotes.Sum(), byVotes);
    }

    /// <summary>
    /// Rows in the order of arrival: those of <see cref="Robust"/>, those that were in before, and, while they are too few,
    /// the ones with most votes (of equal ones the first to arrive).
    /// </summary>
    /// <remarks>Source: compdemocracy/polis, math/src/polismath/math/conversation.clj, lines 240–266.</remarks>
    public static int[] Classic(VoteMatrix votes, ConsensusOptions options, IReadOnlyList<long> earlier)
    {
        var isIn = new bool[votes.ParticipantCount];
        foreach (var row in Robust(votes, options.MinimumVotes))
        {
            isIn[row] = true;
        }

        foreach (var row in earlier.Select(votes.RowOf).Where(row => row >= 0))
        {
            isIn[row] = true;
        }

        var missing = Math.Max(0, options.MinimumParticipants - isIn.Count(entry => entry));
        foreach (var row in votes.ArrivalOfRows.Where(row => !isIn[row]).OrderByDescending(votes.VotesOf).Take(missing).ToArray())
        {
            isIn[row] = true;
        }

        return [.. votes.ArrivalOfRows.Where(row => isIn[row])];
    }
}
