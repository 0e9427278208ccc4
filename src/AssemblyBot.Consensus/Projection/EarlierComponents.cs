namespace AssemblyBot.Consensus.Projection;

/// <summary>The components of an earlier report, brought into the columns of new votes.</summary>
internal static class EarlierComponents
{
    /// <summary>Both components, null without an earlier report or if it had none; statements without votes then count as new.</summary>
    public static (double[] First, double[] Second)? Of(ConsensusReport? previous, VoteMatrix votes, double ofNewStatements)
    {
        if (previous is null || previous.Statements.All(statement => statement.LoadingX == 0))
        {
            return null;
        }

        var first = new double[votes.StatementCount];
        var second = new double[votes.StatementCount];
        Array.Fill(first, ofNewStatements);
        Array.Fill(second, ofNewStatements);
        foreach (var statement in previous.Statements.Where(statement => statement.Seen > 0))
        {
            var column = votes.ColumnOf(statement.Statement);
            if (column >= 0)
            {
                (first[column], second[column]) = (statement.LoadingX, statement.LoadingY);
            }
        }

        return (first, second);
    }
}
