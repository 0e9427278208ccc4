namespace AssemblyBot.Storage.Tests.Contract;

/// <summary>The store that <see cref="LoadRun"/>s cast their votes into: made before, and checked to the last vote after.</summary>
internal static class LoadedStore
{
    public const int Seeds = 20;
    public const int People = 200;

    public static readonly AssemblyId Assembly = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task PrepareAsync(IAssemblyStore store)
    {
        var text = LocalText.Of("en", "A title");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        var seeds = Enumerable.Range(1, Seeds).Select(n => LocalText.Of("en", $"Seed {n}"));
        await store.AppendAsync(
            WriteBatch.Of(
            [
                new Change.CreateAssembly("commons", settings, Stage.Open, [.. seeds], DateTimeOffset.UnixEpoch),
                .. Enumerable.Range(1, People).Select(n => new Change.Join(
                    Assembly, new Account("telegram", $"hash {n}", [1]), 1, DateTimeOffset.UnixEpoch)),
            ]),
            Token);
    }

    /// <summary>
    /// Adds what was acknowledged to what was before: the same delivery has the same sequence number each time.
    /// </summary>
    public static void Add(Dictionary<long, long> acknowledged, IEnumerable<(long Delivery, long Sequence)> more)
    {
        foreach (var (delivery, sequence) in more)
        {
            if (acknowledged.TryGetValue(delivery, out var before))
                Assert.Equal(before, sequence);
            acknowledged[delivery] = sequence;
        }
    }

    /// <summary>How many acknowledged votes are not in the store.</summary>
    public static async Task<int> CountLostAsync(IAssemblyStore store, Dictionary<long, long> acknowledged)
    {
        var recorded = await store.ReadVoteEventsAsync(Assembly, 0, Token)
            .Select(e => (Delivery: e.At.ToUnixTimeMilliseconds(), e.Sequence)).ToHashSetAsync(cancellationToken: Token);
        return acknowledged.Count(pair => !recorded.Contains((pair.Key, pair.Value)));
    }

    /// <summary>Casts a few votes more.</summary>
    public static async Task AddAsync(IAssemblyStore store, int count)
    {
        var head = (await store.GetAssembliesAsync(Token)).Single().Head;
        var votes = Enumerable.Range(1, count).Select(n => new Change.CastVote(
            Assembly, new ParticipantId(n), new StatementId(1), Stance.Agree, DateTimeOffset.UnixEpoch));
        var outcomes = await store.AppendAsync(WriteBatch.Of([.. votes]), Token);
        Assert.Equal(Enumerable.Range(1, count).Select(n => (Outcome)new Outcome.Accepted(head + n)), outcomes);
    }

    /// <summary>
    /// Nothing acknowledged is lost, nothing is counted twice, no number is missing, and the votes in memory are those of the events.
    /// </summary>
    public static async Task VerifyAsync(IAssemblyStore store, Dictionary<long, long> acknowledged)
    {
        var events = await store.ReadVoteEventsAsync(Assembly, 0, Token).ToListAsync(Token);

        // Each delivery is one event: a second one would have the same key here.
        var recorded = events.ToDictionary(e => e.At.ToUnixTimeMilliseconds(), e => e.Sequence);
        Assert.All(acknowledged, pair => Assert.Equal(pair.Value, recorded[pair.Key]));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.Equal(events.Count, Assert.Single(await store.GetAssembliesAsync(Token)).Head);

        var recounted = new VoteRoll();
        foreach (var e in events)
            recounted.Apply(e.Sequence, e.Participant, e.Statement, e.Stance);
        var hall = new AssemblyHall(store);
        await hall.RefreshAsync(Token);
        Assert.Equal(recounted.All(), hall.Find(Assembly)!.Votes.All());
    }
}
