namespace AssemblyBot.Consensus.Grouping;

/// <summary>Who has voted enough to be put into a group.</summary>
internal static class Eligibility
{
    /// <summary>Rows with at least the given number of votes, or a vote on every statement where there are fewer.</summary>
    public static int[] Robust(VoteMatrix votes, int minimumVotes)
    {
        var needed = Math.Min(minimumVotes, votes.VotedColumns);
        return [.. Enumerable.Range(0, votes.ParticipantCount).Where(row => votes.VotesOf(row) >= needed)];
    }
}
