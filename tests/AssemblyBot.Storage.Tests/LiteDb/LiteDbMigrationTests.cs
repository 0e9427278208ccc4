using AssemblyBot.Storage.Tests.Contract;
using AssemblyBot.Storage.Whole;
#if LITEDB
using AssemblyBot.Storage.LiteDb;
using AssemblyBot.Storage.Tests.LiteDb.Files;
#endif

namespace AssemblyBot.Storage.Tests.LiteDb;

/// <summary>
/// A store of every version that was ever written, kept as text in <c>Fixtures</c>, opened by this program. Who adds a step
/// to the schema adds a store of the version before.
/// </summary>
public sealed partial class LiteDbMigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, Directory.GetFiles(Fixtures).Length)];

    private static string Fixtures => Path.Combine(AppContext.BaseDirectory, "LiteDb", "Fixtures");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task A_store_of_an_older_version_is_read_and_written_as_one_of_today(int version)
    {
        LiteDbBuild.SkipWithout();
        Make(version);

        await using (var store = EmbeddedStore.Open(StorageOptions.LiteDb, _folder.Path, TimeProvider.System))
        {
            await KeptRehearsal.VerifyAsync(store);
            await VerifySoundAsync(store, KeptRehearsal.Votes);
            await KeptRehearsal.VoteAsync(store);
            await VerifySoundAsync(store, KeptRehearsal.Votes + 1);
        }

        await EmbeddedStore.Open(StorageOptions.LiteDb, _folder["new"], TimeProvider.System).DisposeAsync();
        VerifyFiles(version);
    }

    /// <summary>Makes the older store.</summary>
    partial void Make(int version);

    /// <summary>The file is made up as a new one is, and there is a copy of it from before.</summary>
    partial void VerifyFiles(int version);

    private static async Task VerifySoundAsync(IAssemblyStore store, int votes)
    {
        var whole = (IWholeStore)store;
        Assert.Empty(await whole.ExamineAsync(Token));
        var findings = await StoreRecount.RunAsync(whole, progress: null, Token);
        Assert.Empty(findings.Faults);
        Assert.Equal((votes, KeptRehearsal.People), (Assert.Single(findings.Assemblies).Events, findings.Assemblies[0].Voters));
    }

#if LITEDB
    private string FilePath => _folder[LiteDbFile.Name];

    [Fact]
    public void A_store_of_every_older_version_is_kept() =>
        Assert.Equal(Enumerable.Range(1, LiteDbSchema.Migrations.Count - 1), OlderVersions.Select(row => row.Data));

    partial void Make(int version)
    {
        KeptStore.Write(FilePath, TextOf(version));
        Assert.Equal(TextOf(version), KeptStore.Read(FilePath));
    }

    partial void VerifyFiles(int version)
    {
        var shape = KeptStore.ReadShape(FilePath);
        Assert.Equal(KeptStore.ReadShape(_folder[Path.Combine("new", LiteDbFile.Name)]), shape);
        Assert.DoesNotContain(shape, line => line.Contains("ballot", StringComparison.Ordinal) || line.Contains("by_age", StringComparison.Ordinal));
        Assert.Equal(TextOf(version), KeptStore.Read(_folder[$"assemblybot-before-version-{version + 1}.litedb"]));
    }

    private static string[] TextOf(int version) => File.ReadAllLines(Path.Combine(Fixtures, $"version-{version}.jsonl"));
#endif
}
