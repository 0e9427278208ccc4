namespace AssemblyBot.Consensus.Findings;

/// <summary>Each group's votes on each statement against those of all other groups together.</summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/repness.clj, lines 64–100.</remarks>
internal static class GroupStatistics
{
    /// <summary>One finding per group, for the statement in a column.</summary>
    public static GroupFinding[] Compare(int[][] counts, int column, double significance)
    {
        var at = column << VoteMatrix.StanceBits;
        var (agrees, disagrees, seen) = (0, 0, 0);
        foreach (var group in counts)
        {
            agrees += group[at + 2];
            disagrees += group[at];
            seen += group[at] + group[at + 1] + group[at + 2];
        }

        return Array.ConvertAll(counts, group =>
        {
            var (na, nd, ns) = (group[at + 2], group[at], group[at] + group[at + 1] + group[at + 2]);
            return Compare(na, nd, ns, agrees - na, disagrees - nd, seen - ns, significance);
        });
    }

    private static GroupFinding Compare(int na, int nd, int ns, int otherAgrees, int otherDisagrees, int otherSeen, double significance)
    {
        var agreeShare = Tests.Share(na, ns);
        var disagreeShare = Tests.Share(nd, ns);
        return new GroupFinding
        {
            Agrees = na,
            Disagrees = nd,
            Seen = ns,
            AgreeShare = agreeShare,
            DisagreeShare = disagreeShare,
            AgreeTest = Tests.OneProportion(na, ns),
            DisagreeTest = Tests.OneProportion(nd, ns),
            AgreeRatio = agreeShare / Tests.Share(otherAgrees, otherSeen),
            DisagreeRatio = disagreeShare / Tests.Share(otherDisagrees, otherSeen),
            AgreeRatioTest = Tests.TwoProportions(na, ns, otherAgrees, otherSeen),
            DisagreeRatioTest = Tests.TwoProportions(nd, ns, otherDisagrees, otherSeen),
            AgreeBound = Tests.LowerBound(na, ns, significance),
            DisagreeBound = Tests.LowerBound(nd, ns, significance),
        };
    }
}
