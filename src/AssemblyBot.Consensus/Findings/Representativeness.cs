namespace AssemblyBot.Consensus.Findings;

/// <summary>The statements that stand for a group.</summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/repness.clj, lines 130–278.</remarks>
internal static class Representativeness
{
    /// <summary>Picks from one group's findings, given in the order of the columns.</summary>
    public static IReadOnlyList<RepresentativeStatement> Select(IEnumerable<(int Statement, GroupFinding Finding)> findings, double significance, int most)
    {
        var sufficient = new List<(int Statement, GroupFinding Finding)>();
        (int Statement, GroupFinding Finding)? best = null;
        (int Statement, GroupFinding Finding)? bestAgree = null;
        foreach (var candidate in findings)
        {
            var finding = candidate.Finding;
            if (IsSufficient(finding, significance))
            {
                sufficient.Add(candidate);
            }

            if (sufficient.Count == 0 && (best is null || Math.Max(finding.AgreeRatioTest, finding.DisagreeRatioTest) > Describe(best.Value, false).RatioTest))
            {
                best = candidate;
            }

            if (BeatsBestAgree(finding, bestAgree?.Finding, significance))
            {
                bestAgree = candidate;
            }
        }

        return Arrange(sufficient, best, bestAgree, most);
    }

    private static bool IsSufficient(GroupFinding finding, double z) =>
        (finding.AgreeRatioTest > z && finding.AgreeTest > z) || (finding.DisagreeRatioTest > z && finding.DisagreeTest > z);

    private static bool BeatsBestAgree(GroupFinding finding, GroupFinding? current, double z)
    {
        if (finding is { Agrees: 0, Disagrees: 0 })
        {
            return false;
        }

        if (current is null)
        {
            return finding.AgreeTest > z || (finding.AgreeRatio > 1 && finding.AgreeShare > 0.5);
        }

        return current.AgreeRatio > 1 ? AgreeMetric(finding) > AgreeMetric(current) : finding.AgreeShare * finding.AgreeTest > current.AgreeShare * current.AgreeTest;
    }

    private static double AgreeMetric(GroupFinding finding) => finding.AgreeRatio * finding.AgreeRatioTest * finding.AgreeShare * finding.AgreeTest;

    /// <summary>The best agreed first, then the sufficient ones by metric; cut to the most wanted; agrees before disagrees.</summary>
    private static IReadOnlyList<RepresentativeStatement> Arrange(
        List<(int Statement, GroupFinding Finding)> sufficient,
        (int Statement, GroupFinding Finding)? best,
        (int Statement, GroupFinding Finding)? bestAgree,
        int most)
    {
        if (sufficient.Count == 0)
        {
            var only = bestAgree ?? best;
            return only is null || most == 0 ? [] : [Describe(only.Value, bestAgree is not null)];
        }

        IEnumerable<RepresentativeStatement> list = sufficient
            .Where(candidate => candidate.Statement != bestAgree?.Statement)
            .Select(candidate => Describe(candidate, false))
            .OrderByDescending(statement => statement.Metric);
        if (bestAgree is not null)
        {
            list = list.Prepend(Describe(bestAgree.Value, true));
        }

        return [.. list.Take(most).OrderBy(statement => statement.Side == Stance.Agree ? 0 : 1)];
    }

    /// <summary>The side is the one on which the group differs more from the others.</summary>
    private static RepresentativeStatement Describe((int Statement, GroupFinding Finding) candidate, bool isBestAgree)
    {
        var finding = candidate.Finding;
        var agrees = finding.AgreeRatioTest > finding.DisagreeRatioTest;
        return new RepresentativeStatement
        {
            Statement = candidate.Statement,
            Side = agrees ? Stance.Agree : Stance.Disagree,
            Successes = agrees ? finding.Agrees : finding.Disagrees,
            Trials = finding.Seen,
            Share = agrees ? finding.AgreeShare : finding.DisagreeShare,
            ShareTest = agrees ? finding.AgreeTest : finding.DisagreeTest,
            Ratio = agrees ? finding.AgreeRatio : finding.DisagreeRatio,
            RatioTest = agrees ? finding.AgreeRatioTest : finding.DisagreeRatioTest,
            IsBestAgree = isBestAgree,
            AdjustedP = agrees ? finding.AgreeAdjustedP : finding.DisagreeAdjustedP,
        };
    }
}
