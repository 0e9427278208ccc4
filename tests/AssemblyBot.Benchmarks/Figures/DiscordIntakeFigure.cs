using System.Diagnostics;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Benchmarks.Figures;

/// <summary>
/// Votes through Discord: people press buttons on a gateway and an API on loopback, in the same process and on the same
/// cores. Then the same worker with nobody pressing.
/// </summary>
internal static class DiscordIntakeFigure
{
    private static readonly string[] Labels = ["Agree", "Disagree", "Pass"];

    public static async Task RunAsync(string[] arguments)
    {
        var people = arguments is [var count, ..] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 500;
        // What the server remembers is not what is measured: it keeps about as much as is under way.
        var options = new FakeDiscordOptions { Patience = TimeSpan.FromSeconds(60), EventsKept = 2_000, InteractionsKept = 2_000 };
        await using var discord = await FakeDiscord.StartAsync(options, CancellationToken.None);
        await using var installation = await BenchmarkInstallation.StartAsync(
            statements: 200, ("Discord:Token", discord.Options.Token), ("Discord:BaseUrl", discord.BaseUrl));
        await discord.Gateway.WaitForReadyAsync();

        Console.WriteLine($"{people} people join …");
        var guild = discord.AddGuild();
        var members = Enumerable.Range(1, people).Select(number => guild.AddMember($"Person {number}")).ToArray();
        await Parallel.ForEachAsync(members, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (member, _) =>
        {
            await member.CommandAsync("vote");
            await member.PressAsync("I agree, let me take part");
        });

        await Crowd.MeasureAsync(people, (index, random) => PressAsync(members[index], random), discord.ResetCounts, () => discord.Calls);
        await RestAsync();
        Console.WriteLine($"votes stored: {installation.Assembly.Votes.Head}; rule violations: {discord.Violations.Count}; resident: {Process.GetCurrentProcess().WorkingSet64 >> 20} MiB, fake server included");
        foreach (var violation in discord.Violations.Take(3))
            Console.WriteLine($"  {violation}");
    }

    private static async Task<TimeSpan[]> PressAsync(FakeMember member, Random random)
    {
        var trace = await member.PressAsync(Labels[random.Next(3)]);
        if (trace.Callbacks != 1)
            throw new InvalidOperationException($"a press was answered {trace.Callbacks} times");
        return [trace.TimeToAnswer!.Value];
    }

    /// <summary>What a worker costs that is connected and has nothing to do.</summary>
    private static async Task RestAsync()
    {
        // What the presses left to do, such as an analysis, is done by then.
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
        var (processor, started) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System);
        var share = (Process.GetCurrentProcess().TotalProcessorTime - processor) / Stopwatch.GetElapsedTime(started);
        Console.WriteLine($"nobody pressing: {share:P2} of a core, fake server included");
    }
}
