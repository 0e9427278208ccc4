using AssemblyBot.Consensus;
using CsvHelper;

namespace AssemblyBot.Publishing.Reports;

/// <summary>Writes <c>statements.csv</c>: what the votes say about each statement, overall and per group.</summary>
public static class StatementsCsv
{
    /// <summary>The file's name.</summary>
    public const string FileName = "statements.csv";

    private static readonly string[] Counts = ["votes", "agrees", "disagrees", "passes"];

    /// <summary>
    /// Writes a row for each statement, by ascending number. The groups' columns begin with <c>group-a-</c>, <c>group-b-</c> and so on;
    /// <c>represents</c> names the groups that a statement sets apart with the side they take, as in <c>A:agree B:disagree</c>.
    /// </summary>
    public static void Write(Stream stream, PublishedReport report)
    {
        var groups = report.Findings.Groups;
        var represents = Represented(groups);
        using var csv = CsvWriter.Create(stream, CsvDialect.Written, leaveOpen: true);
        csv.WriteHeader(Columns(groups));
        foreach (var statement in report.Findings.Statements)
        {
            csv.WriteField(statement.Statement);
            csv.WriteField(statement.ModeratedOut);
            csv.WriteField(statement.Meta);
            csv.WriteField(statement.Seen);
            csv.WriteField(statement.Agrees);
            csv.WriteField(statement.Disagrees);
            csv.WriteField(statement.Passes);
            foreach (var group in statement.ByGroup)
            {
                csv.WriteField(group.Seen);
                csv.WriteField(group.Agrees);
                csv.WriteField(group.Disagrees);
                csv.WriteField(group.Passes);
            }

            csv.WriteField(statement.GroupAwareConsensus);
            csv.WriteField(statement.GroupAwareDisagreement);
            csv.WriteField(statement.GroupAwareConsensusMean);
            csv.WriteField(statement.GroupAwareDisagreementMean);
            csv.WriteField(statement.SmallestAgreement);
            csv.WriteField(statement.SmallestDisagreement);
            csv.WriteField(statement.AgreementBound);
            csv.WriteField(statement.DisagreementBound);
            csv.WriteField(statement.Priority);
            csv.WriteField(statement.Bridging);
            csv.WriteField(represents.GetValueOrDefault(statement.Statement, ""));
            csv.WriteField(report.TextOf(statement.Statement));
            csv.EndRecord();
        }
    }

    private static string[] Columns(IReadOnlyList<OpinionGroup> groups) =>
    [
        "statement", "moderated-out", "meta", .. Counts,
        .. groups.SelectMany(group => Counts.Select(count => $"group-{group.Label.ToLowerInvariant()}-{count}")),
        "group-aware-consensus", "group-aware-disagreement", "group-aware-consensus-mean", "group-aware-disagreement-mean",
        "smallest-agreement", "smallest-disagreement", "agreement-bound", "disagreement-bound", "priority", "bridging-score", "represents", "text",
    ];

    private static Dictionary<int, string> Represented(IReadOnlyList<OpinionGroup> groups) => groups
        .SelectMany(group => group.Representative.Select(statement => (statement.Statement, Name: $"{group.Label}:{(FindingsText.SideOf(statement) == Stance.Agree ? "agree" : "disagree")}")))
        .GroupBy(entry => entry.Statement)
        .ToDictionary(entries => entries.Key, entries => string.Join(' ', entries.Select(entry => entry.Name)));
}
