namespace AssemblyBot.Core.Tests.Voting;

public sealed class VotingTests
{
    private static VotingPhrases P => TestInstallation.Book().Voting;

    [Fact]
    public async Task A_vote_is_on_disk_when_its_card_says_so()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var card = await ana.VotesAsync(3, Stance.Disagree);

        Assert.Equal("Counted: Disagree", card.Notice);
        Assert.Equal([new CurrentVote(new ParticipantId(1), new StatementId(3), Stance.Disagree)], await installation.VotesOnDiskAsync());
    }

    [Fact]
    public async Task Votes_are_there_again_after_a_restart()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await ana.VotesAsync(2, Stance.Pass);

        await installation.RestartAsync();

        var votes = await ana.AsksAsync(new CardAction.MyVotes(null, 0));
        Assert.Equal([("#2", "Your vote: Pass"), ("#1", "Your vote: Agree")], votes.Tallies().Select(tally => (tally.Label, tally.Counts)));
        Assert.Equal(2, installation.Assembly.Votes.VoteCount);
        Assert.Equal(2, installation.Assembly.Votes.Head);
    }

    [Fact]
    public async Task The_head_is_the_stores_after_a_restart_when_every_vote_was_taken_back()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await ana.PressesAsync(P.Undo);

        await installation.RestartAsync();

        Assert.Equal(0, installation.Assembly.Votes.VoteCount);
        Assert.Equal(2, installation.Assembly.Votes.Head);
    }

    [Fact]
    public async Task A_second_vote_on_a_statement_replaces_the_first()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);

        var card = await ana.VotesAsync(1, Stance.Disagree);

        Assert.Equal("Changed: Disagree", card.Notice);
        Assert.Equal(Stance.Disagree, Assert.Single(await installation.VotesOnDiskAsync()).Stance);
        Assert.Equal(2, (await installation.EventsOnDiskAsync()).Count);
    }

    [Fact]
    public async Task Undo_withdraws_the_last_vote_and_shows_its_statement_again()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        var first = ana.Statement!.Value;
        await ana.VotesAsync(Stance.Agree);

        var card = await ana.PressesAsync(P.Undo);

        Assert.Equal(P.TakenBack.Text, card.Notice);
        Assert.Equal(first, ana.Statement);
        Assert.Empty(await installation.VotesOnDiskAsync());
        Assert.Null((await installation.EventsOnDiskAsync())[^1].Stance);
    }

    [Fact]
    public async Task Undo_twice_says_that_there_is_nothing_left_to_take_back()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        var undo = new CardAction.Undo(installation.Assembly.Id, new StatementId(1));
        await ana.PressesAsync(undo);

        var card = await ana.PressesAsync(undo);

        Assert.Equal(P.NothingToUndo.Text, card.Notice);
        Assert.Equal(2, (await installation.EventsOnDiskAsync()).Count);
    }

    [Fact]
    public async Task A_vote_delivered_twice_counts_once_and_is_answered_twice()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        var first = await ana.VotesAsync(1, Stance.Agree);

        var second = await ana.RedeliversAsync();
        await installation.RestartAsync();
        var third = await ana.RedeliversAsync();

        Assert.Equal(first.Text(), second!.Text());
        Assert.Equal(first.Text(), third!.Text());
        Assert.Single(await installation.EventsOnDiskAsync());
    }

    [Fact]
    public async Task An_old_delivery_of_a_vote_does_not_undo_a_change_of_mind_nor_claims_to()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        var agreed = ana.LastRequest;
        await ana.VotesAsync(1, Stance.Disagree);

        var card = await ana.RedeliversAsync(agreed);

        Assert.Equal(Stance.Disagree, Assert.Single(await installation.VotesOnDiskAsync()).Stance);
        Assert.DoesNotContain("Agree", card!.Notice ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presses_at_the_same_time_all_count_once()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(30));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        await Task.WhenAll(Enumerable.Range(1, 30).Select(statement => ana.VotesAsync(statement, Stance.Agree)));

        Assert.Equal(30, (await installation.VotesOnDiskAsync()).Count);
        Assert.Equal(30, installation.Assembly.Votes.VoteCount);
        Assert.Equal(Enumerable.Range(1, 30).Select(number => (long)number), (await installation.EventsOnDiskAsync()).Select(vote => vote.Sequence));
    }

    [Fact]
    public async Task A_card_shows_where_the_person_is_and_who_wrote_the_statement()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2).ModeratedAfter());
        await installation.Person("ben").JoinsAsync();
        await installation.Person("ben").WritesAsync("Libraries lend tools");
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var byOrganiser = await ana.AsksAsync(new CardAction.Open(installation.Assembly.Id, new StatementId(1)));
        var byParticipant = await ana.AsksAsync(new CardAction.Open(installation.Assembly.Id, new StatementId(3)));

        Assert.Contains("#1 · written by the organisers: Seed statement 1", byOrganiser.Text(), StringComparison.Ordinal);
        Assert.Contains("#3 · written by a participant: Libraries lend tools", byParticipant.Text(), StringComparison.Ordinal);
        Assert.Contains("The commons · 1 of 3", byParticipant.Text(), StringComparison.Ordinal);
        Assert.Equal(["Agree", "Disagree", "Pass", "Add a statement"], byParticipant.Labels());
    }

    [Fact]
    public async Task An_invitation_to_write_comes_after_the_seventh_vote_and_only_then()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        var invitation = P.InviteToWrite.With(("count", 7));

        var invited = new List<bool>();
        for (var vote = 1; vote <= 8; vote++)
            invited.Add((await ana.VotesAsync(Stance.Agree)).Text().Contains(invitation, StringComparison.Ordinal));

        Assert.Equal([false, false, false, false, false, false, true, false], invited);
    }

    [Fact]
    public async Task No_invitation_comes_when_statements_are_not_taken_any_more()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly
            .InStage(Stage.StatementsClosed)
            .With(settings => settings with { InviteAfter = 1 }));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var card = await ana.VotesAsync(Stance.Agree);

        Assert.DoesNotContain(P.InviteToWrite.With(("count", 1)), card.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestInstallation.Book().Writing.Add.Text, card.Labels());
    }

    [Fact]
    public async Task When_all_is_voted_the_person_is_thanked_and_offered_news()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(Stance.Agree);

        var done = await ana.VotesAsync(Stance.Agree);
        var wanted = await ana.PressesAsync(P.WantNews);
        var unwanted = await ana.PressesAsync(P.NoNews);

        Assert.Contains(P.AllDone.With(("count", 2)), done.Text(), StringComparison.Ordinal);
        Assert.Contains(TestInstallation.Book().Writing.Add.Text, done.Labels());
        Assert.Equal(P.NewsOn.Text, wanted.Notice);
        Assert.Equal(P.NewsOff.Text, unwanted.Notice);
    }

    [Fact]
    public async Task An_assembly_without_statements_says_so()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(0));

        var card = await installation.Person("ana").JoinsAsync();

        Assert.Contains(P.NothingToVoteOn.Text, card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_can_change_a_vote_from_the_list_of_ones_votes()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        for (var statement = 1; statement <= 7; statement++)
            await ana.VotesAsync(statement, Stance.Agree);

        var newest = await ana.AsksAsync(new CardAction.MyVotes(null, 0));
        var older = await ana.PressesAsync(P.Older);
        var opened = await ana.PressesAsync("#2");
        await ana.PressesAsync("Pass");

        Assert.Equal(["#7", "#6", "#5", "#4", "#3"], newest.Tallies().Select(tally => tally.Label));
        Assert.Equal(["#2", "#1"], older.Tallies().Select(tally => tally.Label));
        Assert.Contains("Your vote: Agree", opened.Text(), StringComparison.Ordinal);
        Assert.Contains(await installation.VotesOnDiskAsync(), vote => vote is { Statement.Number: 2, Stance: Stance.Pass });
    }

    [Fact]
    public async Task A_page_of_votes_that_does_not_exist_is_the_last_one()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);

        var card = await ana.PressesAsync(new CardAction.MyVotes(installation.Assembly.Id, 900));

        Assert.Equal(["#1"], card.Tallies().Select(tally => tally.Label));
    }

    [Fact]
    public async Task Nobody_votes_on_a_statement_that_is_not_accepted()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1));
        await installation.Person("ben").JoinsAsync();
        await installation.Person("ben").WritesAsync("Libraries lend tools");
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var waiting = await ana.VotesAsync(2, Stance.Agree);
        var missing = await ana.VotesAsync(99, Stance.Agree);

        Assert.Equal(P.NotVotable.Text, waiting.Notice);
        Assert.Equal(P.NotVotable.Text, missing.Notice);
        Assert.Empty(await installation.VotesOnDiskAsync());
    }

    [Fact]
    public async Task A_vote_in_an_assembly_that_does_not_exist_gets_a_card()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var card = await ana.PressesAsync(new CardAction.Vote(new AssemblyId(77), new StatementId(1), Stance.Agree));

        Assert.Equal(TestInstallation.Book().Common.NoSuchAssembly.Text, card.Text().Trim());
    }

    [Theory]
    [InlineData(Stage.Draft)]
    [InlineData(Stage.Closed)]
    public async Task Nobody_votes_outside_the_open_stages(Stage stage)
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await installation.RecordAsync(new Change.SetStage(installation.Assembly.Id, stage, installation.Clock.GetUtcNow()));

        var card = await ana.VotesAsync(1, Stance.Agree);

        var expected = stage == Stage.Draft ? TestInstallation.Book().Joining.NotOpenYet : TestInstallation.Book().Joining.IsClosed;
        Assert.Contains(expected.Text, card.Text(), StringComparison.Ordinal);
        Assert.Empty(await installation.VotesOnDiskAsync());
    }

    [Fact]
    public async Task A_write_that_fails_is_an_exception_and_the_vote_is_not_counted()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        installation.Store.BeforeAppend = _ => throw new StoreException("the disk is full");

        await Assert.ThrowsAsync<StoreException>(() => ana.VotesAsync(1, Stance.Agree));
        installation.Store.BeforeAppend = null;

        Assert.Equal(0, installation.Assembly.Votes.VoteCount);
        Assert.Equal("Counted: Agree", (await ana.RedeliversAsync())!.Notice);
    }
}
