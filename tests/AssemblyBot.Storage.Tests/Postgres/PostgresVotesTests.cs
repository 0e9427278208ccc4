namespace AssemblyBot.Storage.Tests.Postgres;

/// <summary>Batches of votes alone are written in one journey, and lead to what the usual way leads to.</summary>
public sealed class PostgresVotesTests : IAsyncLifetime
{
    private static readonly AssemblyId _assembly = new(1);

    private TestSchema? _schema;
    private IAssemblyStore? _store;
    private int _delivery;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IAssemblyStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _store = _schema.Open(TimeProvider.System);
        var text = LocalText.Of("en", "Words");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        await Store.AppendAsync(
            WriteBatch.Of(
            [
                new Change.CreateAssembly("commons", settings, Stage.Open, [text, text, text], DateTimeOffset.UnixEpoch),
                new Change.CreateAssembly("other", settings, Stage.Open, [text, text], DateTimeOffset.UnixEpoch),
                .. Enumerable.Range(1, 3).SelectMany(n => new[] { Join(n, _assembly), Join(n, new AssemblyId(2)) }),
            ]),
            Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (_schema is not null)
            await _schema.DisposeAsync();
    }

    [Fact]
    public async Task Votes_on_several_assemblies_are_numbered_in_each_of_them_in_their_order()
    {
        var outcomes = await AppendAsync(
            Vote(1, 1, Stance.Agree), Vote(1, 1, Stance.Pass, 2), Vote(2, 1, Stance.Disagree), Vote(1, 2, null), Vote(3, 2, Stance.Pass, 2));

        Assert.Equal([1L, 1, 2, 3, 2], outcomes.Select(outcome => Assert.IsType<Outcome.Accepted>(outcome).Value));
        Assert.StartsWith("WITH verdict", await LastQueryAsync(), StringComparison.Ordinal);
        Assert.Equal(
            [(1L, 1, Stance.Agree), (2L, 1, Stance.Disagree), (1L, 2, (Stance?)null)],
            (await Store.ReadVoteEventsAsync(_assembly, 0, Token).ToListAsync(Token)).Select(e => (e.Participant.Value, e.Statement.Number, e.Stance)));
        Assert.Equal([3L, 2], (await Store.GetAssembliesAsync(Token)).Select(assembly => assembly.Head));
    }

    [Fact]
    public async Task What_was_delivered_before_stays_as_it_was_and_the_rest_of_the_batch_is_written()
    {
        var first = Vote(1, 1, Stance.Agree);
        await AppendAsync(first);

        var outcomes = await AppendAsync(Vote(1, 2, Stance.Agree), first, Vote(1, 3, Stance.Agree));

        Assert.Equal([new Outcome.Accepted(2), new Outcome.Duplicate(1), new Outcome.Accepted(3)], outcomes);
        Assert.Equal("COMMIT", await LastQueryAsync());
    }

