namespace AssemblyBot.Consensus.Projection;

/// <summary>The components of an earlier report, brought into the columns of new votes.</summary>
internal static class EarlierComponents
{
    /// <summary>All of its components, null without an earlier report or if it had none; statements without votes then count as new.</summary>
    public static double[][]? Of(ConsensusReport? previous, VoteMatrix votes, double ofNewStatements)
    {
        if (previous is null || previous.Statements.All(statement => statement.LoadingX == 0))
        {
            return null;
        }

        var further = previous.Statements.Max(statement => statement.FurtherLoadings.Count);
        var loadings = new double[2 + further][];
        for (var k = 0; k < loadings.Length; k++)
        {
            loadings[k] = new double[votes.StatementCount];
            Array.Fill(loadings[k], ofNewStatements);
        }

        foreach (var statement in previous.Statements.Where(statement => statement.Seen > 0))
        {
            var column = votes.ColumnOf(statement.Statement);
            if (column < 0)
            {
                continue;
            }

            (loadings[0][column], loadings[1][column]) = (statement.LoadingX, statement.LoadingY);
            for (var k = 0; k < further; k++)
            {
                loadings[2 + k][column] = statement.FurtherLoadings.ElementAtOrDefault(k);
            }
        }

        return loadings;
    }
}
