namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task Joining_makes_a_participant_a_member_and_the_assembly_their_current_one()
    {
        var assembly = await CreateAsync();

        var ada = await JoinAsync(assembly);
        await RestartAsync();

        var found = await Store.FindParticipantAsync(AccountOf("ada").Hash, Token);
        Assert.NotNull(found);
        Assert.Equal((ada, assembly, Role.None), (found.Id, found.Current, found.Role));
        Assert.Null(found.Language);
        Assert.Null(found.Writing);
        Assert.Equal([new Membership(assembly, 1, Now, false)], found.Memberships);
        Assert.Null(await Store.FindParticipantAsync(AccountOf("ben").Hash, Token));
        Assert.Null(await Store.GetParticipantAsync(new ParticipantId(ada.Value + 1), Token));
    }

    [Fact]
    public async Task Joining_again_changes_the_consent_and_the_address_and_nothing_else()
    {
        var assembly = await CreateAsync();
        var joinedAt = Now;
        var ada = await JoinAsync(assembly);
        await AcceptAsync(new Change.SetNews(ada, assembly, true));
        Clock.Advance(TimeSpan.FromDays(3));

        var again = await AcceptAsync(new Change.Join(assembly, AccountOf("ada", address: "elsewhere"), 2, Now));

        Assert.Equal(ada.Value, again);
        var found = await Store.GetParticipantAsync(ada, Token);
        Assert.Equal([new Membership(assembly, 2, joinedAt, true)], found!.Memberships);
        var account = Assert.Single(await Store.GetAccountsAsync(ada, Token));
        Assert.Equal(("telegram", AccountOf("ada").Hash), (account.Platform, account.Hash));
        Assert.Equal("elsewhere"u8.ToArray(), account.SealedAddress);
        Assert.Equal(1, await Store.CountParticipantsAsync(assembly, Token));
    }

    [Fact]
    public async Task A_person_can_be_in_several_assemblies()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var ada = await JoinAsync(first);
        await JoinAsync(second);
        await JoinAsync(second, "ben");

        var found = await Store.FindParticipantAsync(AccountOf("ada").Hash, Token);
        Assert.Equal(second, found!.Current);
        Assert.Equal([first, second], found.Memberships.Select(membership => membership.Assembly));
        Assert.Equal(1, await Store.CountParticipantsAsync(first, Token));
        Assert.Equal(2, await Store.CountParticipantsAsync(second, Token));

        await AcceptAsync(new Change.SetCurrent(ada, first));
        Assert.Equal(first, (await Store.GetParticipantAsync(ada, Token))!.Current);
    }

    [Fact]
    public async Task A_language_is_kept_for_someone_who_has_not_joined_anything()
    {
        var id = await AcceptAsync(new Change.SetLanguage(AccountOf("ada"), "es", Now));
        Assert.Equal(id, await AcceptAsync(new Change.SetLanguage(AccountOf("ada"), "en", Now)));

        var found = await Store.FindParticipantAsync(AccountOf("ada").Hash, Token);
        Assert.Equal((id, "en"), (found!.Id.Value, found.Language));
        Assert.Empty(found.Memberships);
    }

    [Fact]
    public async Task Writing_begins_and_ends()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);

        await AcceptAsync(new Change.SetWriting(ada, assembly));
        Assert.Equal(assembly, (await Store.GetParticipantAsync(ada, Token))!.Writing);

        await AcceptAsync(new Change.SetWriting(ada, null));
        Assert.Null((await Store.GetParticipantAsync(ada, Token))!.Writing);
        await Assert.ThrowsAsync<StoreException>(() => RecordAsync(new Change.SetWriting(new(99), null)));
    }

    [Fact]
    public async Task News_are_wanted_in_one_assembly_or_in_all()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var ada = await JoinAsync(first);
        await JoinAsync(second);
        var ben = await JoinAsync(second, "ben");

        await AcceptAsync(new Change.SetNews(ada, null, true));
        await AcceptAsync(new Change.SetNews(ben, second, true));
        Assert.Equal([ada], await Store.GetNewsReadersAsync(first, Token));
        Assert.Equal([ada, ben], await Store.GetNewsReadersAsync(second, Token));

        await AcceptAsync(new Change.SetNews(ada, second, false));
        Assert.Equal([ada], await Store.GetNewsReadersAsync(first, Token));
        Assert.Equal([ben], await Store.GetNewsReadersAsync(second, Token));
    }

    [Fact]
    public async Task A_code_gives_its_role_once()
    {
        await AcceptAsync(new Change.IssueCode(HashOf("code"), Role.Organiser, Now));

        var ada = await AcceptAsync(new Change.RedeemCode(HashOf("code"), AccountOf("ada"), Now));
        Assert.Equal(new Outcome.Refused(), await RecordAsync(new Change.RedeemCode(HashOf("code"), AccountOf("ben"), Now)));
        Assert.Equal(new Outcome.Refused(), await RecordAsync(new Change.RedeemCode(HashOf("other"), AccountOf("ben"), Now)));

        Assert.Equal(Role.Organiser, (await Store.GetParticipantAsync(new(ada), Token))!.Role);
        Assert.Null(await Store.FindParticipantAsync(AccountOf("ben").Hash, Token));
    }

    [Fact]
    public async Task A_code_takes_no_role_away_and_cannot_be_issued_twice()
    {
        await AcceptAsync(new Change.IssueCode(HashOf("high"), Role.Organiser, Now));
        await AcceptAsync(new Change.IssueCode(HashOf("low"), Role.Moderator, Now));
        await AcceptAsync(new Change.RedeemCode(HashOf("high"), AccountOf("ada"), Now));
        await AcceptAsync(new Change.RedeemCode(HashOf("low"), AccountOf("ada"), Now));

        Assert.Equal(Role.Organiser, (await Store.FindParticipantAsync(AccountOf("ada").Hash, Token))!.Role);
        Assert.Equal(new Outcome.Refused(), await RecordAsync(new Change.IssueCode(HashOf("high"), Role.Organiser, Now)));
        Assert.Equal(new Outcome.Refused(), await RecordAsync(new Change.RedeemCode(HashOf("high"), AccountOf("ben"), Now)));
    }

    [Fact]
    public async Task A_code_that_was_issued_is_known_even_when_it_is_used_up()
    {
        Assert.False(await Store.HasCodeAsync(Role.Organiser, Token));
        await AcceptAsync(new Change.IssueCode(HashOf("code"), Role.Organiser, Now));
        await AcceptAsync(new Change.RedeemCode(HashOf("code"), AccountOf("ada"), Now));

        Assert.True(await Store.HasCodeAsync(Role.Organiser, Token));
        Assert.False(await Store.HasCodeAsync(Role.Moderator, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_forgotten_cannot_be_found_and_comes_back_as_someone_new(bool withVotes)
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var ada = await JoinAsync(first);
        await JoinAsync(second);
        var ben = await JoinAsync(first, "ben");
        await AcceptAsync(Vote(first, ada, 1, Stance.Agree));
        await AcceptAsync(Vote(first, ben, 1, Stance.Agree));
        await AcceptAsync(Vote(first, ada, 2, Stance.Disagree));
        await AcceptAsync(Vote(second, ada, 1, Stance.Pass));
        await AcceptAsync(new Change.Enqueue(PostTo(first, "for ada") with { Participant = ada }));

        var withdrawn = await AcceptAsync(new Change.Forget(ada, withVotes, Now));

        Assert.Equal(withVotes ? 3 : 0, withdrawn);
        Assert.Null(await Store.FindParticipantAsync(AccountOf("ada").Hash, Token));
        Assert.Empty(await Store.GetAccountsAsync(ada, Token));
        Assert.Empty((await Store.GetParticipantAsync(ada, Token))!.Memberships);
        Assert.Empty(await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token));
        Assert.Equal(1, await Store.CountParticipantsAsync(first, Token));
        Assert.Equal(withVotes ? 1 : 3, (await CurrentAsync(first)).Count);
        Assert.Equal(withVotes ? [1L, 2, 3, 4, 5] : [1L, 2, 3], (await EventsAsync(first)).Select(e => e.Sequence));
        Assert.Equal(withVotes ? 0 : 1, (await CurrentAsync(second)).Count);
        Assert.NotEqual(ada, await JoinAsync(first));
    }

    [Fact]
    public async Task What_someone_wrote_stays_when_they_are_forgotten_or_is_taken_back_for_good()
    {
        var assembly = await CreateAsync();
        var (ada, ben) = (await JoinAsync(assembly), await JoinAsync(assembly, "ben"));
        await AcceptAsync(Write(assembly, ada, "Ada's own words"));
        await AcceptAsync(Write(assembly, ben, "Ben's words"));
        var before = await Store.GetCatalogueVersionAsync(Token);

        await AcceptAsync(new Change.Forget(ben, WithVotes: true, Now));
        await AcceptAsync(new Change.Forget(ada, WithVotes: false, Now) { WithStatements = true });
        await RestartAsync();

        Assert.NotEqual(before, await Store.GetCatalogueVersionAsync(Token));
        var statements = await Store.GetStatementsAsync(assembly, Token);
        Assert.Equal(
            [(StatementState.Withdrawn, StatementText.Withdrawn), (StatementState.Waiting, LocalText.Of("en", "Ben's words"))],
            statements.Skip(5).Select(statement => (statement.State, statement.Text)));
        Assert.Equal(new Outcome.Refused(6), await RecordAsync(new Change.Decide(
            assembly, new StatementId(6), StatementState.Withdrawn, StatementState.Accepted, null, null, Now)));

        var cleo = await JoinAsync(assembly, "cleo");
        Assert.Equal(8, await AcceptAsync(Write(assembly, cleo, "Ada's own words")));
        Assert.Equal(new Outcome.Refused(7), await RecordAsync(Write(assembly, cleo, "Ben's words")));
    }
}
