namespace AssemblyBot.Core.Tests.Participants;

public sealed class LinkingTests
{
    private static LinkingPhrases P => TestInstallation.Book().Linking;

    [Fact]
    public async Task A_code_makes_a_new_account_the_same_participant_who_goes_on_where_they_were()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(3));
        var (ana, phone) = (installation.Person("ana"), installation.Person("phone"));
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await ana.VotesAsync(2, Stance.Disagree);

        var offer = await ana.AsksAsync(new CardAction.LinkAccount(null));
        var linked = await phone.AsksAsync(new CardAction.LinkAccount(CardReading.LinkCodeOn(offer)));
        await phone.PressesAsync(TestInstallation.Book().Common.Continue);
        var votes = await phone.AsksAsync(new CardAction.MyVotes(null, 0));

        Assert.Contains(P.HowToUndo.Text, offer.Text(), StringComparison.Ordinal);
        Assert.Contains(P.OnlyYours.Text, offer.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Linked.Text, linked.Text(), StringComparison.Ordinal);
        Assert.Contains(P.HowToUndo.Text, linked.Text(), StringComparison.Ordinal);
        Assert.Equal(["#2", "#1"], votes.Tallies().Select(tally => tally.Label));
        Assert.Equal(1, installation.Assembly.Votes.VoterCount);
    }

    [Fact]
    public async Task Two_who_voted_count_once_and_the_later_vote_stays_in_memory_and_on_disk()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(4));
        var (ana, phone, ben) = (installation.Person("ana"), installation.Person("phone"), installation.Person("ben"));
        foreach (var person in new[] { ana, phone, ben })
            await person.JoinsAsync();
        await ben.VotesAsync(1, Stance.Agree);
        await ana.VotesAsync(1, Stance.Agree);
        await phone.VotesAsync(2, Stance.Agree);
        installation.Clock.Advance(TimeSpan.FromSeconds(1));
        await phone.VotesAsync(1, Stance.Disagree);
        await ana.VotesAsync(2, Stance.Pass);
        await phone.VotesAsync(3, Stance.Agree);

        await phone.LinksToAsync(ana);
        await ana.VotesAsync(4, Stance.Agree);

        var (voters, votes) = (installation.Assembly.Votes.VoterCount, installation.Assembly.Votes.All().ToHashSet());
        Assert.Equal(2, voters);
        Assert.Equal(
            [(1L, 1, Stance.Disagree), (1L, 2, Stance.Pass), (1L, 3, Stance.Agree), (1L, 4, Stance.Agree)],
            votes.Where(vote => vote.Participant == 1).Select(vote => (vote.Participant, vote.Statement, vote.Stance)).Order());
        Assert.Equal((await installation.EventsOnDiskAsync())[^1].Sequence, installation.Assembly.Votes.Head);
        await installation.RestartAsync();
        Assert.Equal(votes, installation.Assembly.Votes.All().ToHashSet());
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_statement_that_another_account_of_theirs_wrote()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1).ModeratedAfter());
        var (ana, phone) = (installation.Person("ana"), installation.Person("phone"));
        await ana.JoinsAsync();
        await phone.JoinsAsync();
        await phone.WritesAsync("Libraries lend tools");
        await ana.VotesAsync(1, Stance.Agree);
        Assert.Equal(2, ana.Statement);

        await phone.LinksToAsync(ana);
        var next = await ana.AsksAsync(new CardAction.Next(null));
        var mine = await ana.AsksAsync(new CardAction.MyStatements());

        Assert.Contains(TestInstallation.Book().Voting.AllDoneTitle.Text, next.Text(), StringComparison.Ordinal);
        Assert.Equal("#2", Assert.Single(mine.Tallies()).Label);
    }

    [Fact]
    public async Task Forgetting_from_either_account_erases_both()
    {
        await using var installation = await TestInstallation.StartAsync();
        var (ana, phone, tablet) = (installation.Person("ana"), installation.Person("phone"), installation.Person("tablet"));
        await ana.JoinsAsync();
        await phone.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await phone.VotesAsync(2, Stance.Agree);
        await phone.LinksToAsync(ana);
        await tablet.LinksToAsync(phone);

        await phone.AsksAsync(new CardAction.Forget(true));

        foreach (var account in new[] { ana, phone, tablet })
        {
            var card = await account.AsksAsync(new CardAction.Forget(true));
            Assert.Equal(TestInstallation.Book().Joining.NothingToForget.Text, card.Text().Trim());
        }

        Assert.Equal(0, installation.Assembly.Votes.VoteCount);
        Assert.Empty(await installation.VotesOnDiskAsync());
    }

    [Fact]
    public async Task Ones_own_code_a_used_one_and_one_that_is_too_old_are_answered_politely()
    {
        await using var installation = await TestInstallation.StartAsync();
        var (ana, phone) = (installation.Person("ana"), installation.Person("phone"));
        await ana.JoinsAsync();
        var code = CardReading.LinkCodeOn(await ana.AsksAsync(new CardAction.LinkAccount(null)));

        var own = await ana.AsksAsync(new CardAction.LinkAccount(code));
        await phone.AsksAsync(new CardAction.LinkAccount(code));
        var used = await installation.Person("eve").AsksAsync(new CardAction.LinkAccount(code));
        var again = CardReading.LinkCodeOn(await ana.AsksAsync(new CardAction.LinkAccount(null)));
        var same = await phone.AsksAsync(new CardAction.LinkAccount(again));
        installation.Clock.Advance(LinkCode.Lifetime);
        var old = await installation.Person("eve").AsksAsync(new CardAction.LinkAccount(again));

        Assert.Equal(P.Same.Text, own.Text().Trim());
        Assert.Equal(P.Wrong.With(("minutes", 15)), used.Text().Trim());
        Assert.Equal(P.Same.Text, same.Text().Trim());
        Assert.Equal(P.Wrong.With(("minutes", 15)), old.Text().Trim());
    }

    [Fact]
    public async Task After_five_wrong_codes_an_account_waits_for_a_quarter_of_an_hour_and_others_do_not()
    {
        await using var installation = await TestInstallation.StartAsync();
        var (ana, eve) = (installation.Person("ana"), installation.Person("eve"));
        await ana.JoinsAsync();
        for (var n = 0; n < 5; n++)
            Assert.Equal(P.Wrong.With(("minutes", 15)), (await eve.AsksAsync(new CardAction.LinkAccount($"AAAA-BBBB-CCC{n}"))).Text().Trim());

        var right = await eve.LinksToAsync(ana);
        var other = await installation.Person("phone").LinksToAsync(ana);
        installation.Clock.Advance(TimeSpan.FromMinutes(15));
        var later = await eve.LinksToAsync(ana);

        Assert.Equal(P.TooMany.With(("minutes", 15)), right.Text().Trim());
        Assert.Contains(P.Linked.Text, other.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Linked.Text, later.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_stored_of_a_stranger_who_wants_a_code()
    {
        await using var installation = await TestInstallation.StartAsync();
        var batches = installation.Store.Batches.Count;

        var card = await installation.Person("ana").AsksAsync(new CardAction.LinkAccount(null));

        Assert.Equal(P.NothingYet.Text, card.Text().Trim());
        Assert.Equal(batches, installation.Store.Batches.Count);
    }

    [Fact]
    public async Task A_code_asked_for_or_sent_twice_by_the_platform_works_as_if_it_came_once()
    {
        await using var installation = await TestInstallation.StartAsync();
        var (ana, phone) = (installation.Person("ana"), installation.Person("phone"));
        await ana.JoinsAsync();
        await ana.AsksAsync(new CardAction.LinkAccount(null));
        var shown = CardReading.LinkCodeOn((await ana.RedeliversAsync())!);

        var linked = await phone.AsksAsync(new CardAction.LinkAccount(shown));
        var again = await phone.RedeliversAsync();

        Assert.Contains(P.Linked.Text, linked.Text(), StringComparison.Ordinal);
        Assert.Equal(linked.Text(), again!.Text());
    }

    [Fact]
    public async Task A_vote_that_was_on_its_way_from_an_account_that_has_joined_another_is_not_counted_twice()
    {
        await using var installation = await TestInstallation.StartAsync();
        var (ana, phone) = (installation.Person("ana"), installation.Person("phone"));
        await ana.JoinsAsync();
        await phone.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        var code = CardReading.LinkCodeOn(await ana.AsksAsync(new CardAction.LinkAccount(null)));
        var isHeld = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        installation.Store.BeforeAppend = _ =>
        {
            isHeld.TrySetResult();
            return release.Task;
        };

        var linking = phone.AsksAsync(new CardAction.LinkAccount(code));
        await isHeld.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var voting = phone.VotesAsync(1, Stance.Disagree);
        installation.Store.BeforeAppend = null;
        release.SetResult();
        await linking;
        var card = await voting;

        Assert.Equal(1, installation.Assembly.Votes.VoteCount);
        Assert.Single(await installation.VotesOnDiskAsync());
        Assert.Contains(TestInstallation.Book().Common.OldButton.Text, card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_neither_given_nor_taken_where_everyone_reads_along()
    {
        await using var installation = await TestInstallation.StartAsync();
        var square = RecordingMessenger.Channel("square");
        var (ana, phone) = (installation.Person("ana"), installation.Person("phone"));
        await ana.JoinsAsync();
        var code = CardReading.LinkCodeOn(await ana.AsksAsync(new CardAction.LinkAccount(null)));

        var given = await ana.AsksInAsync(square, new CardAction.LinkAccount(null));
        var taken = await phone.AsksInAsync(square, new CardAction.LinkAccount(code));

        Assert.Contains(TestInstallation.Book().Common.InPrivate.Text, given!.Text(), StringComparison.Ordinal);
        Assert.Contains(TestInstallation.Book().Common.InPrivate.Text, taken!.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Linked.Text, (await phone.AsksAsync(new CardAction.LinkAccount(code))).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Votes_that_memory_could_not_take_in_after_linking_are_taken_in_with_the_next_write()
    {
        await using var installation = await TestInstallation.StartAsync();
        var (ana, phone) = (installation.Person("ana"), installation.Person("phone"));
        await ana.JoinsAsync();
        await phone.JoinsAsync();
        await phone.VotesAsync(1, Stance.Agree);
        await phone.VotesAsync(2, Stance.Agree);
        installation.Store.BeforeEvents = () => throw new StoreException("the disk is away");

        await phone.LinksToAsync(ana);
        installation.Store.BeforeEvents = null;
        await ana.VotesAsync(3, Stance.Agree);

        Assert.Equal(1, installation.Assembly.Votes.VoterCount);
        Assert.Equal(3, installation.Assembly.Votes.VoteCount);
        Assert.Equal((await installation.EventsOnDiskAsync())[^1].Sequence, installation.Assembly.Votes.Head);
    }
}
