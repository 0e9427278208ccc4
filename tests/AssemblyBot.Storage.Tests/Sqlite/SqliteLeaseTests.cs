namespace AssemblyBot.Storage.Tests.Sqlite;

/// <summary>Leases where one host can be: whoever asks has it, for the one before is gone.</summary>
public sealed class SqliteLeaseTests
{
    [Fact]
    public async Task A_host_that_follows_one_that_was_killed_has_the_lease_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var store = EmbeddedStore.Open(StorageOptions.Sqlite, folder.Path, TimeProvider.System);
        var token = TestContext.Current.CancellationToken;

        var killed = await store.TakeLeaseAsync("posting", "one", TimeSpan.FromHours(1), token);
        var next = await store.TakeLeaseAsync("posting", "two", TimeSpan.FromHours(1), token);

        Assert.Equal((1L, 2L), (killed!.Epoch, next!.Epoch));
        Assert.Null(next.Length);
    }
}
