using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.LiteDb;

public sealed class LargeLiteDbStoreTests : LargeStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IAssemblyStore Open()
    {
        LiteDbBuild.SkipWithout();
        return EmbeddedStore.Open(StorageOptions.LiteDb, _folder.Path, TimeProvider.System);
    }

    public void Dispose() => _folder.Dispose();
}
