using AssemblyBot.Storage.Sqlite;
using AssemblyBot.Storage.Tests.Contract;
using Microsoft.Data.Sqlite;

namespace AssemblyBot.Storage.Tests.Sqlite;

/// <summary>
/// A store of every version that was ever written, kept as text in <c>Fixtures</c>, opened by this program. Who adds a step
/// to the schema adds a store of the version before.
/// </summary>
public sealed class SqliteMigrationTests : IDisposable
{
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

        await KeptRehearsal.VerifyAsync(store);
        await KeptRehearsal.VoteAsync(store);
        Assert.True(File.Exists(_folder[$"assemblybot-before-version-{version + 1}.db"]));
    }
}
