using System.Globalization;
using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Reports;

/// <summary>Says in sentences what an analysis found; each sentence about a statement carries its number and its counts.</summary>
public static class FindingsText
{
    private const int MostStatements = 5;
    private const int MostPerGroup = 3;

    /// <summary>The share that counts as a majority; a bound above it is a majority even when the few votes are allowed for.</summary>
    private const double Majority = 0.5;

    /// <summary>The published thresholds of <see cref="ConsensusReport.Firmness"/>: below the second, groups are called loose.</summary>
    private const double Firm = 0.8;
    private const double Loose = 0.6;

    /// <summary>The sections in reading order.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="earlier">The report it went on from, if any.</param>
    public static IReadOnlyList<FindingsSection> Of(PublishedReport report, PublishedReport? earlier)
    {
        var sections = new List<FindingsSection> { new("Turnout", [.. Turnout(report.Findings)]) };
        if (report.Findings.VoteCount > 0)
        {
            sections.Add(new("Groups", [.. Groups(report)]));
            sections.Add(new("Common ground", [.. CommonGround(report)]));
            sections.Add(new("Divides", [.. Divides(report)]));
            sections.Add(new("Firmness", [.. Firmness(report.Findings)]));
        }

        if (earlier is not null && report.Findings.Changes is { } changes)
        {
            sections.Add(new("Since the earlier report", [.. ChangesText.Of(report, earlier, changes)]));
        }

        return sections;
    }

    private static IEnumerable<string> Turnout(ConsensusReport findings)
    {
        if (findings.VoteCount == 0)
        {
            yield return "Nobody has voted yet.";
            yield break;
        }

        var each = findings.Participants.Select(person => person.Votes).Order().ElementAt(findings.ParticipantCount / 2);
        yield return $"{PlainText.People(findings.ParticipantCount)} cast {PlainText.Number(findings.VoteCount, "vote")} on {PlainText.Number(findings.StatementCount, "statement")}, {PlainText.Count(each)} each at the median.";
        var missing = findings.Missing;
        var once = missing.ByVotes is [> 0 and var single, ..] && missing.VotesNeeded > 2 ? $"; {PlainText.Count(single)} of them voted once" : "";
        yield return missing.Count == 0
            ? "All of them voted on enough statements to be placed in a group."
            : $"{PlainText.People(missing.Count)} voted on fewer than {missing.VotesNeeded} statements and {(missing.Count == 1 ? "is" : "are")} in no group{once}.";
    }

    private static IEnumerable<string> Groups(PublishedReport report)
    {
        var findings = report.Findings;
        if (findings.Groups.Count == 0)
        {
            yield return "The votes show no opinion groups.";
            yield break;
        }

        foreach (var group in findings.Groups)
        {
            yield return $"Group {group.Label}: {PlainText.People(group.Size)}, {PlainText.Percent((double)group.Size / findings.ParticipantCount)} of all.";
            foreach (var statement in group.Representative.Take(MostPerGroup))
            {
                var verb = SideOf(statement) == Stance.Agree ? "agrees" : "disagrees";
                yield return $"Group {group.Label} {verb} with {Named(report, statement.Statement)}: {Successes(findings, group, statement)} of {statement.Trials}.";
            }
        }
    }

    private static IEnumerable<string> CommonGround(PublishedReport report)
    {
        var open = report.Findings.Statements.Where(statement => !statement.ModeratedOut && !statement.Meta).ToArray();
        var agreed = open
            .Where(statement => statement.AgreementBound > Majority)
            .OrderByDescending(statement => statement.GroupAwareConsensusMean)
            .Take(MostStatements)
            .Select(statement => $"Agreed with: {Named(report, statement.Statement)}: {Split(report.Findings, statement, Stance.Agree)}.");
        var rejected = open
            .Where(statement => statement.DisagreementBound > Majority)
            .OrderByDescending(statement => statement.GroupAwareDisagreementMean)
            .Take(MostStatements)
            .Select(statement => $"Rejected: {Named(report, statement.Statement)}: {Split(report.Findings, statement, Stance.Disagree)}.");
        var whose = report.Findings.Groups.Count > 1 ? "every group" : "the whole";
        return agreed.Concat(rejected).DefaultIfEmpty($"No statement has a majority of {whose} on its side that the number of votes puts beyond doubt.");
    }

