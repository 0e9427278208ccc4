using System.Diagnostics;
using System.Globalization;
using AssemblyBot.Consensus;
using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Participants;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Recording;
using AssemblyBot.Core.Statements;
using AssemblyBot.Storage;
using AssemblyBot.Testing;
using AssemblyBot.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssemblyBot.Benchmarks.Figures;

/// <summary>
/// What a store takes: votes in batches, votes of waiting producers, finding a participant, a million votes. SQLite, or
/// with <c>postgres</c> a PostgreSQL of its own, or with <c>litedb</c> LiteDB, in a build that holds it; with <c>slow</c> on
/// a disk whose every sync takes 2 ms longer (by strace).
/// </summary>
internal sealed class StoreFigure : IDisposable
{
    private const int People = 10_000;
    private const int Statements = 100;

    private static readonly AssemblyId _assembly = new(1);
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _length = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();
    private readonly PostgresServer? _server;
    private readonly string _provider;
    private long _delivery;

    private StoreFigure(PostgresServer? server, string provider)
    {
        _server = server;
        _provider = provider;
    }

    public static async Task RunAsync(string[] args)
    {
        if (args.Contains("slow"))
        {
            await RunSlowlyAsync([.. args.Where(argument => argument != "slow")]);
            return;
        }

        if (args is ["start", var where])
        {
            await StartAsync(where);
            return;
        }

        Func<StoreFigure, Task>[] figures =
        [
            figure => figure.BatchesAsync(), figure => figure.ProducersAsync(), figure => figure.FindingAsync(), figure => figure.MillionAsync(),
            figure => figure.LeavingAsync(),
        ];
        foreach (var run in args.Contains("votes") ? figures[..2] : figures)
        {
            var server = args.Contains("postgres") ? await PostgresServer.StartAsync() : null;
            if (server?.Why is { } why)
                throw new InvalidOperationException(why);
            using (var figure = new StoreFigure(server, args.Contains("litedb") ? StorageOptions.LiteDb : StorageOptions.Sqlite))
                await run(figure);
            if (server is not null)
                await server.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task BatchesAsync()
    {
        await using var store = await FillAsync();
        await MeasureAsync(_warmUp);
        Console.WriteLine(await MeasureAsync(_length));

        async Task<string> MeasureAsync(TimeSpan length)
        {
            var times = new List<double>();
            var processor = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < length)
                times.Add(await AppendAsync(store));
            var each = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / (64 * times.Count);
            return Say(
                $"batches of 64: {64 * times.Count / watch.Elapsed.TotalSeconds:N0} votes/s, {each:N1} µs of processor each",
                times,
                "ms a batch");
        }
    }

    private async Task ProducersAsync()
    {
        await using var store = await FillAsync();
        var hall = new AssemblyHall(store);
        await hall.RefreshAsync(CancellationToken.None);
        await using var recorder = new Recorder(store, hall, NullLogger<Recorder>.Instance);
        await MeasureAsync(_warmUp);
        Console.WriteLine(await MeasureAsync(_length));

        async Task<string> MeasureAsync(TimeSpan length)
        {
            var watch = Stopwatch.StartNew();
            var all = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => ProduceAsync(watch, length))));
            var times = all.SelectMany(each => each).ToList();
            return Say($"64 waiting: {times.Count / watch.Elapsed.TotalSeconds:N0} acknowledged votes/s", times, "ms each");
        }

        async Task<List<double>> ProduceAsync(Stopwatch watch, TimeSpan length)
        {
            var times = new List<double>();
            while (watch.Elapsed < length)
            {
                var entry = Next();
                var started = Stopwatch.GetTimestamp();
                await recorder.RecordAsync(entry.Change, entry.Inbox, null, CancellationToken.None);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return times;
        }
    }

    private async Task FindingAsync()
    {
        await using var store = await FillAsync();
        await MeasureAsync(5_000);
        Console.WriteLine("finding a participant, nobody writes: " + await MeasureAsync(50_000));

        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await AppendAsync(store);
        });
        Console.WriteLine("finding a participant, someone writes: " + await MeasureAsync(_provider == StorageOptions.LiteDb ? 2_000 : 50_000));
        await stop.CancelAsync();
        await writing;

        async Task<string> MeasureAsync(int count)
        {
            var times = new List<double>();
            for (var n = 0; n < count; n++)
            {
                var started = Stopwatch.GetTimestamp();
                var found = await store.FindParticipantAsync($"hash {(n * 7919L % People) + 1}", CancellationToken.None);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
                if (found is not { Memberships.Count: 1 })
                    throw new InvalidOperationException("the participant was not found");
            }

            return Say($"{times.Average():N1} µs on average", times, "µs");
        }
    }

    private async Task MillionAsync()
    {
        var store = await FillAsync();
        var watch = Stopwatch.StartNew();
        await WriteMillionAsync(store, n => new Entry(ChangeOf(n), null));
        Console.WriteLine($"a million votes: written in {watch.Elapsed.TotalSeconds:N1} s, 1,000 a batch, without deliveries");
        await store.DisposeAsync();
        SaySize("");

        watch.Restart();
        store = Open();
        Console.WriteLine($"a million votes: opened in {watch.Elapsed.TotalMilliseconds:N0} ms");
        watch.Restart();
        await foreach (var _ in store.ReadVoteEventsAsync(_assembly, 0, CancellationToken.None))
            _delivery++;
        Console.WriteLine($"a million votes: {_delivery:N0} read in {watch.Elapsed.TotalSeconds:N2} s");
        await store.DisposeAsync();

        // A start is measured in a process of its own: this one has written a million votes.
        await RunAsync("a start from the votes", ["store", "start", Where]);
        store = Open();
        var hall = new AssemblyHall(store);
        await hall.RefreshAsync(CancellationToken.None);
        var snapshot = hall.All[0].Votes.Take(_assembly);
        await store.AppendAsync(WriteBatch.Of(new Change.KeepSnapshot(snapshot)), CancellationToken.None);
        await store.DisposeAsync();
        await RunAsync($"a start from a snapshot of {snapshot.Body.Length / 1e6:N1} MB", ["store", "start", Where]);
        SaySize(" with the snapshot");
    }

    /// <summary>Votes as they come from a platform, then one who voted at the start goes and takes their votes along.</summary>
    private async Task LeavingAsync()
    {
        var store = await FillAsync();
        await WriteMillionAsync(store, _ => Next());
        SaySize(" with their deliveries of the last 14 days");

        var watch = Stopwatch.StartNew();
        var forget = new Change.Forget(new ParticipantId(7), WithVotes: true, DateTimeOffset.UnixEpoch);
        var outcome = await store.AppendAsync(WriteBatch.Of(forget), CancellationToken.None);
        Console.WriteLine($"a million votes: {outcome[0]}, one person with their votes forgotten in {watch.Elapsed.TotalMilliseconds:N0} ms");
        await store.DisposeAsync();
    }

    private void SaySize(string with)
    {
        if (_server is not null)
            return;
        var size = Directory.GetFiles(_folder.Path).Sum(file => new FileInfo(file).Length);
        Console.WriteLine($"a million votes{with}: {size / 1e6:N1} MB on disk");
    }

    private static async Task WriteMillionAsync(IAssemblyStore store, Func<long, Entry> entryOf)
    {
        for (var n = 0; n < 1_000_000; n += 1_000)
            await store.AppendAsync(new WriteBatch([.. Enumerable.Range(n, 1_000).Select(vote => entryOf(vote))], []), CancellationToken.None);
    }

    private static async Task StartAsync(string where)
    {
        var watch = Stopwatch.StartNew();
        await using var store = Open(where);
        var hall = new AssemblyHall(store);
        await hall.RefreshAsync(CancellationToken.None);
        Console.WriteLine(
            $"{hall.All[0].Votes.VoteCount:N0} votes in memory in {watch.Elapsed.TotalSeconds:N2} s, {Environment.WorkingSet >> 20} MiB resident");
    }

    private static async Task RunSlowlyAsync(string[] args)
    {
        Console.WriteLine("each sync takes 2 ms longer");
        await RunAsync(
            null,
            ["store", .. args],
            "strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_exit=2000");
    }

    /// <summary>Runs this program again, under another one if there is any.</summary>
    private static async Task RunAsync(string? what, string[] args, params string[] under)
    {
        if (what is not null)
            Console.Write($"{what}: ");
        string[] command = [.. under, Environment.ProcessPath!, .. args];
        using var process = Process.Start(command[0], command[1..]);
        await process.WaitForExitAsync();
    }

    private async Task<double> AppendAsync(IAssemblyStore store)
    {
        var entries = Enumerable.Range(0, 64).Select(_ => Next()).ToArray();
        var started = Stopwatch.GetTimestamp();
        await store.AppendAsync(new WriteBatch(entries, [new Cursor("benchmark", _delivery)]), CancellationToken.None);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private string Where => _server?.ConnectionString ?? _folder.Path;

    private IAssemblyStore Open() =>
        _server is null ? EmbeddedStore.Open(_provider, _folder.Path, TimeProvider.System) : Open(Where);

    private static IAssemblyStore Open(string where) => where.Contains("Host=", StringComparison.Ordinal)
        ? ServerStore.Open(where, TimeProvider.System)
        : EmbeddedStore.Open(where, TimeProvider.System);

    private async Task<IAssemblyStore> FillAsync()
    {
        var store = Open();
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
            CancellationToken.None);
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
        return $"{figure}; 50 of 100 under {Quantiles.Of(times, 0.5):N2}, 99 under {Quantiles.Of(times, 0.99):N2} {unit}";
    }
}
