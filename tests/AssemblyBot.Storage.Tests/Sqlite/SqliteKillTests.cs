using AssemblyBot.Storage.Sqlite;
using AssemblyBot.Storage.Tests.Contract;
using Microsoft.Data.Sqlite;

namespace AssemblyBot.Storage.Tests.Sqlite;

public sealed class SqliteKillTests(ITestOutputHelper output) : KillContract(output), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override string Where => _folder.Path;

    protected override IAssemblyStore Open() => EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, TimeProvider.System);

    protected override async Task CheckAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_folder[SqliteFile.Name]};Pooling=False");
        await connection.OpenAsync(Token);
        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check";
        Assert.Equal("ok", await check.ExecuteScalarAsync(Token));
    }

    public void Dispose() => _folder.Dispose();
}
