using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.Sqlite;

public sealed class LargeSqliteStoreTests : LargeStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IAssemblyStore Open() => EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}
