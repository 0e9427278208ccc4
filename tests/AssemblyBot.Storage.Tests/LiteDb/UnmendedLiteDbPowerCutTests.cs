using AssemblyBot.Storage.Tests.PowerCuts;

namespace AssemblyBot.Storage.Tests.LiteDb;

/// <summary>The same with a log that LiteDB writes by itself: the cuts must see what is lost.</summary>
public sealed class UnmendedLiteDbPowerCutTests(ITestOutputHelper output) : PowerCutContract(output)
{
    protected override int Votes => 500;

    protected override IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string> { ["ASSEMBLYBOT_UNMENDED"] = "1" };

    protected override IAssemblyStore Open(string folder)
    {
        LiteDbBuild.SkipWithout();
        return EmbeddedStore.Open(StorageOptions.LiteDb, folder, TimeProvider.System);
    }

    protected override bool IsKept(string file) => !file.EndsWith(".lock", StringComparison.Ordinal);

    private protected override void AssertSound(IReadOnlyDictionary<CutKind, Result> results) =>
        Assert.All(results.Values, result => Assert.True(result.Lost + result.Unreadable > 0, "a log that is not synced lost nothing"));
}
