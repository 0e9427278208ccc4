using AssemblyBot.Storage.Tests.PowerCuts;

namespace AssemblyBot.Storage.Tests.LiteDb;

public sealed class LiteDbPowerCutTests(ITestOutputHelper output) : PowerCutContract(output)
{
    protected override int Votes => 500;

    protected override IAssemblyStore Open(string folder)
    {
        LiteDbBuild.SkipWithout();
        return EmbeddedStore.Open(StorageOptions.LiteDb, folder, TimeProvider.System);
    }

    protected override bool IsKept(string file) => !file.EndsWith(".lock", StringComparison.Ordinal);
}
