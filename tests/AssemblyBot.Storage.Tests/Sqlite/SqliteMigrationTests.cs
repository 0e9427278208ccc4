using AssemblyBot.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace AssemblyBot.Storage.Tests.Sqlite;

/// <summary>
/// A store of every version that was ever written, kept as text in <c>Fixtures</c>, opened by this program. Who adds a step
/// to the schema adds a store of the version before.
/// </summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private const int Votes = 23;
    private const int People = 6;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, SqliteSchema.Migrations.Count - 1)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task A_store_of_an_older_version_is_read_and_written_as_one_of_today(int version)
    {
        using (var connection = new SqliteConnection($"Data Source={_folder[SqliteFile.Name]};Pooling=False;Foreign Keys=False"))
        {
            connection.Open();
            var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "Fixtures", $"version-{version}.sql"), Token);
            SqliteDialect.Execute(connection, text);
            SqliteDialect.Execute(connection, $"PRAGMA application_id = {SqliteFile.ApplicationId}");
            SqliteDialect.Execute(connection, "PRAGMA journal_mode = WAL");
        }

        await using var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, TimeProvider.System);

        var assembly = Assert.Single(await store.GetAssembliesAsync(Token));
        Assert.Equal(("rehearsal", (long)Votes), (assembly.Code, assembly.Head));
        Assert.Equal(8, (await store.GetStatementsAsync(assembly.Id, Token)).Count);
        Assert.Equal(People, await store.CountParticipantsAsync(assembly.Id, Token));
        Assert.Single(await store.GetChannelsAsync(Token));
        Assert.NotNull(await store.GetLastSummaryAsync(assembly.Id, Token));

        var events = await store.ReadVoteEventsAsync(assembly.Id, 0, Token).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, Votes).Select(n => (long)n), events.Select(e => e.Sequence));
        var current = await store.ReadCurrentVotesAsync(assembly.Id, Token).ToListAsync(Token);
        Assert.Equal(
            events.Select(e => (e.Participant, e.Statement, e.Stance)).ToHashSet(),
            current.Select(vote => (vote.Participant, vote.Statement, (Stance?)vote.Stance)).ToHashSet());

        var again = new Change.CastVote(
            assembly.Id, events[0].Participant, events[0].Statement, Stance.Pass, DateTimeOffset.UnixEpoch);
        Assert.Equal([new Outcome.Accepted(Votes + 1)], await store.AppendAsync(WriteBatch.Of(again), Token));
        Assert.True(File.Exists(_folder[$"assemblybot-before-version-{version + 1}.db"]));
    }
}
