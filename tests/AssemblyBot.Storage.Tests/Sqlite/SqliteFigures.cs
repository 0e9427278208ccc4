using System.Diagnostics;
using System.Globalization;
using AssemblyBot.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssemblyBot.Storage.Tests.Sqlite;

/// <summary>
/// What the store takes, measured when it is asked for:
/// <c>dotnet run -c Release --project tests/AssemblyBot.Storage.Tests -- --explicit only --output Detailed</c>.
/// </summary>
[Collection<Contract.AloneCollection>]
public sealed class SqliteFigures(ITestOutputHelper output) : IDisposable
{
    private const int People = 10_000;
    private const int Statements = 100;

    private static readonly AssemblyId _assembly = new(1);

    private readonly TemporaryFolder _folder = new();
    private long _delivery;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Explicit = true)]
    public async Task Votes_in_batches_of_64()
    {
        await using var store = await FillAsync();
        await MeasureAsync(TimeSpan.FromSeconds(1));
        output.WriteLine(await MeasureAsync(TimeSpan.FromSeconds(5)));

        async Task<string> MeasureAsync(TimeSpan length)
        {
            var times = new List<double>();
            var processor = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < length)
            {
                var entries = Enumerable.Range(0, 64).Select(_ => Next()).ToArray();
                var started = Stopwatch.GetTimestamp();
                await store.AppendAsync(new WriteBatch(entries, [new Cursor("load", _delivery)]), Token);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var each = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / (64 * times.Count);
            return Say(
                $"{64 * times.Count / watch.Elapsed.TotalSeconds:N0} votes/s in batches of 64, {each:N1} µs of processor each",
                times,
                "ms a batch");
        }
    }

    [Fact(Explicit = true)]
    public async Task Votes_of_64_waiting_producers_through_the_group_commit()
    {
        await using var store = await FillAsync();
        var hall = new AssemblyHall(store);
        await hall.RefreshAsync(Token);
        await using var recorder = new Recorder(store, hall, NullLogger<Recorder>.Instance);
        await MeasureAsync(TimeSpan.FromSeconds(1));
        output.WriteLine(await MeasureAsync(TimeSpan.FromSeconds(5)));

        async Task<string> MeasureAsync(TimeSpan length)
        {
            var watch = Stopwatch.StartNew();
            var all = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
            {
                var times = new List<double>();
                while (watch.Elapsed < length)
                {
                    var entry = Next();
                    var started = Stopwatch.GetTimestamp();
                    await recorder.RecordAsync(entry.Change, entry.Inbox, null, Token);
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }

                return times;
            })));
            var together = all.SelectMany(times => times).ToList();
            return Say($"{together.Count / watch.Elapsed.TotalSeconds:N0} acknowledged votes/s, 64 waiting", together, "ms each");
        }
    }

    [Fact(Explicit = true)]
    public async Task Finding_a_participant()
    {
        await using var store = await FillAsync();
        await MeasureAsync(5_000);
        output.WriteLine("nobody writes: " + await MeasureAsync(50_000));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                    await store.AppendAsync(new WriteBatch([.. Enumerable.Range(0, 64).Select(_ => Next())], []), Token);
            },
            Token);
        output.WriteLine("someone writes: " + await MeasureAsync(50_000));
        await stop.CancelAsync();
        await writing;

        async Task<string> MeasureAsync(int count)
        {
            var times = new List<double>();
            for (var n = 0; n < count; n++)
            {
                var started = Stopwatch.GetTimestamp();
                var found = await store.FindParticipantAsync($"hash {(n * 7919L % People) + 1}", Token);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
                Assert.Single(found!.Memberships);
            }

            return Say($"{times.Average():N1} µs a call", times, "µs");
        }
    }

    [Fact(Explicit = true)]
    public async Task A_million_votes()
    {
        var store = await FillAsync();
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < 1_000_000; n += 1_000)
        {
            await store.AppendAsync(
                WriteBatch.Of([.. Enumerable.Range(n, 1_000).Select(vote => ChangeOf(vote))]), Token);
        }

        output.WriteLine($"1,000,000 votes written in {watch.Elapsed.TotalSeconds:N1} s, 1,000 a batch, without deliveries");
        await store.DisposeAsync();
        output.WriteLine($"file {new FileInfo(_folder[SqliteFile.Name]).Length / 1e6:N1} MB");

        watch.Restart();
        await using var again = EmbeddedStore.Open(_folder.Path, TimeProvider.System);
        output.WriteLine($"opened in {watch.Elapsed.TotalMilliseconds:N0} ms");
        watch.Restart();
        var count = 0;
        await foreach (var _ in again.ReadCurrentVotesAsync(_assembly, Token))
            count++;
        output.WriteLine($"{count:N0} current votes read in {watch.Elapsed.TotalSeconds:N2} s");
        watch.Restart();
        await foreach (var _ in again.ReadVoteEventsAsync(_assembly, 0, Token))
            count++;
        output.WriteLine($"all events read in {watch.Elapsed.TotalSeconds:N2} s");
        watch.Restart();
        var hall = new AssemblyHall(again);
        await hall.RefreshAsync(Token);
        output.WriteLine($"AssemblyHall filled in {watch.Elapsed.TotalSeconds:N2} s");
    }

    private async Task<IAssemblyStore> FillAsync()
    {
        var store = EmbeddedStore.Open(_folder.Path, TimeProvider.System);
        var text = LocalText.Of("en", "Words");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        var seeds = Enumerable.Range(1, Statements).Select(n => LocalText.Of("en", $"Seed {n}"));
        await store.AppendAsync(
            WriteBatch.Of(
            [
                new Change.CreateAssembly("commons", settings, Stage.Open, [.. seeds], DateTimeOffset.UnixEpoch),
                .. Enumerable.Range(1, People).Select(n => new Change.Join(
                    _assembly, new Account("telegram", $"hash {n}", new byte[40]), 1, DateTimeOffset.UnixEpoch)),
            ]),
            Token);
        return store;
    }

    private Entry Next()
    {
        var n = Interlocked.Increment(ref _delivery);
        return new Entry(ChangeOf(n), new InboxKey("telegram:bot", n.ToString(CultureInfo.InvariantCulture)));
    }

    // Another person each time; each votes on everything in turn.
    private static Change.CastVote ChangeOf(long n) => new(
        _assembly,
        new ParticipantId((n * 7919 % People) + 1),
        new StatementId((int)(n / People % Statements) + 1),
        (Stance)((n % 3) - 1),
        DateTimeOffset.UnixEpoch.AddMilliseconds(1_771_520_400_000 + n));

    private static string Say(string figure, List<double> times, string unit)
    {
        times.Sort();
        return $"{figure}; 50 of 100 under {times[times.Count / 2]:N2}, 99 under {times[times.Count * 99 / 100]:N2} {unit}";
    }
}
