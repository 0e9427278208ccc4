namespace AssemblyBot.Consensus.Findings;

/// <summary>Enters the adjusted p-values into findings: one family of tests for the groups, one for everyone.</summary>
internal static class CorrectedTests
{
    /// <summary>The findings with their adjusted p-values; statements that are moderated out or unseen are no tests.</summary>
    public static StatementFinding[] Enter(StatementFinding[] findings)
    {
        var tested = findings.Where(finding => !finding.ModeratedOut && finding.Seen > 0).ToArray();
        var groups = tested.SelectMany(finding => finding.ByGroup).ToArray();
        var inGroups = Adjust(groups, TailsOfGroup);
        var overall = Adjust(tested, finding => (FalseDiscoveries.Tail(finding.AgreeTest), FalseDiscoveries.Tail(finding.DisagreeTest)));

        return Array.ConvertAll(findings, finding => overall.TryGetValue(finding, out var p)
            ? finding with
            {
                AgreeAdjustedP = p.Agree,
                DisagreeAdjustedP = p.Disagree,
                ByGroup = [.. finding.ByGroup.Select(group => group with { AgreeAdjustedP = inGroups[group].Agree, DisagreeAdjustedP = inGroups[group].Disagree })],
            }
            : finding);
    }

    /// <summary>A side stands for a group only if it passes both tests, so the larger p-value counts.</summary>
    private static (double Agree, double Disagree) TailsOfGroup(GroupFinding group) =>
        (FalseDiscoveries.Tail(Math.Min(group.AgreeTest, group.AgreeRatioTest)), FalseDiscoveries.Tail(Math.Min(group.DisagreeTest, group.DisagreeRatioTest)));

    private static Dictionary<T, (double Agree, double Disagree)> Adjust<T>(T[] tested, Func<T, (double Agree, double Disagree)> tails)
        where T : class
    {
        var adjusted = FalseDiscoveries.Adjust([.. tested.SelectMany(entry => new[] { tails(entry).Agree, tails(entry).Disagree })]);
        return tested.Index().ToDictionary(entry => entry.Item, entry => (adjusted[2 * entry.Index], adjusted[(2 * entry.Index) + 1]), ReferenceEqualityComparer.Instance as IEqualityComparer<T>);
    }
}
