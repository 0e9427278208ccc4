using AssemblyBot.Core.Leases;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssemblyBot.Storage.Tests.Postgres;

/// <summary>Leases among several hosts: one has it at a time, and it runs out by the database's clock.</summary>
public sealed class PostgresLeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(10);

    private TestSchema? _schema;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_schema is not null)
            await _schema.DisposeAsync();
    }

    [Fact]
    public async Task Of_hosts_that_ask_at_once_one_has_the_lease()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => Open()).ToArray();

        var taken = await Task.WhenAll(stores.Select((store, n) => Task.Run(
            () => store.TakeLeaseAsync("posting", $"host {n}", _long, Token).AsTask())));

        Assert.Single(taken, lease => lease is { Epoch: 1 });
        Assert.Equal(7, taken.Count(lease => lease is null));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_runs_out_unless_it_is_renewed_whatever_the_hosts_clocks_say()
    {
        await using var store = _schema!.Open(new ManualClock());
        var lease = await store.TakeLeaseAsync("posting", "one", _short, Token);
        Assert.Null(await store.TakeLeaseAsync("posting", "two", _long, Token));

        await Task.Delay(_short + TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);

        // Late, but nobody else came: the same term goes on.
        Assert.Equal(lease, await store.TakeLeaseAsync("posting", "one", _short, Token));
        await Task.Delay(_short + TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        Assert.Equal(2, (await store.TakeLeaseAsync("posting", "two", _long, Token))?.Epoch);
        Assert.Null(await store.TakeLeaseAsync("posting", "one", _short, Token));
    }

    [Fact]
    public async Task A_host_that_stops_hands_over_at_once_and_what_it_began_is_refused()
    {
        await using var store = Open();
        var (first, second) = (new HeldLeases(TimeProvider.System), new HeldLeases(TimeProvider.System));
        using var one = new LeaseKeeper(store, first, TimeProvider.System, NullLogger<LeaseKeeper>.Instance);
        using var two = new LeaseKeeper(store, second, TimeProvider.System, NullLogger<LeaseKeeper>.Instance);
        Assert.False(first.Holds(HeldLeases.Posting) || second.Holds(HeldLeases.Posting));
        await one.RenewAsync(Token);
        await two.RenewAsync(Token);
        Assert.True(first.Holds(HeldLeases.Posting) && !second.Holds(HeldLeases.Posting));

        await one.StopAsync(Token);
        await two.RenewAsync(Token);

        Assert.True(second.Holds(HeldLeases.Posting) && !first.Holds(HeldLeases.Posting));
        var hall = new AssemblyHall(store);
        await using var recorder = new Recorder(store, hall, NullLogger<Recorder>.Instance, first);
        await Assert.ThrowsAsync<StoreException>(
            () => recorder.RecordAsync(
                new Change.SetLanguage(new Account("telegram", "hash", [1]), "en", DateTimeOffset.UnixEpoch),
                new InboxKey(HeldLeases.Posting, "1"),
                null,
                Token));
        Assert.Null(await store.FindParticipantAsync("hash", Token));
    }

    [Fact]
    public async Task A_host_that_stood_still_for_longer_than_its_lease_knows_it_by_its_own_clock()
    {
        await using var store = Open();
        var clock = new ManualClock();
        var held = new HeldLeases(clock);
        using var keeper = new LeaseKeeper(store, held, clock, NullLogger<LeaseKeeper>.Instance);
        held.Holds(HeldLeases.Posting);
        await keeper.RenewAsync(Token);
        Assert.True(held.Holds(HeldLeases.Posting));

        clock.Advance(LeaseKeeper.Length + TimeSpan.FromSeconds(1));

        Assert.False(held.Holds(HeldLeases.Posting));
        Assert.False(held.WhenHeldAsync(HeldLeases.Posting, Token).IsCompleted);
        await keeper.RenewAsync(Token);
        await held.WhenHeldAsync(HeldLeases.Posting, Token);
        Assert.Equal(1, held.FenceOf(HeldLeases.Posting)!.Epoch);
    }

    private IAssemblyStore Open() => _schema!.Open(TimeProvider.System);
}
