using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace AssemblyBot.Worker.Rehearsals;

/// <summary>Shows how a rehearsal is going and what came of it.</summary>
internal static class RehearsalScreen
{
    /// <summary>Runs a rehearsal under a progress bar; in plain mode, under a line for every tenth of it.</summary>
    public static async Task<RehearsalResult> WatchAsync(
        Rehearsed conversation, TerminalOptions options, Func<IProgress<int>, Task<RehearsalResult>> run)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Rehearsing “{OneLine(conversation.Topic)}”: {conversation.Votes.Count} votes on {conversation.Statements.Count} statements."));
        if (!CardPrinter.IsRich(options))
            return await run(new PlainProgress(conversation.Votes.Count));

        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("Votes", maxValue: conversation.Votes.Count);
                return await run(new BarProgress(task));
            });
    }

    /// <summary>Shows the last summary and the figures.</summary>
    public static void Show(RehearsalResult result, string folder, TerminalOptions options)
    {
        Console.WriteLine();
        if (result.LastSummary is { } summary)
            CardPrinter.Print(summary, options);

        var perSecond = result.Votes / Math.Max(result.Took.TotalSeconds, 0.001);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {result.Accepted} of {result.Votes} votes accepted; {result.CurrentVotes} count in the end (people change their minds).
            {result.People} people, {result.Statements} statements, {result.Requests} requests, {result.Summaries} posts to the channel, {result.MessagesToPeople} messages to people.
            It took {result.Took.TotalSeconds:F1} s, {perSecond:F0} votes a second; a vote took {result.MedianMilliseconds:F2} ms (median), 99 of 100 under {result.SlowMilliseconds:F2} ms.
            The store is in {folder} and stays there.
            """));
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed class BarProgress(ProgressTask task) : IProgress<int>
    {
        private long _last;

        public void Report(int value)
        {
            if (Stopwatch.GetElapsedTime(_last).TotalMilliseconds < 50 && value < task.MaxValue)
                return;
            _last = Stopwatch.GetTimestamp();
            task.Value = value;
        }
    }

    private sealed class PlainProgress(int total) : IProgress<int>
    {
        private int _tenths;

        public void Report(int value)
        {
            var tenths = (int)(10L * value / total);
            if (tenths == _tenths)
                return;
            _tenths = tenths;
            Console.WriteLine($"{tenths * 10} % of the votes are cast.");
        }
    }
}
