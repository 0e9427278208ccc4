using System.Diagnostics;
using AssemblyBot.Testing.BotApi;

namespace AssemblyBot.Benchmarks.Figures;

/// <summary>
/// Votes through Telegram: people press buttons on a Bot API server on loopback, in the same process and on the same
/// cores, and their updates are polled or, with <c>webhook</c>, brought. Once with everybody pressing again as soon as they
/// are served, once with a press from each every 0.4 seconds.
/// </summary>
internal static class IntakeFigure
{
    private static readonly string[] Labels = ["Agree", "Disagree", "Pass"];

    public static async Task RunAsync(string[] arguments)
    {
        var hasWebhook = arguments.Contains("webhook");
        var people = arguments.FirstOrDefault(argument => argument != "webhook") is { } count
            ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)
            : 500;
        await using var api = await FakeBotApi.StartAsync(new FakeBotApiOptions { VersionsKept = 0, Patience = TimeSpan.FromSeconds(60) });
        await using var installation = await BenchmarkInstallation.StartAsync(
            statements: 200, ("Telegram:Token", api.Token), ("Telegram:BaseUrl", api.BaseUrl),
            ("Telegram:WebhookUrl", hasWebhook ? "http://127.0.0.1:8088/assembly" : ""), ("Telegram:WebhookConnections", "100"));

        Console.WriteLine($"{people} people join …");
        var users = Enumerable.Range(1, people).Select(number => api.AddUser($"Person {number}")).ToArray();
        await Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (user, _) =>
        {
            await user.AskAsync("/start");
            var consent = user.Press("I agree, let me take part");
            await consent.AnsweredAsync();
            await consent.EditedAsync();
        });

        await Crowd.MeasureAsync(people, (index, random) => PressAsync(users[index], random), api.ResetCounts, () => api.CallsByMethod.Where(call => call.Key != "getUpdates"));
        Console.WriteLine($"votes stored: {installation.Assembly.Votes.Head}; rule violations: {api.Violations.Count}; resident: {Process.GetCurrentProcess().WorkingSet64 >> 20} MiB, fake server included");
        foreach (var violation in api.Violations.Take(3))
            Console.WriteLine($"  {violation}");
    }

    private static async Task<TimeSpan[]> PressAsync(FakeUser user, Random random)
    {
        var press = user.Press(Labels[random.Next(3)]);
        await press.AnsweredAsync();
        await press.EditedAsync();
        return [press.TimeToAnswer!.Value, press.TimeToEdit!.Value];
    }
}
