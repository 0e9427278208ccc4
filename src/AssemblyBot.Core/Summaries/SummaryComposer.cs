namespace AssemblyBot.Core.Summaries;

/// <summary>Turns an analysis into a summary: which statements are named, in which order. Pure.</summary>
/// <remarks>
/// A statement is named only with <see cref="Thresholds.StatementVotes"/> votes or more, and nothing but the turnout is
/// said until <see cref="Thresholds.Participants"/> people have <see cref="Thresholds.VotesEach"/> votes each.
/// Shares are (count + 1) / (votes + 2), so that few votes weigh little.
/// </remarks>
internal static class SummaryComposer
{
    /// <summary>How many statements a section names at most.</summary>
    private const int MostLines = 5;

    /// <summary>Common ground: in every group more than this share agree (or disagree).</summary>
    private const double CommonShare = 0.6;

    /// <summary>A divide: one group above a half, another this much below it, in the shares of the same stance.</summary>
    private const double DividingDifference = 0.3;

    /// <summary>Unsure: at least this share pass.</summary>
    private const double PassShare = 0.3;

    public static Summary Compose(LiveAssembly assembly, AssemblyAnalysis analysis, Summary? previous, string period, DateTimeOffset at)
    {
        var (thresholds, report) = (assembly.Settings.Thresholds, analysis.Report);
        var accepted = assembly.Accepted.ToArray();
        var isProgressOnly = analysis.VotersWithEnough < thresholds.Participants;
        var summary = new Summary
        {
            Assembly = assembly.Id,
            Period = period,
            At = at,
            Head = analysis.Head,
            Voters = analysis.Voters,
            VotersWithEnough = analysis.VotersWithEnough,
            Votes = report.VoteCount,
            Statements = accepted.Length,
            StatementsByParticipants = accepted.Count(statement => !statement.IsSeed),
            Thresholds = thresholds,
            IsProgressOnly = isProgressOnly,
            NewStatements = previous is null
                ? []
                : [.. accepted.Where(statement => statement.CreatedAt > previous.At).Select(statement => statement.Id)],
            VotesSince = previous is null ? null : report.VoteCount - previous.Votes,
            VotersSince = previous is null ? null : analysis.Voters - previous.Voters,
        };
        return isProgressOnly ? summary : WithFindings(summary, report, thresholds);
    }

    private static Summary WithFindings(Summary summary, ConsensusReport report, Thresholds thresholds)
    {
        var named = report.Statements
            .Where(statement => !statement.ModeratedOut && statement.Seen >= thresholds.StatementVotes)
            .ToArray();
        var common = CommonGround(named).ToArray();
        var divides = (report.Groups.Count > 1 ? Divides(named) : SplitOverall(named)).ToArray();
        return summary with
        {
            Groups = [.. report.Groups.Select(group => GroupOf(group, report, thresholds))],
            Map = report.Groups.Count > 1 ? SummaryMap.Of(report) : null,
            CommonGround = common,
            Divides = divides,
            Uncertain = [.. Uncertain(named.Where(statement => !IsIn(common, statement) && !IsIn(divides, statement)))],
        };
    }

    /// <summary>
    /// Statements that more than <see cref="CommonShare"/> of every group agree with, or disagree with, ranked by the
    /// geometric mean over the groups, which can be compared whatever their number.
    /// </summary>
    private static IEnumerable<SummaryLine> CommonGround(IReadOnlyList<StatementFinding> named) => named
        .SelectMany(finding => new[]
        {
            (Finding: finding, Leaning: Stance.Agree, Least: LeastShare(finding, Stance.Agree), Rank: finding.GroupAwareConsensusMean),
            (Finding: finding, Leaning: Stance.Disagree, Least: LeastShare(finding, Stance.Disagree), Rank: finding.GroupAwareDisagreementMean),
        })
        .Where(candidate => candidate.Least > CommonShare)
        .OrderByDescending(candidate => candidate.Rank)
        .ThenBy(candidate => candidate.Finding.Statement)
        .Take(MostLines)
        .Select(candidate => LineOf(candidate.Finding, candidate.Leaning));

