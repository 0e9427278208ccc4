using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.LiteDb;

public sealed class LiteDbKillTests(ITestOutputHelper output) : KillContract(output), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override string Where => _folder.Path;

    protected override IAssemblyStore Open()
    {
        LiteDbBuild.SkipWithout();
        return EmbeddedStore.Open(StorageOptions.LiteDb, _folder.Path, TimeProvider.System);
    }

    public void Dispose() => _folder.Dispose();
}
