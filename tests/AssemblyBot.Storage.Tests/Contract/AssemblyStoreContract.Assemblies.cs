using System.Text.Json;

namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task An_assembly_and_its_seeds_come_back_as_they_were_stored()
    {
        var settings = Settings();
        var seeds = new[]
        {
            new LocalText([new("en", "<b>Bold</b> & \"quoted\" 👩‍👩‍👧"), new("es", "Ñandú")]),
            LocalText.Of("es", "Dos"),
        };
        var id = new AssemblyId(await AcceptAsync(new Change.CreateAssembly("commons", settings, Stage.Draft, seeds, Now)));

        await RestartAsync();

        var assembly = Assert.Single(await Store.GetAssembliesAsync(Token));
        Assert.Equal((id, "commons", Stage.Draft, Now, 0L), (assembly.Id, assembly.Code, assembly.Stage, assembly.CreatedAt, assembly.Head));
        Assert.Equal(JsonSerializer.Serialize(settings), JsonSerializer.Serialize(assembly.Settings));
        var statements = await Store.GetStatementsAsync(id, Token);
        Assert.Equal([1, 2], statements.Select(statement => statement.Id.Number));
        Assert.Equal(seeds, statements.Select(statement => statement.Text));
        Assert.All(statements, statement => Assert.True(statement.IsSeed && statement.State == StatementState.Accepted));
        Assert.All(statements, statement => Assert.Equal((id, Now), (statement.Assembly, statement.CreatedAt)));
    }

    [Fact]
    public async Task A_code_belongs_to_one_assembly()
    {
        var first = await CreateAsync("commons", seeds: 1);

        var second = await RecordAsync(
            new Change.CreateAssembly("commons", Settings(), Stage.Open, [LocalText.Of("en", "Other")], Now));

        Assert.Equal(new Outcome.Refused(first.Value), second);
        Assert.Single(await Store.GetAssembliesAsync(Token));
        Assert.Single(await Store.GetStatementsAsync(first, Token));
    }

    [Fact]
    public async Task The_stage_is_the_one_set_last()
    {
        var assembly = await CreateAsync();

        await AcceptAsync(new Change.SetStage(assembly, Stage.Closed, Now));

        Assert.Equal(Stage.Closed, Assert.Single(await Store.GetAssembliesAsync(Token)).Stage);
        await Assert.ThrowsAsync<StoreException>(() => RecordAsync(new Change.SetStage(new(99), Stage.Open, Now)));
    }

    [Fact]
    public async Task The_catalogue_version_changes_with_assemblies_statements_and_channels()
    {
        var address = new ChannelAddress("telegram", "-100");
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        Change[] changes =
        [
            new Change.CreateAssembly("other", Settings(), Stage.Open, [], Now),
            new Change.SetStage(assembly, Stage.StatementsClosed, Now),
            Write(assembly, ada, "Mine"),
            new Change.Decide(assembly, new(6), StatementState.Waiting, StatementState.Accepted, null, ada, Now),
            new Change.LinkChannel(assembly, address, "en", Schedule.Default, Now),
            new Change.MoveChat("telegram", "-100", "-200"),
            new Change.DisableChannel(new ChannelId(1), "kicked", Now),
            new Change.UnlinkChannel(assembly, address with { Chat = "-200" }, Now),
        ];

        var versions = new List<long> { await Store.GetCatalogueVersionAsync(Token) };
        foreach (var change in changes)
        {
            await AcceptAsync(change);
            versions.Add(await Store.GetCatalogueVersionAsync(Token));
        }

        Assert.Equal(changes.Length + 1, versions.Distinct().Count());
    }

    [Fact]
    public async Task The_catalogue_version_stays_with_votes_people_and_what_was_refused()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        await AcceptAsync(Write(assembly, ada, "Mine"));
        var version = await Store.GetCatalogueVersionAsync(Token);

        await JoinAsync(assembly, "ben");
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree));
        await AcceptAsync(new Change.SetWriting(ada, assembly));
        Assert.IsType<Outcome.Refused>(await RecordAsync(Write(assembly, ada, "Mine")));

        Assert.Equal(version, await Store.GetCatalogueVersionAsync(Token));
    }
}
