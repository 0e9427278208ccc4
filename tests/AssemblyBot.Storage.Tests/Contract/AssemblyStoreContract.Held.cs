using AssemblyBot.Storage.Tests.Held;

namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task A_command_that_asks_a_worker_learns_what_the_store_holds()
    {
        var (assembly, _) = await FillWithEverythingAsync();
        using var folder = new TemporaryFolder();
        await using var holder = await RunningHolder.StartAsync(Store, folder.Path);

        var held = await holder.ReachAsync();

        Assert.Equal((Whole.Name, await Whole.GetVersionAsync(Token)), (held.Name, await held.GetVersionAsync(Token)));
        Assert.Equal(TextOf(await Whole.ReadRowsAsync(Token).ToListAsync(Token)), TextOf(await held.ReadRowsAsync(Token).ToListAsync(Token)));
        Assert.Equal(await Whole.CountRowsAsync(Token), await held.CountRowsAsync(Token));
        Assert.False(await held.IsEmptyAsync(Token));
        Assert.Empty(await held.ExamineAsync(Token));
        Assert.Equivalent(await Store.GetAssembliesAsync(Token), await held.GetAssembliesAsync(Token), strict: true);
        Assert.Equivalent(await Store.GetStatementsAsync(assembly, Token), await held.GetStatementsAsync(assembly, Token), strict: true);
        Assert.Equal(await Store.GetChannelsAsync(Token), await held.GetChannelsAsync(Token));
        Assert.Equal(await Store.GetCatalogueVersionAsync(Token), await held.GetCatalogueVersionAsync(Token));
        Assert.Equal(await Store.CountParticipantsAsync(assembly, Token), await held.CountParticipantsAsync(assembly, Token));
        Assert.Equal(
            await Store.ReadVoteEventsAsync(assembly, 1, Token).ToListAsync(Token), await held.ReadVoteEventsAsync(assembly, 1, Token).ToListAsync(Token));
        Assert.Equivalent(await Store.GetSnapshotAsync(assembly, "votes", Token), await held.GetSnapshotAsync(assembly, "votes", Token), strict: true);
        Assert.Null(await held.GetSnapshotAsync(assembly, "none", Token));
        Assert.Equal(await ((IKeyedStore)Store).HasIdentitiesAsync(Token), await held.HasIdentitiesAsync(Token));
        Assert.Equal(await ((IKeyedStore)Store).GetKeyCheckAsync(Token), await held.GetKeyCheckAsync(Token));
    }

    [Fact]
    public async Task A_command_has_a_worker_record_assemblies_stages_and_codes()
    {
        using var folder = new TemporaryFolder();
        await using var holder = await RunningHolder.StartAsync(Store, folder.Path);
        var held = await holder.ReachAsync();
        var create = new Change.CreateAssembly("beside", Settings(), Stage.Open, [LocalText.Of("en", "Seed 1")], Now);

        var created = await held.AppendAsync(WriteBatch.Of(create), Token);
        var again = await held.AppendAsync(WriteBatch.Of(create), Token);
        await held.AppendAsync(WriteBatch.Of(new Change.SetStage(new AssemblyId(1), Stage.Closed, Now)), Token);
        await held.AppendAsync(WriteBatch.Of(new Change.IssueCode(HashOf("code"), Role.Organiser, Now)), Token);

        Assert.Equal([new Outcome.Accepted(1)], created);
        Assert.Equal([new Outcome.Refused(1)], again);
        var assembly = Assert.Single(await Store.GetAssembliesAsync(Token));
        Assert.Equal(("beside", Stage.Closed), (assembly.Code, assembly.Stage));
        Assert.Equivalent(create.Settings, assembly.Settings, strict: true);
        Assert.Equal(new Outcome.Refused(1), await RecordAsync(Write(assembly.Id, null, "Seed 1")));
        Assert.IsType<Outcome.Accepted>(await RecordAsync(new Change.RedeemCode(HashOf("code"), AccountOf("ada"), Now)));
    }
}
