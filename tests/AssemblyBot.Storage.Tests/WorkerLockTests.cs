namespace AssemblyBot.Storage.Tests;

public sealed class WorkerLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_worker_on_a_folder_is_refused_by_name()
    {
        using var first = WorkerLock.Take(_folder["data"]);

        var exception = Assert.Throws<StoreException>(() => WorkerLock.Take(_folder["data"]));

        Assert.Contains($"another worker is running on the folder '{_folder["data"]}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_follows_one_that_has_ended()
    {
        WorkerLock.Take(_folder.Path).Dispose();

        WorkerLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void Workers_on_different_folders_do_not_mind_each_other()
    {
        using var first = WorkerLock.Take(_folder["one"]);
        using var second = WorkerLock.Take(_folder["two"]);
    }

    [Fact]
    public async Task A_command_uses_the_store_beside_a_worker()
    {
        using var worker = WorkerLock.Take(_folder.Path);

        await using var store = EmbeddedStore.Open(_folder.Path, TimeProvider.System);

        Assert.Empty(await store.GetAssembliesAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_named()
    {
        File.WriteAllText(_folder["taken"], "a file, not a folder");

        var exception = Assert.Throws<StoreException>(() => WorkerLock.Take(_folder["taken"]));

        Assert.Contains(_folder["taken"], exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another worker", exception.Message, StringComparison.Ordinal);
    }
}
