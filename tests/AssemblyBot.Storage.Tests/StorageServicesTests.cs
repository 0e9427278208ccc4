using AssemblyBot.Storage.Tests.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Storage.Tests;

/// <summary>The store, the key and the lock as a host gets them, from settings.</summary>
public sealed class StorageServicesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_start_makes_the_store_and_a_key_that_only_this_account_can_read()
    {
        await using var services = Build();

        var keys = services.GetRequiredService<InstallationKeys>();

        Assert.Same(keys, services.GetRequiredService<InstallationKeys>());
        Assert.Empty(await services.GetRequiredService<IAssemblyStore>().GetAssembliesAsync(Token));
        var secret = Convert.FromBase64String(File.ReadAllText(_folder["data/identity.key"]).Trim());
        Assert.Equal(InstallationKeys.SecretLength, secret.Length);
        Assert.Equal(new InstallationKeys(secret).Accounts, keys.Accounts);
        Assert.Empty(Directory.GetFiles(_folder["data"], "*.tmp"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["data/identity.key"]));
        }
    }

    [Fact]
    public async Task A_restart_has_the_same_key()
    {
        var first = await StartAsync();
        var second = await StartAsync();

        Assert.Equal(first.Accounts, second.Accounts);
    }

    [Fact]
    public async Task The_key_can_be_kept_elsewhere()
    {
        await StartAsync(("Storage:IdentityKey", _folder["secrets/bot.key"]));

        Assert.True(File.Exists(_folder["secrets/bot.key"]));
        Assert.False(File.Exists(_folder["data/identity.key"]));
    }

    [Fact]
    public async Task A_key_is_made_anew_as_long_as_nobody_has_joined()
    {
        var first = await StartAsync();
        File.Delete(_folder["data/identity.key"]);

        Assert.NotEqual(first.Accounts, (await StartAsync()).Accounts);
        await StartAsync();
    }

    [Fact]
    public async Task A_key_that_is_missing_beside_a_store_with_people_is_refused_by_name()
    {
        await StartAsync();
        await JoinAsync();
        File.Delete(_folder["data/identity.key"]);

        var exception = await Assert.ThrowsAsync<StoreException>(() => StartAsync());

        Assert.Contains(_folder["data/identity.key"], exception.Message, StringComparison.Ordinal);
        Assert.Contains("is missing", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["data/identity.key"]));
    }

    [Fact]
    public async Task Another_installations_key_is_refused_beside_a_store_with_people()
    {
        await StartAsync();
        await JoinAsync();
        File.WriteAllText(_folder["data/identity.key"], Convert.ToBase64String(new byte[32]));

        var exception = await Assert.ThrowsAsync<StoreException>(() => StartAsync());

        Assert.Contains("is not the one the store's participants are known by", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public async Task A_malformed_key_is_refused_and_left_alone(string content)
    {
        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(_folder["data/identity.key"], content);

        var exception = await Assert.ThrowsAsync<StoreException>(() => StartAsync());

        Assert.Contains("does not hold 32 bytes in base64", exception.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(_folder["data/identity.key"]));
    }

    [Theory]
    [InlineData("Storage:Provider", "MySql", "not a store that this program has; write Sqlite")]
    [InlineData("Storage:Folder", "", "write a folder, such as data")]
    [InlineData("Storage:Foldr", "data", "Foldr")]
    public async Task A_wrong_setting_stops_the_start_and_says_what_would_be_right(string key, string value, string said)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new(key, value)]);
        builder.Services.AddStorage(builder.Configuration);
        using var host = builder.Build();

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Token));

        Assert.True(exception is OptionsValidationException or InvalidOperationException, exception.ToString());
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("Database=assemblybot;Password=hidden-word")]
    [InlineData("Host=db;Port=many;Password=hidden-word")]
    public async Task A_connection_string_that_cannot_be_used_stops_the_start_without_being_repeated(string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Storage:Provider", "Postgres"), new("Storage:ConnectionString", value)]);
        builder.Services.AddStorage(builder.Configuration);
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("Storage:ConnectionString does not lead to a PostgreSQL database", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_that_share_a_database_need_the_same_key_and_no_lock()
    {
        await using var schema = await TestSchema.CreateAsync();
        (string, string)[] shared = [("Storage:Provider", "Postgres"), ("Storage:ConnectionString", schema.ConnectionString)];
        await using var first = Build(shared);
        var keys = first.GetRequiredService<InstallationKeys>();
        first.GetRequiredService<WorkerLock>();
        await using var second = Build(shared);
        second.GetRequiredService<WorkerLock>();
        Assert.Equal(keys.Accounts, second.GetRequiredService<InstallationKeys>().Accounts);

        var without = await Assert.ThrowsAsync<StoreException>(
            () => StartAsync([.. shared, ("Storage:IdentityKey", _folder["elsewhere.key"])]));
        File.WriteAllText(_folder["other.key"], Convert.ToBase64String(new byte[32]));
        var other = await Assert.ThrowsAsync<StoreException>(
            () => StartAsync([.. shared, ("Storage:IdentityKey", _folder["other.key"])]));

        Assert.Contains("copy that host's file", without.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["elsewhere.key"]));
        Assert.Contains("is not the one the store's participants are known by", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_is_taken_only_by_who_asks_for_it()
    {
        await using var command = Build();
        command.GetRequiredService<IAssemblyStore>();
        await using var worker = Build();
        worker.GetRequiredService<WorkerLock>();
        await using var second = Build();

        Assert.Throws<StoreException>(second.GetRequiredService<WorkerLock>);
    }

    [Fact]
    public async Task The_lock_is_given_back_with_the_host()
    {
        await using (var first = Build())
            first.GetRequiredService<WorkerLock>();

        await using var second = Build();
        second.GetRequiredService<WorkerLock>();
    }

    private async Task<InstallationKeys> StartAsync(params (string Key, string Value)[] settings)
    {
        await using var services = Build(settings);
        return services.GetRequiredService<InstallationKeys>();
    }

    private async Task JoinAsync()
    {
        await using var store = EmbeddedStore.Open(_folder["data"], TimeProvider.System);
        await store.AppendAsync(
            WriteBatch.Of(new Change.SetLanguage(new Account("telegram", "hash", [1]), "en", DateTimeOffset.UnixEpoch)), Token);
    }

    private ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Storage:Folder", _folder["data"]), .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))])
            .Build();
        return new ServiceCollection().AddStorage(configuration).BuildServiceProvider();
    }
}
