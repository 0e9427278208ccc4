using AssemblyBot.Consensus;
using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Publishing.Reports;

/// <summary>Analyses a published conversation: reads its files, finds groups and consensus, writes the report.</summary>
public static class Analysis
{
    /// <summary>The name of the reading in the timings.</summary>
    public const string LoadStage = "load";

    /// <summary>The name of the whole engine run in the timings.</summary>
    public const string AnalyseStage = "analyse";

    private const string WriteStage = "write";

    // What share of the whole work each part is taken to be, for the progress alone.
    private const double LoadShare = 0.3;
    private const double AnalyseShare = 0.6;

    /// <summary>Does the whole work on threads of the pool.</summary>
    /// <param name="request">What to analyse.</param>
    /// <param name="time">Measures the stages.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    /// <param name="cancellationToken">Ends the work; no file is left half-written.</param>
    /// <exception cref="PolisFormatException">A file that was read is missing or wrong.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static async Task<AnalysisResult> RunAsync(AnalysisRequest request, TimeProvider time, IProgress<AnalysisProgress>? progress, CancellationToken cancellationToken)
    {
        if (request.Output is not null)
        {
            StagedFiles.RequireFolder(request.Output);
        }

        var earlier = request.Earlier is null ? null : await ReportFolder.ReadAsync(request.Earlier, cancellationToken);
        var loaded = await LoadAsync(request, time, progress, cancellationToken);
        if (earlier is not null)
        {
            RequireSameConversation(request.Earlier!, earlier, loaded.Conversation);
        }

        var start = time.GetTimestamp();
        var findings = await Task.Run(
            () => ConsensusEngine.Analyse(loaded.Votes, request.Consensus, earlier?.Findings, Scaled(progress), cancellationToken), cancellationToken);
        var report = new PublishedReport
        {
            Title = loaded.Title,
            Url = loaded.Conversation.Url,
            Findings = findings,
            Texts = loaded.Conversation.Statements.Where(statement => statement.Text.Length > 0).ToDictionary(statement => statement.Id, statement => statement.Text),
            VoteEvents = loaded.VoteEvents,
            Timings = [new(LoadStage, loaded.Took.TotalMilliseconds), new(AnalyseStage, time.GetElapsedTime(start).TotalMilliseconds), .. findings.Timings],
        };

        start = time.GetTimestamp();
        progress?.Report(new(WriteStage, LoadShare + AnalyseShare));
        var files = request.Output is null ? [] : await ReportFolder.WriteAsync(request.Output, report, cancellationToken);
        progress?.Report(new(WriteStage, 1));
        return new()
        {
            Report = report,
            Findings = FindingsText.Of(report, earlier),
            Files = files,
            Sign = loaded.Conversation.Sign,
            SignSource = loaded.Conversation.SignSource,
            Remarks = loaded.Conversation.Remarks,
            Written = time.GetElapsedTime(start),
        };
    }

    /// <summary>Statements may be corrected, but most of those that both know must read the same.</summary>
    private static void RequireSameConversation(string path, PublishedReport earlier, PolisConversation conversation)
    {
        var known = conversation.Statements.Where(statement => statement.Text.Length > 0 && earlier.TextOf(statement.Id).Length > 0).ToArray();
        var same = known.Count(statement => statement.Text == earlier.TextOf(statement.Id));
        if (2 * same < known.Length)
        {
            throw new PolisFormatException(
                path, null, "statements", $"the report is of another conversation: of {known.Length} statements that both have, {same} read the same", "an earlier report of this conversation would be right");
        }
    }

    /// <summary>Reads the folder, asks for the sign if need be, and lets go of the vote events once they are in the matrix.</summary>
    private static async Task<Loaded> LoadAsync(AnalysisRequest request, TimeProvider time, IProgress<AnalysisProgress>? progress, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var reading = new Relay<double>(done => progress?.Report(new(LoadStage, done * LoadShare)));
        var conversation = await PolisFolder.ReadAsync(request.Folder, request.Reading, reading, cancellationToken);
        var took = time.GetElapsedTime(start);
        if (conversation.SignSource == VoteSignSource.Assumed && request.ConfirmSign is { } confirm)
        {
            var sign = await confirm(conversation, cancellationToken);
            start = time.GetTimestamp();
            conversation = sign == conversation.Sign
                ? conversation with { SignSource = VoteSignSource.Given }
                : await PolisFolder.ReadAsync(request.Folder, request.Reading with { Sign = sign }, reading, cancellationToken);
            took += time.GetElapsedTime(start);
        }

        start = time.GetTimestamp();
        var votes = await Task.Run(conversation.ToMatrix, cancellationToken);
        took += time.GetElapsedTime(start);
        var title = conversation.Topic.Length > 0 ? conversation.Topic : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Folder)));
        return new Loaded(conversation with { Votes = [] }, conversation.Votes.Count, votes, title, took);
    }

    private static Relay<ConsensusProgress>? Scaled(IProgress<AnalysisProgress>? progress) =>
        progress is null ? null : new(stage => progress.Report(new(stage.Stage, LoadShare + (stage.Done * AnalyseShare))));

    private sealed record Loaded(PolisConversation Conversation, int VoteEvents, VoteMatrix Votes, string Title, TimeSpan Took);

    /// <summary>Passes a report on at once, on the thread that makes it.</summary>
    private sealed class Relay<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
