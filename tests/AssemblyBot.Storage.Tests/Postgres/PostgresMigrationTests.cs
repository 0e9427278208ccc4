using AssemblyBot.Storage.Postgres;

namespace AssemblyBot.Storage.Tests.Postgres;

/// <summary>
/// A store of every version that was ever written, kept as text in <c>Fixtures</c>, opened by this program. Who adds a step
/// to the schema adds a store of the version before.
/// </summary>
public sealed class PostgresMigrationTests
{
    private const int Votes = 23;
    private const int People = 6;

    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, PostgresSchema.Migrations.Count - 1)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task A_store_of_an_older_version_is_read_and_written_as_one_of_today(int version)
    {
        await using var schema = await TestSchema.CreateAsync();
        await schema.ExecuteAsync(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Postgres", "Fixtures", $"version-{version}.sql"), Token));

        await using var store = schema.Open(TimeProvider.System);

        var assembly = Assert.Single(await store.GetAssembliesAsync(Token));
        Assert.Equal(("rehearsal", (long)Votes), (assembly.Code, assembly.Head));
        Assert.Equal(8, (await store.GetStatementsAsync(assembly.Id, Token)).Count);
        Assert.Equal(People, await store.CountParticipantsAsync(assembly.Id, Token));
        Assert.Single(await store.GetChannelsAsync(Token));
        Assert.NotNull(await store.GetLastSummaryAsync(assembly.Id, Token));

        var events = await store.ReadVoteEventsAsync(assembly.Id, 0, Token).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, Votes).Select(n => (long)n), events.Select(e => e.Sequence));
        var again = new Change.CastVote(
            assembly.Id, events[0].Participant, events[0].Statement, Stance.Pass, DateTimeOffset.UnixEpoch);
        Assert.Equal([new Outcome.Accepted(Votes + 1)], await store.AppendAsync(WriteBatch.Of(again), Token));
    }
}
