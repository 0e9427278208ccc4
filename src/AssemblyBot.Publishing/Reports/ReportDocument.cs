using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Reports;

/// <summary>The shape of a <c>report.json</c>; the people are in <c>participants.csv</c> beside it.</summary>
internal sealed record ReportDocument
{
    /// <summary>Name and version of the shape.</summary>
    public const string CurrentFormat = "assemblybot-report/1";

    public required string Format { get; init; }

    public required string Title { get; init; }

    public string Url { get; init; } = "";

    public required ConsensusMethod Method { get; init; }

    public required ConsensusOptions Options { get; init; }

    public required ReportCounts Counts { get; init; }

    public required IReadOnlyList<OpinionGroup> Groups { get; init; }

    public required IReadOnlyList<double> ExplainedVariance { get; init; }

    public required IReadOnlyList<GroupCountScore> Silhouettes { get; init; }

    /// <summary>Null when there are no groups, and for the classic method.</summary>
    public double? Firmness { get; init; }

    public required IReadOnlyList<ConsensusStatement> ConsensusAgree { get; init; }

    public required IReadOnlyList<ConsensusStatement> ConsensusDisagree { get; init; }

    public required IReadOnlyList<ReportStatement> Statements { get; init; }

    /// <summary>Who is missing from the groups, and why.</summary>
    public required MissingPeople Missing { get; init; }

    /// <summary>What is different from an earlier report; null without one.</summary>
    public ReportChanges? Changes { get; init; }

    /// <summary>What the classic method carries on; null for the robust one.</summary>
    public ClassicState? Classic { get; init; }

    /// <summary>Milliseconds by stage, <c>load</c> and <c>analyse</c> first.</summary>
    public required IReadOnlyDictionary<string, double> Timings { get; init; }

    /// <summary>SHA-256 of the files written with it, in hexadecimal, by name.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>The document of a report.</summary>
    public static ReportDocument Of(PublishedReport report, IReadOnlyDictionary<string, string> files)
    {
        var findings = report.Findings;
        return new()
        {
            Format = CurrentFormat,
            Title = report.Title,
            Url = report.Url,
            Method = findings.Options.Method,
            Options = findings.Options,
            Counts = new()
            {
                Participants = findings.ParticipantCount,
                Eligible = findings.EligibleCount,
                Grouped = findings.GroupedCount,
                Statements = findings.StatementCount,
                ModeratedOut = findings.Statements.Count(statement => statement.ModeratedOut || statement.Meta),
                Votes = findings.VoteCount,
                VoteEvents = report.VoteEvents,
            },
            Groups = findings.Groups,
            ExplainedVariance = findings.ExplainedVariance,
            Silhouettes = findings.Silhouettes,
            Firmness = findings.Firmness,
            ConsensusAgree = findings.ConsensusAgree,
            ConsensusDisagree = findings.ConsensusDisagree,
            Statements = [.. findings.Statements.Select(finding => new ReportStatement(finding, report.TextOf(finding.Statement)))],
            Missing = findings.Missing,
            Changes = findings.Changes,
            Classic = findings.Classic,
            Timings = report.Timings.GroupBy(timing => timing.Stage).ToDictionary(timings => timings.Key, timings => timings.Sum(timing => timing.Milliseconds)),
            Files = files,
        };
    }

    /// <summary>The report of the document and the people beside it.</summary>
    public PublishedReport ToReport(IReadOnlyList<ParticipantFinding> people) => new()
    {
        Title = Title,
        Url = Url,
        Findings = new()
        {
            Options = Options,
            ParticipantCount = Counts.Participants,
            StatementCount = Counts.Statements,
            VoteCount = Counts.Votes,
            EligibleCount = Counts.Eligible,
            ExplainedVariance = ExplainedVariance,
            Groups = Groups,
            Participants = people,
            Statements = [.. Statements.Select(statement => statement.Finding)],
            ConsensusAgree = ConsensusAgree,
            ConsensusDisagree = ConsensusDisagree,
            Silhouettes = Silhouettes,
            Firmness = Firmness,
            Missing = Missing,
            Changes = Changes,
            Classic = Classic,
            Timings = [.. Timings.Where(timing => timing.Key is not (Analysis.LoadStage or Analysis.AnalyseStage)).Select(timing => new StageTiming(timing.Key, timing.Value))],
        },
        Texts = Statements.Where(statement => statement.Text.Length > 0).ToDictionary(statement => statement.Finding.Statement, statement => statement.Text),
        VoteEvents = Counts.VoteEvents,
        Timings = [.. Timings.Select(timing => new StageTiming(timing.Key, timing.Value))],
    };
}
