using System.Globalization;
using AssemblyBot.Core.Leases;
using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.Postgres;

/// <summary>
/// Two hosts on one database vote and post under leases, while they are killed and frozen in turn.
/// ASSEMBLYBOT_HOST_TROUBLES says how many times; 2 unless it is set (30 take about ten minutes).
/// </summary>
[Collection<AloneCollection>]
public sealed class PostgresHostTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string TroublesVariable = "ASSEMBLYBOT_HOST_TROUBLES";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private TestSchema? _schema;
    private int _posts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_schema is not null)
            await _schema.DisposeAsync();
    }

    [Fact]
    public async Task Hosts_that_are_killed_and_frozen_leave_no_hole_lose_nothing_and_post_nothing_twice()
    {
        var troubles = int.Parse(Environment.GetEnvironmentVariable(TroublesVariable) ?? "2", CultureInfo.InvariantCulture);
        await using var store = _schema!.Open(TimeProvider.System);
        await LoadedStore.PrepareAsync(store);
        var ended = new List<LoadRun>();
        var active = await StartAsync();
        var standby = await StartAsync();
        try
        {
            for (var trouble = 0; trouble < troubles; trouble++)
            {
                // Whoever serves meets with it; the other one has to take over.
                if (!await ServesAsync(active, standby))
                    (active, standby) = (standby, active);
                var before = standby.Acknowledged.Count;
                var isKilled = trouble % 2 == 0;
                if (isKilled)
                    await active.KillAsync();
                else
                    await active.SignalAsync("STOP");

                await UntilAsync(() => standby.Acknowledged.Count > before + 50, store);

                if (isKilled)
                {
                    ended.Add(active);
                    active = await StartAsync();
                }
                else
                {
                    await active.SignalAsync("CONT");
                }

                (active, standby) = (standby, active);
                await UntilAsync(() => _posts % 10 == 0, store);
            }

            await EmptyAsync(store);
        }
        finally
        {
            await active.DisposeAsync();
            await standby.DisposeAsync();
        }

        LoadRun[] runs = [.. ended, active, standby];
        var acknowledged = new Dictionary<long, long>();
        foreach (var run in runs)
            LoadedStore.Add(acknowledged, run.Acknowledged);
        Assert.NotEmpty(acknowledged);
        await LoadedStore.VerifyAsync(store, acknowledged);

        var posted = runs.SelectMany(run => run.Lines).Select(line => line.Line).Where(line => line.StartsWith("post ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(posted.Distinct().Count(), posted.Length);
        Assert.NotEmpty(posted);
        output.WriteLine(
            $"{troubles} troubles, {acknowledged.Count} acknowledged votes, 0 lost, 0 counted twice, no hole; " +
            $"{posted.Length} of {_posts} posts, none twice; longest time without a vote {LongestGap(runs).TotalSeconds:F1} s " +
            $"with leases of {LeaseKeeper.Length.TotalSeconds:F0} s");
    }

    private Task<LoadRun> StartAsync() => LoadRun.StartAsync(_schema!.ConnectionString, 1, "host");

    /// <summary>Waits until one of the two serves; whether it is the first.</summary>
    private static async Task<bool> ServesAsync(LoadRun first, LoadRun second)
    {
        var (one, two) = (first.Acknowledged.Count, second.Acknowledged.Count);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await Task.Delay(_pause, TimeProvider.System, Token);
            if (first.Acknowledged.Count > one + 20)
                return true;
            if (second.Acknowledged.Count > two + 20)
                return false;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < _patience, "no host serves");
        }
    }

    /// <summary>Queues a post now and then until something is so.</summary>
    private async Task UntilAsync(Func<bool> isSo, IAssemblyStore store)
    {
        var started = TimeProvider.System.GetTimestamp();
        do
        {
            _posts++;
            var post = new Post
            {
                Key = $"{_posts}",
                Assembly = LoadedStore.Assembly,
                Channel = new ChannelId(_posts),
                Message = new Message.Opened(),
            };
            await store.AppendAsync(WriteBatch.Of(new Change.Enqueue(post)), Token);
            await Task.Delay(_pause, TimeProvider.System, Token);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < _patience, "the other host did not take over");
        }
        while (!isSo());
    }

    /// <summary>Waits until nothing is left in the outbox.</summary>
    private static async Task EmptyAsync(IAssemblyStore store)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await store.GetDuePostsAsync(DateTimeOffset.MaxValue, 1, Token)).Count > 0)
        {
            await Task.Delay(_pause, TimeProvider.System, Token);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < _patience, "posts are left");
        }
    }

    private static TimeSpan LongestGap(IEnumerable<LoadRun> runs)
    {
        var times = runs.SelectMany(run => run.Lines).Where(line => char.IsDigit(line.Line[0])).Select(line => line.At).Order().ToArray();
        return times.Zip(times.Skip(1), (one, next) => next - one).Max();
    }
}
