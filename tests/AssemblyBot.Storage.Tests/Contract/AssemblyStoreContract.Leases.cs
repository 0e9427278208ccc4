namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_lease_is_numbered_anew_each_time_another_host_has_it_and_after_a_restart_too()
    {
        var first = await TakeAsync("clock", "one");
        var renewed = await TakeAsync("clock", "one");
        await Store.ReleaseLeaseAsync(renewed, Token);
        var second = await TakeAsync("clock", "two");
        await Store.ReleaseLeaseAsync(second, Token);
        await RestartAsync();
        var third = await TakeAsync("clock", "three");

        Assert.Equal([1L, 1L, 2L, 3L], [first.Epoch, renewed.Epoch, second.Epoch, third.Epoch]);
        Assert.Equal(1, (await TakeAsync("another", "three")).Epoch);
    }

    [Fact]
    public async Task What_was_begun_in_an_earlier_term_is_refused_and_its_neighbours_are_written()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var before = await TakeAsync("telegram:bot", "one");
        await Store.ReleaseLeaseAsync(before, Token);
        var now = await TakeAsync("telegram:bot", "two");
        var key = new InboxKey("telegram:bot", "1");

        var outcomes = await Store.AppendAsync(
            new WriteBatch(
                [
                    new Entry(Vote(assembly, ada, 1, Stance.Agree), key) { Fence = before.Fence },
                    new Entry(Vote(assembly, ada, 2, Stance.Agree), null) { Fence = now.Fence },
                    new Entry(Vote(assembly, ada, 3, Stance.Agree), null),
                    new Entry(new Change.SetStage(assembly, Stage.Closed, Now), null) { Fence = before.Fence },
                ],
                [
                    new Cursor("telegram:bot", 5) { Fence = now.Fence },
                    new Cursor("telegram:bot", 4) { Fence = before.Fence },
                ]),
            Token);

        Assert.Equal([new Outcome.Fenced(), new Outcome.Accepted(1), new Outcome.Accepted(2), new Outcome.Fenced()], outcomes);
        Assert.Equal([2, 3], (await CurrentAsync(assembly)).Select(vote => vote.Statement.Number));
        Assert.Equal(Stage.Open, Assert.Single(await Store.GetAssembliesAsync(Token)).Stage);
        Assert.Equal(5, await Store.GetCursorAsync("telegram:bot", Token));
        Assert.Equal(3, await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree), key));
    }

    [Fact]
    public async Task A_term_that_was_given_back_is_good_until_another_one_begins()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var lease = await TakeAsync("clock", "one");
        await Store.ReleaseLeaseAsync(lease, Token);

        Assert.IsType<Outcome.Accepted>(await WriteAsync(lease.Fence));
        await TakeAsync("clock", "two");
        Assert.IsType<Outcome.Fenced>(await WriteAsync(lease.Fence));
        Assert.IsType<Outcome.Fenced>(await WriteAsync(new Fence("never taken", 1)));

        async Task<Outcome> WriteAsync(Fence fence) => (await Store.AppendAsync(
            new WriteBatch([new Entry(Vote(assembly, ada, 1, Stance.Agree), null) { Fence = fence }], []), Token)).Single();
    }

    private async Task<Lease> TakeAsync(string resource, string host)
    {
        var lease = await Store.TakeLeaseAsync(resource, host, _minute, Token);
        Assert.NotNull(lease);
        Assert.Equal((resource, host), (lease.Resource, lease.Host));
        return lease;
    }
}
