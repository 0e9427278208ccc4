namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task A_code_lets_an_account_that_is_new_join_the_participant_who_got_it()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree));
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ada.Value, await AcceptAsync(new Change.IssueLinkCode(HashOf("code"), AccountOf("ada"), Now)));
        Assert.Equal(ada.Value, await LinkAsync("code", "adah"));
        await RestartAsync();

        var found = await Store.FindParticipantAsync(DiscordOf("adah").Hash, Token);
        Assert.Equal(ada, found!.Id);
        Assert.Equal(assembly, Assert.Single(found.Memberships).Assembly);
        Assert.Equal(["telegram", "discord"], (await Store.GetAccountsAsync(ada, Token)).Select(account => account.Platform));
        Assert.Equal(1, await Store.CountParticipantsAsync(assembly, Token));
        Assert.Single(await EventsAsync(assembly));
    }

    [Fact]
    public async Task A_link_code_works_once_for_a_quarter_of_an_hour_and_a_newer_one_replaces_it()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        await AcceptAsync(new Change.IssueLinkCode(HashOf("first"), AccountOf("ada"), Now));
        await AcceptAsync(new Change.IssueLinkCode(HashOf("second"), AccountOf("ada"), Now));

        Assert.Equal(new Outcome.Refused(), await TryLinkAsync("first", "adah"));
        Assert.Equal(new Outcome.Refused(), await TryLinkAsync("another", "adah"));
        Clock.Advance(LinkCode.Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(ada.Value, await LinkAsync("second", "adah"));
        Assert.Equal(new Outcome.Refused(), await TryLinkAsync("second", "adan"));

        await AcceptAsync(new Change.IssueLinkCode(HashOf("third"), AccountOf("ada"), Now));
        Clock.Advance(LinkCode.Lifetime);
        Assert.Equal(new Outcome.Refused(), await TryLinkAsync("third", "adan"));
        Assert.Null(await Store.FindParticipantAsync(DiscordOf("adan").Hash, Token));
    }

    [Fact]
    public async Task Ones_own_code_is_refused_and_stays_for_the_other_account()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        await AcceptAsync(new Change.IssueLinkCode(HashOf("code"), AccountOf("ada"), Now));

        Assert.Equal(new Outcome.Refused(ada.Value), await RecordAsync(new Change.LinkAccount(HashOf("code"), AccountOf("ada"), Now)));
        Assert.Equal(ada.Value, await LinkAsync("code", "adah"));
        await AcceptAsync(new Change.IssueLinkCode(HashOf("again"), AccountOf("ada"), Now));
        Assert.Equal(new Outcome.Refused(ada.Value), await TryLinkAsync("again", "adah"));
    }

    [Fact]
    public async Task Of_two_participants_one_stays_with_what_both_had()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var other = new ParticipantId(await AcceptAsync(new Change.Join(first, DiscordOf("adah"), 4, Now)));
        await AcceptAsync(new Change.Join(second, DiscordOf("adah"), 4, Now));
        await AcceptAsync(new Change.SetNews(other, first, true));
        await AcceptAsync(new Change.SetLanguage(DiscordOf("adah"), "es", Now));
        await AcceptAsync(new Change.IssueCode(HashOf("role"), Role.Moderator, Now));
        await AcceptAsync(new Change.RedeemCode(HashOf("role"), DiscordOf("adah"), Now));
        await AcceptAsync(new Change.LinkChannel(first, new("telegram", "-1"), "en", _mornings, Now) { By = DiscordOf("adah") });
        await AcceptAsync(Write(first, other, "Mine"));
        await AcceptAsync(new Change.Enqueue(PostTo(first, "for adah") with { Participant = other }));
        await AcceptAsync(new Change.IssueLinkCode(HashOf("others"), DiscordOf("adah"), Now));
        var early = Now;
        Clock.Advance(TimeSpan.FromHours(1));
        var ada = await JoinAsync(first);
        await AcceptAsync(new Change.SetWriting(ada, first));
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ada.Value, await IssueAndLinkAsync("code", "ada", "adah"));

        var united = (await Store.GetParticipantAsync(ada, Token))!;
        Assert.Equal(
            [new Membership(first, 4, early, true), new Membership(second, 4, early, false)], united.Memberships);
        Assert.Equal(
            ("es", first, null, Role.Moderator), (united.Language, united.Current, united.Writing, united.Role));
        Assert.Equal(ada, (await Store.GetStatementsAsync(first, Token))[5].Author);
        Assert.Equal(ada, Assert.Single(await Store.GetChannelsAsync(Token)).LinkedBy);
        Assert.Equal(ada, Assert.Single(await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token)).Participant);
        Assert.Equal(
            [AccountOf("ada").Hash, DiscordOf("adah").Hash], (await Store.GetAccountsAsync(ada, Token)).Select(account => account.Hash));
        Assert.Equal(1, await Store.CountParticipantsAsync(first, Token));
        var emptied = (await Store.GetParticipantAsync(other, Token))!;
        Assert.Equal((null, null, Role.None), (emptied.Language, emptied.Current, emptied.Role));
        Assert.Empty(emptied.Memberships);
        Assert.Equal(new Outcome.Refused(), await TryLinkAsync("others", "adan"));
    }

    [Fact]
    public async Task Of_two_votes_on_a_statement_the_later_one_counts_whichever_account_cast_it()
    {
        var assembly = await CreateAsync();
        var (ada, other) = (await JoinAsync(assembly), new ParticipantId(await AcceptAsync(new Change.Join(assembly, DiscordOf("adah"), 1, Now))));
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree));
        await AcceptAsync(Vote(assembly, other, 2, Stance.Agree));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await AcceptAsync(Vote(assembly, other, 1, Stance.Disagree));
        await AcceptAsync(Vote(assembly, ada, 2, Stance.Disagree));
        await AcceptAsync(Vote(assembly, other, 3, Stance.Pass));
        var cast = Now;
        Clock.Advance(TimeSpan.FromMinutes(1));

        await IssueAndLinkAsync("code", "ada", "adah");

        Assert.Equal(
            [new CurrentVote(ada, new(2), Stance.Disagree), new(ada, new(1), Stance.Disagree), new(ada, new(3), Stance.Pass)],
            await CurrentAsync(assembly));
        Assert.Equal(
            [
                new VoteEvent(6, other, new(2), null, Now),
                new VoteEvent(7, other, new(1), null, Now),
                new VoteEvent(8, ada, new(1), Stance.Disagree, cast),
                new VoteEvent(9, other, new(3), null, Now),
                new VoteEvent(10, ada, new(3), Stance.Pass, cast),
            ],
            await EventsAsync(assembly, after: 5));
    }

    [Theory]
    [InlineData("ada", "adah")]
    [InlineData("ben", "adan")]
    public async Task Whoever_goes_after_linking_takes_the_votes_of_both_accounts_along_whichever_joined_first(string owner, string joining)
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var adan = new ParticipantId(await AcceptAsync(new Change.Join(assembly, DiscordOf("adan"), 1, Now)));
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree));
        await AcceptAsync(Vote(assembly, adan, 2, Stance.Agree));
        var ben = await JoinAsync(assembly, "ben");
        var adah = new ParticipantId(await AcceptAsync(new Change.Join(assembly, DiscordOf("adah"), 1, Now)));
        await AcceptAsync(Vote(assembly, ben, 3, Stance.Pass));
        await AcceptAsync(Vote(assembly, adah, 4, Stance.Pass));

        var one = new ParticipantId(await IssueAndLinkAsync("code", owner, joining));
        Assert.Equal(2, await AcceptAsync(new Change.Forget(one, WithVotes: true, Now)));

        Assert.Equal(2, (await CurrentAsync(assembly)).Count);
        Assert.DoesNotContain(await CurrentAsync(assembly), vote => vote.Participant == one);
    }

    [Fact]
    public async Task A_vote_on_a_statement_that_the_other_account_wrote_is_withdrawn()
    {
        var assembly = await CreateAsync(seeds: 0);
        var (ada, other) = (await JoinAsync(assembly), new ParticipantId(await AcceptAsync(new Change.Join(assembly, DiscordOf("adah"), 1, Now))));
        await AcceptAsync(Write(assembly, ada, "Ada's"));
        await AcceptAsync(Write(assembly, other, "Adah's"));
        await AcceptAsync(Vote(assembly, other, 1, Stance.Agree));
        await AcceptAsync(Vote(assembly, ada, 2, Stance.Agree));

        await IssueAndLinkAsync("code", "ada", "adah");

        Assert.Empty(await CurrentAsync(assembly));
        Assert.Equal([Stance.Agree, Stance.Agree, null, null], (await EventsAsync(assembly)).Select(e => e.Stance));
    }

    [Fact]
    public async Task A_vote_that_comes_too_late_for_someone_who_joined_another_or_was_forgotten_is_refused()
    {
        var assembly = await CreateAsync();
        var other = new ParticipantId(await AcceptAsync(new Change.Join(assembly, DiscordOf("adah"), 1, Now)));
        var (ada, ben) = (await JoinAsync(assembly), await JoinAsync(assembly, "ben"));
        await IssueAndLinkAsync("code", "ada", "adah");
        await AcceptAsync(new Change.Forget(ben, true, Now));

        Assert.Equal(new Outcome.Refused(), await RecordAsync(Vote(assembly, other, 1, Stance.Agree), new("telegram:bot", "1")));
        Assert.Equal(new Outcome.Refused(), await RecordAsync(Vote(assembly, ben, 1, Stance.Agree)));

        Assert.Equal(1, await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree), new("telegram:bot", "1")));
        Assert.Equal([1L], (await EventsAsync(assembly)).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Forgetting_erases_every_linked_account_at_once()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        await AcceptAsync(new Change.Join(assembly, DiscordOf("adah"), 1, Now));
        await IssueAndLinkAsync("code", "ada", "adah");
        await IssueAndLinkAsync("third", "ada", "adan");
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree));
        await AcceptAsync(new Change.IssueLinkCode(HashOf("left"), AccountOf("ada"), Now));

        Assert.Equal(1, await AcceptAsync(new Change.Forget(ada, true, Now)));

        Assert.Empty(await Store.GetAccountsAsync(ada, Token));
        foreach (var account in new[] { AccountOf("ada"), DiscordOf("adah"), DiscordOf("adan") })
            Assert.Null(await Store.FindParticipantAsync(account.Hash, Token));
        Assert.Empty(await CurrentAsync(assembly));
        Assert.Equal(new Outcome.Refused(), await TryLinkAsync("left", "new"));
    }

    private async Task<long> IssueAndLinkAsync(string code, string owner, string joining)
    {
        await AcceptAsync(new Change.IssueLinkCode(HashOf(code), AccountOf(owner), Now));
        return await LinkAsync(code, joining);
    }

    private Task<long> LinkAsync(string code, string joining) =>
        AcceptAsync(new Change.LinkAccount(HashOf(code), DiscordOf(joining), Now));

    private Task<Outcome> TryLinkAsync(string code, string joining) =>
        RecordAsync(new Change.LinkAccount(HashOf(code), DiscordOf(joining), Now));

    private static Account DiscordOf(string name) => AccountOf(name, "discord");
}
