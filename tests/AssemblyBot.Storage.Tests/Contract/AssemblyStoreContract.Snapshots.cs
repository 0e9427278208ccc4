namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task A_snapshot_is_kept_as_it_was_given_one_for_each_assembly_and_name()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var body = Enumerable.Range(0, 100_000).Select(n => (byte)(n * 7)).ToArray();
        await AcceptAsync(new Change.KeepSnapshot(new Snapshot(first, "votes", 12, body)));
        await AcceptAsync(new Change.KeepSnapshot(new Snapshot(first, "groups", 3, [1])));
        await AcceptAsync(new Change.KeepSnapshot(new Snapshot(second, "votes", 0, [])));

        await RestartAsync();

        var kept = await Store.GetSnapshotAsync(first, "votes", Token);
        Assert.Equal((first, "votes", 12L), (kept!.Assembly, kept.Name, kept.Head));
        Assert.Equal(body, kept.Body);
        Assert.Equal([1], (await Store.GetSnapshotAsync(first, "groups", Token))!.Body);
        Assert.Empty((await Store.GetSnapshotAsync(second, "votes", Token))!.Body);
        Assert.Null(await Store.GetSnapshotAsync(second, "groups", Token));
    }

    [Fact]
    public async Task A_snapshot_takes_the_place_of_an_earlier_one_and_not_of_a_later_one()
    {
        var assembly = await CreateAsync();
        await AcceptAsync(new Change.KeepSnapshot(new Snapshot(assembly, "votes", 5, [5])));
        await AcceptAsync(new Change.KeepSnapshot(new Snapshot(assembly, "votes", 5, [6])));
        await AcceptAsync(new Change.KeepSnapshot(new Snapshot(assembly, "votes", 8, [8])));

        Assert.Equal(new Outcome.Refused(), await RecordAsync(new Change.KeepSnapshot(new Snapshot(assembly, "votes", 7, [7]))));

        var kept = await Store.GetSnapshotAsync(assembly, "votes", Token);
        Assert.Equal((8L, (byte)8), (kept!.Head, kept.Body.Single()));
    }
}
