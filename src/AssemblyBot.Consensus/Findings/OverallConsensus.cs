namespace AssemblyBot.Consensus.Findings;

/// <summary>What people as a whole agree with or reject: share above one half and significantly so, strongest first.</summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/repness.clj, lines 281–320.</remarks>
internal static class OverallConsensus
{
    /// <summary>The statements of one side, given in the order of the columns and without those moderated out.</summary>
    public static IReadOnlyList<ConsensusStatement> Select(IEnumerable<StatementFinding> statements, Stance side, double significance, int most)
    {
        return [.. statements
            .Select(statement => Describe(statement, side))
            .Where(statement => statement.Share > 0.5 && statement.ShareTest > significance)
            .OrderByDescending(statement => statement.Share * statement.ShareTest)
            .Take(most)];
    }

    private static ConsensusStatement Describe(StatementFinding statement, Stance side)
    {
        var agrees = side == Stance.Agree;
        return new ConsensusStatement
        {
            Statement = statement.Statement,
            Side = side,
            Successes = agrees ? statement.Agrees : statement.Disagrees,
            Trials = statement.Seen,
            Share = agrees ? statement.AgreeShare : statement.DisagreeShare,
            ShareTest = agrees ? statement.AgreeTest : statement.DisagreeTest,
            AdjustedP = agrees ? statement.AgreeAdjustedP : statement.DisagreeAdjustedP,
        };
    }
}
