namespace AssemblyBot.Storage.Tests.Contract;

/// <summary>What every store does with many votes. Runs alone, because it measures memory.</summary>
[Collection<AloneCollection>]
public abstract class LargeStoreContract
{
    private const int Votes = 100_000;
    private const int Statements = 50;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens an empty store.</summary>
    protected abstract IAssemblyStore Open();

    [Fact]
    public async Task A_hundred_thousand_events_are_streamed_in_bounded_memory()
    {
        await using var store = Open();
        var assembly = await FillAsync(store);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        long sequence = 0, most = 0;
        await foreach (var e in store.ReadVoteEventsAsync(assembly, 0, Token))
        {
            Assert.Equal(++sequence, e.Sequence);
            if (sequence % 10_000 == 1)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(Votes, sequence);
        Assert.True(most < 1_000_000, $"{most:N0} bytes more while reading; a list of the events would have 4,000,000");
    }

    private static async Task<AssemblyId> FillAsync(IAssemblyStore store)
    {
        var text = LocalText.Of("en", "Words");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        var seeds = Enumerable.Range(1, Statements).Select(n => LocalText.Of("en", $"Seed {n}"));
        var assembly = new AssemblyId(1);
        await store.AppendAsync(
            WriteBatch.Of(
            [
                new Change.CreateAssembly("commons", settings, Stage.Open, [.. seeds], DateTimeOffset.UnixEpoch),
                .. Enumerable.Range(1, Votes / Statements).Select(n => new Change.Join(
                    assembly, new Account("telegram", $"hash {n}", [1]), 1, DateTimeOffset.UnixEpoch)),
            ]),
            Token);

        foreach (var chunk in Enumerable.Range(0, Votes).Chunk(5_000))
            await store.AppendAsync(WriteBatch.Of([.. chunk.Select(n => VoteAt(assembly, n, (n / Statements) + 1))]), Token);
        return assembly;
    }

    private static Change.CastVote VoteAt(AssemblyId assembly, long n, long participant) => new(
        assembly, new ParticipantId(participant), new StatementId((int)(n % Statements) + 1), Stance.Agree, DateTimeOffset.UnixEpoch);
}

/// <summary>Tests that no other runs beside.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneCollection;