    /// <summary>
    /// Statements with a majority for one stance in one group and no majority, by a wide margin, in another; ranked by
    /// the difference of their shares.
    /// </summary>
    private static IEnumerable<SummaryLine> Divides(IReadOnlyList<StatementFinding> named) => named
        .Where(finding => finding.ByGroup.All(group => group.Seen > 0))
        .Select(finding => (Finding: finding, Most: finding.ByGroup.Max(AgreeShare), Least: finding.ByGroup.Min(AgreeShare)))
        .Where(candidate => candidate.Most > 0.5 && candidate.Least < 0.5 && candidate.Most - candidate.Least >= DividingDifference)
        .OrderByDescending(candidate => candidate.Most - candidate.Least)
        .ThenBy(candidate => candidate.Finding.Statement)
        .Take(MostLines)
        .Select(candidate => LineOf(candidate.Finding, Stance.Agree));

    /// <summary>Without groups: statements on which those who take a side are split most evenly.</summary>
    private static IEnumerable<SummaryLine> SplitOverall(IReadOnlyList<StatementFinding> named) => named
        .Where(finding => Share(finding.Passes, finding.Seen) < PassShare)
        .Select(finding => (Finding: finding, Lean: Math.Abs(finding.AgreeShare - finding.DisagreeShare)))
        .Where(candidate => candidate.Lean <= 1 - (2 * DividingDifference))
        .OrderBy(candidate => candidate.Lean)
        .ThenBy(candidate => candidate.Finding.Statement)
        .Take(MostLines)
        .Select(candidate => LineOf(candidate.Finding, Stance.Agree));

    private static IEnumerable<SummaryLine> Uncertain(IEnumerable<StatementFinding> named) => named
        .Select(finding => (Finding: finding, Passes: Share(finding.Passes, finding.Seen)))
        .Where(candidate => candidate.Passes >= PassShare)
        .OrderByDescending(candidate => candidate.Passes)
        .ThenBy(candidate => candidate.Finding.Statement)
        .Take(MostLines)
        .Select(candidate => LineOf(candidate.Finding, Stance.Pass));

    private static SummaryGroup GroupOf(OpinionGroup group, ConsensusReport report, Thresholds thresholds) => new(
        group.Label,
        group.Size,
        [
            // Where nothing sets a group apart, the engine names what it most agrees with, on whichever side: no stand of its own.
            .. group.Representative
                .Where(representative => representative.Share > 0.5)
                .Select(representative => (Side: representative.IsBestAgree ? Stance.Agree : representative.Side, Finding: report.FindStatement(representative.Statement)!))
                .Where(representative => representative.Finding.Seen >= thresholds.StatementVotes)
                .Select(representative => LineOf(representative.Finding, representative.Side)),
        ]);

    private static SummaryLine LineOf(StatementFinding finding, Stance leaning) => new(
        new StatementId(finding.Statement),
        leaning,
        new VoteTally(finding.Agrees, finding.Disagrees, finding.Passes),
        [.. finding.ByGroup.Select(group => new VoteTally(group.Agrees, group.Disagrees, group.Passes))]);

    private static double LeastShare(StatementFinding finding, Stance leaning) => finding.ByGroup.Count > 0
        ? finding.ByGroup.Min(group => leaning == Stance.Agree ? AgreeShare(group) : Share(group.Disagrees, group.Seen))
        : leaning == Stance.Agree ? finding.AgreeShare : finding.DisagreeShare;

    private static double AgreeShare(GroupFinding group) => Share(group.Agrees, group.Seen);

    private static double Share(int count, int votes) => (count + 1.0) / (votes + 2.0);

    private static bool IsIn(IEnumerable<SummaryLine> lines, StatementFinding finding) =>
        lines.Any(line => line.Statement.Number == finding.Statement);
}
