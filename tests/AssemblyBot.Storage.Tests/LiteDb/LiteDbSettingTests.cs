using AssemblyBot.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Storage.Tests.LiteDb;

/// <summary>Which store a folder gets, by the settings, the build and what the folder holds.</summary>
public sealed class LiteDbSettingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_build_without_LiteDB_refuses_it_in_one_line_that_says_how_to_get_it()
    {
        Assert.SkipWhen(EmbeddedStore.HasLiteDb, "This build holds LiteDB.");

        var problem = (await Assert.ThrowsAsync<OptionsValidationException>(() => StoreForAsync("LiteDb"))).Message;

        Assert.Equal(
            "Storage:Provider is LiteDb, and this build does not hold LiteDB; build with NamedPackages=true (README.md, Dependencies), " +
            "or write Sqlite or Postgres",
            problem);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task A_build_without_LiteDB_starts_no_new_store_beside_one_of_LiteDB()
    {
        Assert.SkipWhen(EmbeddedStore.HasLiteDb, "This build holds LiteDB.");
        _folder.Write("data/assemblybot.litedb", "a store");

        var exception = await Assert.ThrowsAsync<StoreException>(() => StoreForAsync(""));

        Assert.Contains(_folder["data/assemblybot.litedb"], exception.Message, StringComparison.Ordinal);
        Assert.Contains("build with NamedPackages=true", exception.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder["data"]));
    }

    [Fact]
    public async Task A_new_folder_gets_the_embedded_store_of_the_build()
    {
        await StoreForAsync("");

        Assert.Equal(EmbeddedStore.HasLiteDb, File.Exists(_folder["data/assemblybot.litedb"]));
        Assert.Equal(!EmbeddedStore.HasLiteDb, File.Exists(_folder["data/assemblybot.db"]));
    }

    [Fact]
    public async Task A_folder_that_holds_SQLite_keeps_it_in_every_build()
    {
        await StoreForAsync("Sqlite");

        await StoreForAsync("");

        Assert.True(File.Exists(_folder[Path.Combine("data", SqliteFile.Name)]));
        Assert.False(File.Exists(_folder["data/assemblybot.litedb"]));
    }

    [Fact]
    public async Task The_one_that_is_named_is_used()
    {
        LiteDbBuild.SkipWithout();

        await StoreForAsync("LiteDb");

        Assert.True(File.Exists(_folder["data/assemblybot.litedb"]));
        Assert.False(File.Exists(_folder["data/assemblybot.db"]));
    }

    private async Task StoreForAsync(string provider)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Storage:Folder", _folder["data"]), new("Storage:Provider", provider)])
            .Build();
        await using var services = new ServiceCollection().AddStorage(configuration).BuildServiceProvider();
        services.GetRequiredService<IAssemblyStore>();
    }
}
