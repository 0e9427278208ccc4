using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.LiteDb;

public sealed class LiteDbStoreTests : AssemblyStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override ValueTask InitializeAsync()
    {
        LiteDbBuild.SkipWithout();
        return base.InitializeAsync();
    }

    protected override IAssemblyStore Open() => EmbeddedStore.Open(StorageOptions.LiteDb, _folder.Path, Clock);

    protected override IAssemblyStore OpenAnother() => EmbeddedStore.Open(StorageOptions.LiteDb, _folder["another"], Clock);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
