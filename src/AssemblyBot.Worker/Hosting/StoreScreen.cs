using System.Globalization;
using AssemblyBot.Storage.Whole;
using Spectre.Console;

namespace AssemblyBot.Worker.Hosting;

/// <summary>Shows how a command comes along that goes through a whole store, and what it found.</summary>
internal sealed class StoreScreen(bool isPlain)
{
    private readonly bool _isRich = CardPrinter.IsRich(new TerminalOptions { Plain = isPlain });

    /// <summary>Runs a step of so many rows under a progress bar; in plain mode in silence.</summary>
    public async Task<T> WatchAsync<T>(string step, long rows, Func<IProgress<long>?, Task<T>> run)
    {
        if (!_isRich)
            return await run(null);
        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(step, maxValue: Math.Max(1, rows));
                var result = await run(new Bar(task));
                task.Value = task.MaxValue;
                return result;
            });
    }

    /// <summary>Writes what a recount came to, an assembly a line.</summary>
    public static void Show(StoreFindings findings)
    {
        foreach (var assembly in findings.Assemblies)
        {
            Say($"Assembly {assembly.Code}: {assembly.Statements} statements, {assembly.Events} vote events in sequence, {assembly.Votes} current votes of {assembly.Voters} people.");
        }
    }

    /// <summary>Writes what is wrong to the standard error, a line each.</summary>
    public static async Task ShowFaultsAsync(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
            await Console.Error.WriteLineAsync($"wrong: {fault}");
    }

    /// <summary>Writes a line, its numbers as in any language.</summary>
    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
