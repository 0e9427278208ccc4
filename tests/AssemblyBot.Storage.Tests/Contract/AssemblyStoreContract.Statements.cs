namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task Statements_are_numbered_on_in_each_assembly()
    {
        var (first, second) = (await CreateAsync("first", seeds: 3), await CreateAsync("second", seeds: 0));
        var ada = await JoinAsync(first);

        Assert.Equal(4, await AcceptAsync(Write(first, ada, "Four")));
        Assert.Equal(1, await AcceptAsync(Write(second, ada, "One")));
        Assert.Equal(5, await AcceptAsync(Write(first, null, "Five")));

        var added = (await Store.GetStatementsAsync(first, Token))[3];
        Assert.Equal(
            (new StatementId(4), ada, StatementState.Waiting, Now), (added.Id, added.Author, added.State, added.CreatedAt));
        Assert.Equal(LocalText.Of("en", "Four"), added.Text);
        Assert.Null((await Store.GetStatementsAsync(first, Token))[4].Author);
    }

    [Fact]
    public async Task Adding_a_statement_ends_the_authors_writing()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        await AcceptAsync(new Change.SetWriting(ada, assembly));

        await AcceptAsync(Write(assembly, ada, "Mine"));

        Assert.Null((await Store.GetParticipantAsync(ada, Token))!.Writing);
    }

    [Fact]
    public async Task A_statement_that_says_the_same_is_refused_with_the_number_of_the_first()
    {
        var assembly = await CreateAsync(seeds: 2);
        var other = await CreateAsync("other", seeds: 0);
        var ada = await JoinAsync(assembly);
        await AcceptAsync(Write(assembly, ada, "Libraries matter"));
        await AcceptAsync(new Change.SetWriting(ada, assembly));

        Assert.Equal(new Outcome.Refused(3), await RecordAsync(Write(assembly, ada, "libraries matter!")));
        Assert.Equal(new Outcome.Refused(2), await RecordAsync(Write(assembly, ada, "seed 2.")));

        Assert.Equal(3, (await Store.GetStatementsAsync(assembly, Token)).Count);
        Assert.Equal(assembly, (await Store.GetParticipantAsync(ada, Token))!.Writing);
        Assert.Equal(1, await AcceptAsync(Write(other, ada, "Libraries matter")));
    }

    [Fact]
    public async Task A_statement_says_the_same_as_a_seed_in_any_of_its_languages()
    {
        var seed = new LocalText([new("en", "Libraries matter"), new("es", "Las bibliotecas importan")]);
        var assembly = new AssemblyId(await AcceptAsync(new Change.CreateAssembly("commons", Settings(), Stage.Open, [seed], Now)));

        Assert.Equal(new Outcome.Refused(1), await RecordAsync(Write(assembly, null, "las bibliotecas importan")));
    }

    [Fact]
    public async Task A_statement_may_be_added_again_when_it_was_rejected()
    {
        var assembly = await CreateAsync(seeds: 0);
        await AcceptAsync(Write(assembly, null, "Libraries matter"));
        await AcceptAsync(Decide(assembly, 1, StatementState.Waiting, StatementState.Rejected, RejectionReason.Unclear));

        Assert.Equal(2, await AcceptAsync(Write(assembly, null, "Libraries matter")));
        Assert.Equal(new Outcome.Refused(2), await RecordAsync(Write(assembly, null, "Libraries matter")));
    }

    [Fact]
    public async Task A_decision_is_taken_once()
    {
        var assembly = await CreateAsync(seeds: 0);
        await AcceptAsync(Write(assembly, null, "Libraries matter"));

        Assert.Equal(
            1, await AcceptAsync(Decide(assembly, 1, StatementState.Waiting, StatementState.Rejected, RejectionReason.Personal)));
        Assert.Equal(
            new Outcome.Refused(1),
            await RecordAsync(Decide(assembly, 1, StatementState.Waiting, StatementState.Accepted, null)));

        var statement = Assert.Single(await Store.GetStatementsAsync(assembly, Token));
        Assert.Equal((StatementState.Rejected, RejectionReason.Personal), (statement.State, statement.Reason));
        await Assert.ThrowsAsync<StoreException>(
            () => RecordAsync(Decide(assembly, 2, StatementState.Waiting, StatementState.Accepted, null)));
    }

    [Fact]
    public async Task A_decision_can_be_taken_back()
    {
        var assembly = await CreateAsync(seeds: 0);
        await AcceptAsync(Write(assembly, null, "Libraries matter"));
        await AcceptAsync(Decide(assembly, 1, StatementState.Waiting, StatementState.Rejected, RejectionReason.Duplicate));

        await AcceptAsync(Decide(assembly, 1, StatementState.Rejected, StatementState.Accepted, null));

        var statement = Assert.Single(await Store.GetStatementsAsync(assembly, Token));
        Assert.Equal((StatementState.Accepted, null), (statement.State, statement.Reason));
    }

    private Change.Decide Decide(
        AssemblyId assembly, int statement, StatementState expected, StatementState state, RejectionReason? reason) =>
        new(assembly, new StatementId(statement), expected, state, reason, null, Now);
}
