using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.Sqlite;

public sealed class SqliteStoreTests : AssemblyStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override IAssemblyStore Open() => EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, Clock);

    protected override IAssemblyStore OpenAnother() => EmbeddedStore.Open(StorageOptions.Sqlite, _folder["another"], Clock);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