    private static IEnumerable<string> Divides(PublishedReport report)
    {
        var open = report.Findings.Statements.Where(statement => !statement.ModeratedOut && !statement.Meta);
        if (report.Findings.Groups.Count < 2)
        {
            return open
                .Where(statement => statement is { Agrees: > 0, Disagrees: > 0 })
                .OrderByDescending(statement => Math.Min(statement.Agrees, statement.Disagrees))
                .ThenByDescending(statement => Math.Min(statement.AgreeShare, statement.DisagreeShare))
                .Take(MostStatements)
                .Select(statement => $"{Named(report, statement.Statement)}: {statement.Agrees} of {statement.Seen} agree, {statement.Disagrees} disagree.")
                .DefaultIfEmpty("No statement has people on both sides.");
        }

        return open
            .Where(statement => statement.ByGroup.Any(group => group.AgreeBound > Majority) && statement.ByGroup.Any(group => group.DisagreeBound > Majority))
            .OrderByDescending(statement => statement.ByGroup.Max(group => group.AgreeShare) - statement.ByGroup.Min(group => group.AgreeShare))
            .Take(MostStatements)
            .Select(statement => $"{Named(report, statement.Statement)}: {Split(report.Findings, statement, Stance.Agree)}.")
            .DefaultIfEmpty("No statement has a majority of one group for it and of another against it that the number of votes puts beyond doubt.");
    }

    private static IEnumerable<string> Firmness(ConsensusReport findings)
    {
        if (findings.Groups.Count == 0)
        {
            yield return "There are no groups whose firmness could be told.";
        }
        else if (findings.Firmness is { } firmness)
        {
            var word = firmness >= Firm ? "firm" : firmness >= Loose ? "fairly firm" : "loose, to be taken with care";
            var share = PlainText.Percent(findings.Options.FirmnessShare);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The groups are {word}: {firmness:0.00}, where 1 means that the same groups come out when {share} of the votes are left out, and 0 that they agree no better than chance.");
        }
        else
        {
            yield return "How firm the groups are was not measured.";
        }
    }

    /// <summary>The statement that a group most agrees with says so, even if its disagreement differs more from that of the others.</summary>
    internal static Stance SideOf(RepresentativeStatement statement) => statement.IsBestAgree ? Stance.Agree : statement.Side;

    private static int Successes(ConsensusReport findings, OpinionGroup group, RepresentativeStatement statement) =>
        SideOf(statement) == statement.Side
            ? statement.Successes
            : findings.FindStatement(statement.Statement)!.ByGroup[findings.Groups.ToList().IndexOf(group)].Agrees;

    /// <summary>The statement's number with its text, on one line.</summary>
    internal static string Named(PublishedReport report, int statement)
    {
        var text = PlainText.Clean(report.TextOf(statement));
        return text.Length == 0 ? $"statement {statement}" : $"{statement} “{text}”";
    }

    private static string Split(ConsensusReport findings, StatementFinding statement, Stance side)
    {
        var verb = side == Stance.Agree ? "agree" : "disagree";
        var overall = $"{(side == Stance.Agree ? statement.Agrees : statement.Disagrees)} of {statement.Seen} {verb}";
        if (findings.Groups.Count < 2)
        {
            return overall;
        }

        var parts = findings.Groups.Zip(statement.ByGroup, (group, counts) => $"{group.Label} {(side == Stance.Agree ? counts.Agrees : counts.Disagrees)} of {counts.Seen}");
        return $"{overall} ({string.Join(", ", parts)})";
    }
}
