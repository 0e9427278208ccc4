using System.Diagnostics;
using System.Globalization;
using AssemblyBot.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace AssemblyBot.Storage.Tests.Sqlite;

/// <summary>
/// A process that casts votes is killed (SIGKILL) at random times, again and again on the same file.
/// ASSEMBLYBOT_KILLS says how many times; 10 unless it is set.
/// </summary>
public sealed class SqliteKillTests(ITestOutputHelper output) : IDisposable
{
    private const string KillsVariable = "ASSEMBLYBOT_KILLS";
    private const int Seeds = 20;
    private const int People = 200;

    private static readonly AssemblyId _assembly = new(1);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_acknowledged_vote_is_lost_and_none_counts_twice_when_the_process_is_killed()
    {
        var kills = int.Parse(
            Environment.GetEnvironmentVariable(KillsVariable) ?? "10", CultureInfo.InvariantCulture);
        await PrepareAsync();
        var random = new Random(20260219);
        var acknowledged = new Dictionary<long, long>();

        for (var kill = 0; kill < kills; kill++)
        {
            // What was under way when the process died is delivered again, as a platform does.
            var first = 1L;
            while (acknowledged.ContainsKey(first))
                first++;
            foreach (var (delivery, sequence) in await RunAndKillAsync(first, TimeSpan.FromMilliseconds(random.Next(0, 500))))
            {
                if (acknowledged.TryGetValue(delivery, out var before))
                    Assert.Equal(before, sequence);
                acknowledged[delivery] = sequence;
            }
        }

        await VerifyAsync(acknowledged);
        output.WriteLine($"{kills} kills, {acknowledged.Count} acknowledged votes, 0 lost, 0 counted twice");
    }

    private async Task PrepareAsync()
    {
        await using var store = EmbeddedStore.Open(_folder.Path, TimeProvider.System);
        var text = LocalText.Of("en", "A title");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        var seeds = Enumerable.Range(1, Seeds).Select(n => LocalText.Of("en", $"Seed {n}"));
        await store.AppendAsync(
            WriteBatch.Of(
            [
                new Change.CreateAssembly("commons", settings, Stage.Open, [.. seeds], DateTimeOffset.UnixEpoch),
                .. Enumerable.Range(1, People).Select(n => new Change.Join(
                    _assembly, new Account("telegram", $"hash {n}", [1]), 1, DateTimeOffset.UnixEpoch)),
            ]),
            Token);
    }

    /// <summary>Runs the process until some time after it has opened the store; the deliveries it saw acknowledged.</summary>
    private async Task<List<(long Delivery, long Sequence)>> RunAndKillAsync(long first, TimeSpan after)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "AssemblyBot.Storage.LoadProcess.dll"),
                _folder.Path,
                first.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardOutput = true,
        })!;
        try
        {
            Assert.Equal("open", await process.StandardOutput.ReadLineAsync(Token));
            var reading = process.StandardOutput.ReadToEndAsync(Token);
            await Task.Delay(after, TimeProvider.System, Token);
            process.Kill();
            var text = await reading;

            // The last line may be cut off: what follows the last line break was not said.
            return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync(Token);
        }
    }

    private static (long Delivery, long Sequence) Parse(string line)
    {
        var parts = line.Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private async Task VerifyAsync(Dictionary<long, long> acknowledged)
    {
        Assert.NotEmpty(acknowledged);
        await using var store = EmbeddedStore.Open(_folder.Path, TimeProvider.System);
        var events = await store.ReadVoteEventsAsync(_assembly, 0, Token).ToListAsync(Token);

        var recorded = events.ToDictionary(e => e.At.ToUnixTimeMilliseconds(), e => e.Sequence);
        Assert.Equal(events.Count, recorded.Count);
        Assert.All(acknowledged, pair => Assert.Equal(pair.Value, recorded[pair.Key]));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.Equal(events.Count, Assert.Single(await store.GetAssembliesAsync(Token)).Head);

        var recounted = new VoteRoll();
        foreach (var e in events)
            recounted.Apply(e.Sequence, e.Participant, e.Statement, e.Stance);
        var current = await store.ReadCurrentVotesAsync(_assembly, Token).ToListAsync(Token);
        Assert.Equal(
            recounted.All().Select(vote => (vote.Participant, vote.Statement, vote.Stance)).Order(),
            current.Select(vote => (vote.Participant.Value, vote.Statement.Number, vote.Stance)).Order());

        await using var connection = new SqliteConnection($"Data Source={_folder[SqliteFile.Name]};Pooling=False");
        await connection.OpenAsync(Token);
        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check";
        Assert.Equal("ok", await check.ExecuteScalarAsync(Token));
    }
}
