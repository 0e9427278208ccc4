using System.Collections.Concurrent;
using System.Diagnostics;
using AssemblyBot.Testing.BotApi;

namespace AssemblyBot.Benchmarks.Figures;

/// <summary>
/// Votes through Telegram: people press buttons on a Bot API server on loopback, in the same process and on the same
/// cores. Once with everybody pressing again as soon as they are served, once with a press from each every 0.4 seconds.
/// </summary>
internal static class IntakeFigure
{
    private static readonly string[] Labels = ["Agree", "Disagree", "Pass"];

    public static async Task RunAsync(string[] arguments)
    {
        var people = arguments is [var count, ..] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 500;
        var seconds = TimeSpan.FromSeconds(10);
        await using var api = await FakeBotApi.StartAsync(new FakeBotApiOptions { VersionsKept = 0, Patience = TimeSpan.FromSeconds(60) });
        await using var installation = await BenchmarkInstallation.StartAsync(
            statements: 200, ("Telegram:Token", api.Token), ("Telegram:BaseUrl", api.BaseUrl));

        Console.WriteLine($"{people} people join …");
        var users = Enumerable.Range(1, people).Select(number => api.AddUser($"Person {number}")).ToArray();
        await Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (user, _) =>
        {
            await user.AskAsync("/start");
            var consent = user.Press("I agree, let me take part");
            await consent.AnsweredAsync();
            await consent.EditedAsync();
        });

        await MeasureAsync("warm-up", api, users, TimeSpan.FromSeconds(3), pause: TimeSpan.Zero);
        await MeasureAsync("all at once, again as soon as served", api, users, seconds, pause: TimeSpan.Zero);
        await MeasureAsync($"each every 0.4 seconds: {people * 5 / 2} presses a second offered", api, users, seconds, pause: TimeSpan.FromSeconds(0.4));
        Console.WriteLine($"votes stored: {installation.Assembly.Votes.Head}; rule violations: {api.Violations.Count}; resident: {Process.GetCurrentProcess().WorkingSet64 >> 20} MiB, fake server included");
        foreach (var violation in api.Violations.Take(3))
            Console.WriteLine($"  {violation}");
    }

    private static async Task MeasureAsync(string name, FakeBotApi api, FakeUser[] users, TimeSpan duration, TimeSpan pause)
    {
        api.ResetCounts();
        var presses = new ConcurrentBag<Press>();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(users.Select((user, index) => Task.Run(async () =>
        {
            var random = new Random(index);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause * random.NextDouble(), TimeProvider.System);
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var next = Stopwatch.GetTimestamp();
                var press = user.Press(Labels[random.Next(3)]);
                presses.Add(press);
                await press.AnsweredAsync();
                await press.EditedAsync();
                var left = pause - Stopwatch.GetElapsedTime(next);
                if (left > TimeSpan.Zero)
                    await Task.Delay(left, TimeProvider.System);
            }
        })));
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var busy = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / presses.Count;

        var answers = presses.Select(press => press.TimeToAnswer!.Value.TotalMilliseconds).Order().ToArray();
        var edits = presses.Select(press => press.TimeToEdit!.Value.TotalMilliseconds).Order().ToArray();
        var calls = api.CallsByMethod.Where(call => call.Key != "getUpdates").OrderByDescending(call => call.Value);
        Console.WriteLine($"""
            {name}
              {presses.Count / took:F0} votes/s ({presses.Count} in {took:F1} s), {busy:F2} ms of processor time a vote, fake server and people included
              answer: median {Quantiles.Of(answers, 0.5):F0} ms, 99 of 100 under {Quantiles.Of(answers, 0.99):F0} ms
              card:   median {Quantiles.Of(edits, 0.5):F0} ms, 99 of 100 under {Quantiles.Of(edits, 0.99):F0} ms
              calls per press: {string.Join(", ", calls.Select(call => $"{call.Key} {(double)call.Value / presses.Count:F3}"))}
            """);
    }
}
