using Microsoft.Extensions.Logging.Abstractions;

namespace AssemblyBot.Storage.Tests.Postgres;

/// <summary>Hosts that share a database hear of what the others write.</summary>
public sealed class PostgresNewsTests : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private TestSchema? _schema;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_schema is not null)
            await _schema.DisposeAsync();
    }

    [Fact]
    public async Task A_host_hears_of_others_votes_and_of_the_catalogue_and_not_of_its_own()
    {
        await using var own = Open();
        await using var other = Open();
        await CreateAsync(other);
        await using var news = own.WatchAsync(Token).GetAsyncEnumerator(Token);
        Assert.IsType<StoreNews.Anything>(await NextAsync(news));

        await VoteAsync(own, 1);
        await VoteAsync(other, 2);
        await other.AppendAsync(WriteBatch.Of(new Change.SetStage(new(1), Stage.Closed, DateTimeOffset.UnixEpoch)), Token);

        Assert.Equal(new StoreNews.Voted(new(1), 2), await NextAsync(news));
        Assert.Equal(new StoreNews.CatalogueChanged(), await NextAsync(news));
    }

    [Fact]
    public async Task What_is_written_before_a_host_listens_again_is_not_missed()
    {
        await using var own = Open();
        await using var other = Open();
        await CreateAsync(other);
        var hall = new AssemblyHall(own);
        await hall.RefreshAsync(Token);
        await VoteAsync(other, 1);
        Assert.Equal(0, hall.Find(new(1))!.Votes.VoteCount);

        await using var news = own.WatchAsync(Token).GetAsyncEnumerator(Token);
        await hall.FollowAsync((await NextAsync(news))!, Token);
        Assert.Equal(1, hall.Find(new(1))!.Votes.VoteCount);

        await _schema!.ExecuteAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{_schema.Name}' AND query LIKE 'LISTEN%'");
        await Assert.ThrowsAsync<StoreException>(() => NextAsync(news));
    }

    [Fact]
    public async Task Halls_of_hosts_that_write_at_once_hold_the_same_votes()
    {
        const int hosts = 3, votes = 120;
        await using (var store = Open())
            await CreateAsync(store);

        var halls = await Task.WhenAll(Enumerable.Range(0, hosts).Select(host => Task.Run(() => RunAsync(host))));

        await using var read = Open();
        var expected = (await read.ReadCurrentVotesAsync(new(1), Token).ToListAsync(Token))
            .Select(vote => (vote.Participant.Value, vote.Statement.Number, vote.Stance)).Order().ToArray();
        Assert.All(halls, hall =>
        {
            var roll = hall.Find(new(1))!.Votes;
            Assert.Equal(hosts * votes, roll.Head);
            Assert.Equal(expected, roll.All().Select(vote => (vote.Participant, vote.Statement, vote.Stance)).Order());
        });

        async Task<AssemblyHall> RunAsync(int host)
        {
            await using var store = Open();
            var hall = new AssemblyHall(store);
            await hall.RefreshAsync(Token);
            using var heardAll = CancellationTokenSource.CreateLinkedTokenSource(Token);
            heardAll.CancelAfter(_patience);
            var following = Task.Run(
                async () =>
                {
                    await foreach (var news in store.WatchAsync(heardAll.Token))
                    {
                        await hall.FollowAsync(news, Token);
                        if (hall.Find(new(1))!.Votes.Head == hosts * votes)
                            return;
                    }
                },
                CancellationToken.None);
            await using (var recorder = new Recorder(store, hall, NullLogger<Recorder>.Instance))
            {
                await Task.WhenAll(Enumerable.Range(0, votes).Select(n => recorder.RecordAsync(
                    VoteOf((n % 5) + 1, (Stance)(((n + host) % 3) - 1)), new InboxKey($"host {host}", $"{n}"), null, Token)));
            }

            // The one whose vote was the last has heard of all before without being told.
            while (hall.Find(new(1))!.Votes.Head < hosts * votes)
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, heardAll.Token);
            await heardAll.CancelAsync();
            try
            {
                await following;
            }
            catch (OperationCanceledException)
            {
                // It was told to end.
            }

            return hall;
        }
    }

    private static async Task<StoreNews?> NextAsync(IAsyncEnumerator<StoreNews> news) =>
        await news.MoveNextAsync().AsTask().WaitAsync(_patience, Token) ? news.Current : null;

    private static async Task CreateAsync(IAssemblyStore store)
    {
        var text = LocalText.Of("en", "Words");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        var seeds = Enumerable.Range(1, 5).Select(n => LocalText.Of("en", $"Seed {n}"));
        await store.AppendAsync(
            WriteBatch.Of(
                new Change.CreateAssembly("commons", settings, Stage.Open, [.. seeds], DateTimeOffset.UnixEpoch),
                new Change.Join(new(1), new Account("telegram", "hash", [1]), 1, DateTimeOffset.UnixEpoch)),
            Token);
    }

    private static async Task VoteAsync(IAssemblyStore store, int statement) =>
        await store.AppendAsync(WriteBatch.Of(VoteOf(statement, Stance.Agree)), Token);

    private static Change.CastVote VoteOf(int statement, Stance stance) =>
        new(new(1), new(1), new(statement), stance, DateTimeOffset.UnixEpoch);

    private IAssemblyStore Open() => _schema!.Open(TimeProvider.System);
}