    /// <param name="statement">One that this host has seen votes on, or another one: it asks differently.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whoever_was_forgotten_by_another_host_does_not_vote_here_any_more(int statement)
    {
        await AppendAsync(Vote(1, 1, Stance.Agree), Vote(2, 1, Stance.Agree));
        await using (var other = _schema!.Open(TimeProvider.System))
            await other.AppendAsync(WriteBatch.Of(new Change.Forget(new ParticipantId(1), true, DateTimeOffset.UnixEpoch)), Token);

        var outcomes = await AppendAsync(Vote(1, statement, Stance.Pass), Vote(2, statement, Stance.Pass));
        var again = await AppendAsync(Vote(2, 3, Stance.Agree));

        Assert.Equal([new Outcome.Refused(), new Outcome.Accepted(4)], outcomes);
        Assert.Equal([new Outcome.Accepted(5)], again);
        Assert.StartsWith("WITH verdict", await LastQueryAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_hosts_hear_of_every_assembly_that_was_voted_in()
    {
        await using var other = _schema!.Open(TimeProvider.System);
        await using var news = other.WatchAsync(Token).GetAsyncEnumerator(Token);
        Assert.IsType<StoreNews.Anything>(await NextAsync());

        await AppendAsync(Vote(1, 1, Stance.Agree), Vote(2, 1, Stance.Agree), Vote(1, 1, Stance.Pass, 2));

        Assert.StartsWith("WITH verdict", await LastQueryAsync(), StringComparison.Ordinal);
        Assert.Equal(
            [new StoreNews.Voted(_assembly, 2), new StoreNews.Voted(new(2), 1)],
            new[] { await NextAsync(), await NextAsync() }.Cast<StoreNews.Voted>().OrderBy(voted => voted.Assembly.Value));

        async Task<StoreNews> NextAsync()
        {
            Assert.True(await news.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token));
            return news.Current;
        }
    }

    [Fact]
    public async Task A_statement_that_another_host_has_added_can_be_voted_on()
    {
        await AppendAsync(Vote(1, 1, Stance.Agree));
        await using (var other = _schema!.Open(TimeProvider.System))
        {
            var text = LocalText.Of("en", "Another one");
            await other.AppendAsync(
                WriteBatch.Of(new Change.AddStatement(_assembly, new ParticipantId(2), text, "print", StatementState.Accepted, DateTimeOffset.UnixEpoch)), Token);
        }

        Assert.Equal([new Outcome.Accepted(2)], await AppendAsync(Vote(1, 4, Stance.Agree)));
        await Assert.ThrowsAsync<StoreException>(() => AppendAsync(Vote(1, 5, Stance.Agree)));
        Assert.Equal(2, (await Store.GetAssembliesAsync(Token))[0].Head);
    }

    [Fact]
    public async Task A_vote_under_a_lease_that_has_passed_on_is_refused_and_moves_no_cursor()
    {
        await AppendAsync(Vote(1, 1, Stance.Agree));
        var lease = (await Store.TakeLeaseAsync("telegram:bot", "one", TimeSpan.FromMinutes(1), Token))!;
        var (held, gone) = (new Fence(lease.Resource, lease.Epoch), new Fence(lease.Resource, lease.Epoch - 1));

        var under = new WriteBatch([Vote(1, 2, Stance.Agree) with { Fence = held }], [new Cursor("telegram:bot", 7) { Fence = held }]);
        Assert.Equal([new Outcome.Accepted(2)], await Store.AppendAsync(under, Token));
        Assert.StartsWith("WITH verdict", await LastQueryAsync(), StringComparison.Ordinal);
        var stale = new WriteBatch([Vote(1, 3, Stance.Agree) with { Fence = gone }], [new Cursor("telegram:bot", 8) { Fence = gone }]);
        Assert.Equal([new Outcome.Fenced()], await Store.AppendAsync(stale, Token));

        Assert.Equal(7, await Store.GetCursorAsync("telegram:bot", Token));
        Assert.Equal(2, (await Store.GetAssembliesAsync(Token))[0].Head);
    }

    private static Change.Join Join(int person, AssemblyId assembly) =>
        new(assembly, new Account("telegram", $"hash {person}", [1]), 1, DateTimeOffset.UnixEpoch);

    private Entry Vote(long participant, int statement, Stance? stance, long assembly = 1) => new(
        new Change.CastVote(new AssemblyId(assembly), new ParticipantId(participant), new StatementId(statement), stance, DateTimeOffset.UnixEpoch),
        new InboxKey("telegram:bot", $"{++_delivery}"));

    private async Task<IReadOnlyList<Outcome>> AppendAsync(params Entry[] entries) =>
        await Store.AppendAsync(new WriteBatch(entries, []), Token);

    private async Task<string?> LastQueryAsync() => (string?)await _schema!.ScalarAsync($"""
        SELECT query FROM pg_stat_activity WHERE application_name = '{_schema.Name}' AND query NOT LIKE '%pg_stat_activity%' AND query NOT LIKE 'LISTEN%'
        ORDER BY query_start DESC LIMIT 1
        """);
}
