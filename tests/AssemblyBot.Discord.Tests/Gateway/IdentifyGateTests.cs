using AssemblyBot.Discord.Api;
using AssemblyBot.Discord.Gateway;
using AssemblyBot.Testing;

namespace AssemblyBot.Discord.Tests.Gateway;

public sealed class IdentifyGateTests
{
    private readonly ManualClock _clock = new();
    private readonly LogBook<IdentifyGate> _log = new();

    [Fact]
    public async Task Sessions_of_one_bucket_are_begun_five_seconds_apart()
    {
        var gate = Gate(concurrency: 1);
        var moments = new List<TimeSpan>();
        for (var n = 0; n < 4; n++)
            moments.Add(await BeginAsync(gate, shard: n));

        Assert.Equal(TimeSpan.Zero, moments[0]);
        Assert.All(moments.Zip(moments.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6)));
    }

    [Fact]
    public async Task Shards_of_different_buckets_do_not_wait_for_each_other()
    {
        var gate = Gate(concurrency: 2);
        using var first = await gate.EnterAsync(0, 0, TestContext.Current.CancellationToken);
        using var second = await gate.EnterAsync(1, 0, TestContext.Current.CancellationToken);
        var third = gate.EnterAsync(2, 0, TestContext.Current.CancellationToken);

        Assert.False(third.IsCompleted);
        first.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task A_turn_given_back_unused_costs_nothing()
    {
        var gate = Gate(concurrency: 1);
        (await gate.EnterAsync(0, 0, TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(TimeSpan.Zero, await BeginAsync(gate, 0));
    }

    [Fact]
    public async Task The_last_sessions_of_the_day_are_left_alone()
    {
        var gate = Gate(concurrency: 1, remaining: 12, reset: TimeSpan.FromHours(3));

        Assert.InRange(await BeginAsync(gate, 0), TimeSpan.Zero, TimeSpan.Zero);
        Assert.InRange(await BeginAsync(gate, 0), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.InRange(await BeginAsync(gate, 0), TimeSpan.FromHours(3), TimeSpan.FromHours(3.1));
        Assert.Contains("Warning", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_may_begin_one_of_the_last_sessions_and_no_start_more_than_there_are()
    {
        var last = Gate(concurrency: 1, remaining: 2, reset: TimeSpan.FromHours(3));
        Assert.Equal(TimeSpan.Zero, await BeginAsync(last, 0));
        Assert.InRange(await BeginAsync(last, 0), TimeSpan.FromHours(3), TimeSpan.FromHours(3.1));

        var none = Gate(concurrency: 1, remaining: 0, reset: TimeSpan.FromHours(3));
        Assert.InRange(await BeginAsync(none, 0), TimeSpan.FromHours(6), TimeSpan.FromHours(6.2));
    }

    [Fact]
    public async Task Sessions_that_do_not_last_are_begun_ever_more_rarely()
    {
        var gate = Gate(concurrency: 1);
        var moments = new List<TimeSpan>();
        for (var n = 0; n < 12; n++)
            moments.Add(await BeginAsync(gate, 0, @short: n));

        var waits = moments.Zip(moments.Skip(1), (a, b) => b - a).ToList();
        Assert.InRange(waits[^1], TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2.1));
        Assert.True(TimeSpan.FromDays(1) / 1000 < waits[^1] * 2, "a thousand a day are not reached");
    }

    private async Task<TimeSpan> BeginAsync(IdentifyGate gate, int shard, int @short = 0)
    {
        var entering = gate.EnterAsync(shard, @short, TestContext.Current.CancellationToken);
        while (!entering.IsCompleted)
        {
            await Task.WhenAny(entering, _clock.WaitForTimersAsync());
            if (!entering.IsCompleted && _clock.ActiveTimers > 0)
                _clock.Advance(TimeSpan.FromSeconds(0.25));
        }

        using var turn = await entering;
        turn.Spend();
        turn.Spent();
        return _clock.GetUtcNow() - new ManualClock().GetUtcNow();
    }

    private IdentifyGate Gate(int concurrency, int remaining = 1000, TimeSpan? reset = null) => new(
        new GatewayInfo(new Uri("wss://gateway.example"), 1, 1000, remaining, reset ?? TimeSpan.FromDays(1), concurrency),
        new GatewayPace(),
        _clock,
        new Backoff(new Random(3)),
        _log);
}
