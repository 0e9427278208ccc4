using System.Diagnostics;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Core.Participants;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Recording;
using AssemblyBot.Core.Statements;
using AssemblyBot.Core.Summaries;
using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Benchmarks.Figures;

/// <summary>The resident memory of a worker that holds 100,000 votes and has analysed them.</summary>
internal static class MemoryFigure
{
    public static async Task RunAsync(string[] arguments)
    {
        var votes = arguments is [var count, ..] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 100_000;
        await using var installation = await BenchmarkInstallation.StartAsync(statements: 100);
        var (recorder, clock) = (installation.Services.GetRequiredService<Recorder>(), TimeProvider.System);
        Console.WriteLine($"empty: {Resident()} MiB");

        var planted = new PlantedConversation { People = votes / 40, Statements = 100 };
        var participants = new Dictionary<long, ParticipantId>();
        var written = new List<Task>();
        foreach (var vote in planted.Votes().Take(votes))
        {
            if (!participants.TryGetValue(vote.Participant, out var participant))
            {
                var account = installation.Services.GetRequiredService<IdentityVault>()
                    .Seal(new Person("benchmark", $"{vote.Participant}", $"{vote.Participant}", "en"));
                var joined = await recorder.RecordAsync(
                    new Change.Join(installation.Assembly.Id, account, 1, clock.GetUtcNow()), CancellationToken.None);
                participants[vote.Participant] = participant = new ParticipantId(((Outcome.Accepted)joined).Value);
            }

            written.Add(recorder.RecordAsync(
                new Change.CastVote(installation.Assembly.Id, participant, new StatementId(vote.Statement + 1), vote.Stance, clock.GetUtcNow()),
                CancellationToken.None));
            if (written.Count == 1000)
            {
                await Task.WhenAll(written);
                written.Clear();
            }
        }

        await Task.WhenAll(written);
        var analysis = await installation.Services.GetRequiredService<Analyst>()
            .AnalyseAsync(installation.Assembly, CancellationToken.None);
        Console.WriteLine($"{installation.Assembly.Votes.VoteCount} votes of {participants.Count} people, analysed in {analysis.Took.TotalMilliseconds:F0} ms ({analysis.Report.Groups.Count} groups): {Resident()} MiB");
    }

    private static long Resident() => Process.GetCurrentProcess().WorkingSet64 >> 20;
}
