using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Polis;

/// <summary>Finds what is odd about files that could be read.</summary>
internal static class PolisRemarks
{
    /// <summary>One sentence for each oddity.</summary>
    /// <param name="statements">The statements with their claimed counts.</param>
    /// <param name="votes">The vote events.</param>
    /// <param name="comparable">Whether <paramref name="votes"/> are the events that comments.csv counted, with its sign.</param>
    /// <param name="commentsFile">Where the statements come from, or null.</param>
    public static IEnumerable<string> On(IReadOnlyList<PolisStatement> statements, IReadOnlyList<PolisVote> votes, bool comparable, string? commentsFile)
    {
        if (commentsFile is not null && !EndsWithLineBreak(commentsFile))
        {
            yield return "comments.csv does not end with a line break: its last row may be cut.";
        }

        var claiming = statements.Where(statement => statement is { PublishedAgrees: not null, PublishedDisagrees: not null }).ToArray();
        if (!comparable || claiming.Length == 0)
        {
            yield break;
        }

        var (agrees, disagrees) = Counts(statements, votes);
        var off = claiming.Count(statement => agrees[statement.Id] != statement.PublishedAgrees || disagrees[statement.Id] != statement.PublishedDisagrees);
        var turned = claiming.Count(statement => agrees[statement.Id] == statement.PublishedDisagrees && disagrees[statement.Id] == statement.PublishedAgrees);
        if (off > 0 && turned > claiming.Length - off)
        {
            yield return $"comments.csv counts as agreement what votes.csv counts as disagreement, in {turned} of {claiming.Length} statements: one of the two has its votes turned.";
        }
        else if (off > 0)
        {
            yield return $"comments.csv and votes.csv count {off} of {claiming.Length} statements differently.";
        }
    }

    private static (int[] Agrees, int[] Disagrees) Counts(IReadOnlyList<PolisStatement> statements, IReadOnlyList<PolisVote> votes)
    {
        var ids = statements.Max(statement => statement.Id) + 1;
        var agrees = new int[ids];
        var disagrees = new int[ids];
        for (var index = 0; index < votes.Count; index++)
        {
            var vote = votes[index];
            switch (vote.Stance)
            {
                case Stance.Agree:
                    agrees[vote.Statement]++;
                    break;
                case Stance.Disagree:
                    disagrees[vote.Statement]++;
                    break;
            }
        }

        return (agrees, disagrees);
    }

    private static bool EndsWithLineBreak(string file)
    {
        using var stream = File.OpenRead(file);
        if (stream.Length == 0)
        {
            return true;
        }

        stream.Position = stream.Length - 1;
        return stream.ReadByte() is '\n' or '\r';
    }
}
