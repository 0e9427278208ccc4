namespace AssemblyBot.Publishing.Polis;

/// <summary>Reads <c>votes.csv</c> of either era: one row a vote event.</summary>
internal static class VotesFile
{
    /// <summary>The shortest row there can be: four fields of one character.</summary>
    private const int ShortestRow = 8;

    /// <summary>Reads every event and puts it in the order of time.</summary>
    public static IReadOnlyList<PolisVote> Read(string file, IReadOnlyList<PolisStatement> statements, VoteSign sign, ReadingPass pass)
    {
        using var table = PolisTable.Open(file, pass);
        var time = table.Column("timestamp");
        var statement = table.Column("comment-id");
        var participant = table.Column("voter-id");
        var stance = table.Column("vote");

        var known = new HashSet<int>(statements.Select(known => known.Id));
        var votes = new PolisVote[MostRows(file)];
        var count = 0;
        while (table.Read())
        {
            var about = (int)table.Number(statement, 0, PolisVote.MaxStatement, "statement number");
            if (!known.Contains(about))
            {
                throw table.Fault(statement, $"the vote is about statement {about}, which comments.csv does not have", "both files must be of the same conversation");
            }

            // Only where lines do not end as they were counted.
            if (count == votes.Length)
            {
                Array.Resize(ref votes, 2 * count);
            }

            votes[count++] = new PolisVote(
                Timestamp.Milliseconds(table, time),
                table.Number(participant, 0, PolisVote.MaxParticipant, "participant number"),
                about,
                VoteCell.Read(table, stance, sign));
        }

        return VoteOrder.ByTime(votes, count);
    }

    /// <summary>How many rows there are at most if lines end by a line feed, so that the events are stored once and not copied to a larger array.</summary>
    private static int MostRows(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var most = stream.Length / ShortestRow + 1;
        var block = new byte[1 << 18];
        long lines = 1;
        for (var read = stream.Read(block); read > 0; read = stream.Read(block))
        {
            lines += block.AsSpan(0, read).Count((byte)'\n');
        }

        return checked((int)Math.Min(lines, most));
    }
}
