using System.Globalization;
using AssemblyBot.Publishing.Polis;
using AssemblyBot.Publishing.Reports;
using Spectre.Console;

namespace AssemblyBot.Worker.Analyses;

/// <summary>Shows how an analysis is going, and its findings as a person reads them.</summary>
internal static class AnalysisScreen
{
    /// <summary>
    /// Asks which number means agree, with the five statements that would be agreed with most; null where nobody can be asked.
    /// </summary>
    public static Func<PolisConversation, CancellationToken, ValueTask<VoteSign>>? Asker =>
        Console.IsInputRedirected || Console.IsErrorRedirected ? null : AskAsync;

    /// <summary>Runs an analysis under a progress bar; without a terminal, in silence.</summary>
    public static Task<AnalysisResult> WatchAsync(bool isRich, Func<IProgress<AnalysisProgress>?, Task<AnalysisResult>> run)
    {
        // A question would be drawn over by the bar: it comes first, and the bar when there is something to wait for.
        return isRich && Asker is null
            ? AnsiConsole.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
                .StartAsync(context => run(new Bar(context.AddTask("load", maxValue: 1))))
            : run(isRich ? new Line() : null);
    }

    /// <summary>Writes the findings.</summary>
    public static void Show(AnalysisResult result, bool isRich)
    {
        foreach (var section in result.Findings)
        {
            if (isRich)
                AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{section.Heading}[/]");
            else
                Console.WriteLine(section.Heading);
            foreach (var sentence in section.Sentences)
                Console.WriteLine($"  {sentence}");
            Console.WriteLine();
        }

        foreach (var remark in result.Remarks)
            Console.WriteLine($"Odd in the files: {remark}");
        if (result.SignSource == VoteSignSource.Assumed)
            Console.WriteLine("The files do not say which number means agree; 1 was taken. If that is wrong, run again with --agree -1.");

        var timings = result.Report.Timings.Where(timing => timing.Stage is Analysis.LoadStage or Analysis.AnalyseStage);
        Console.WriteLine(string.Join(", ", timings.Select(timing =>
            string.Create(CultureInfo.InvariantCulture, $"{timing.Stage}: {timing.Milliseconds:F0} ms"))));
        foreach (var file in result.Files)
            Console.WriteLine($"Written: {file}");
    }

    private static async ValueTask<VoteSign> AskAsync(PolisConversation conversation, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("The files do not say which number means agree. If 1 does, these are agreed with most:");
        foreach (var tally in conversation.MostAgreed(5))
        {
            await Console.Error.WriteLineAsync(
                $"  {tally.Agrees} of {tally.Votes} agree: {Publishing.PlainText.Clean(tally.Statement.Text)}");
        }

        await Console.Error.WriteAsync("Is that right? [Y/n] ");
        var answer = await Console.In.ReadLineAsync(cancellationToken);
        return answer?.Trim().StartsWith("n", StringComparison.OrdinalIgnoreCase) == true ? VoteSign.AgreeIsMinusOne : VoteSign.AgreeIsOne;
    }

    private sealed class Bar(ProgressTask task) : IProgress<AnalysisProgress>
    {
        public void Report(AnalysisProgress value)
        {
            task.Description = value.Stage;
            task.Value = value.Done;
        }
    }

    /// <summary>The share done on one line of the standard error, for work that takes longer than a moment.</summary>
    private sealed class Line : IProgress<AnalysisProgress>
    {
        private readonly long _started = TimeProvider.System.GetTimestamp();
        private int _percent;

        public void Report(AnalysisProgress value)
        {
            var percent = (int)(100 * value.Done);
            if (percent <= _percent || TimeProvider.System.GetElapsedTime(_started) < TimeSpan.FromSeconds(1))
                return;
            _percent = percent;
            Console.Error.Write($"\r{value.Stage}: {percent} %    {(percent >= 100 ? "\n" : "")}");
        }
    }
}
