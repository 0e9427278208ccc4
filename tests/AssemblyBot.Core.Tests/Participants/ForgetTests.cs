namespace AssemblyBot.Core.Tests.Participants;

public sealed class ForgetTests
{
    private static JoiningPhrases P => TestInstallation.Book().Joining;

    [Fact]
    public async Task Forgetting_with_votes_withdraws_them_all_in_memory_and_on_disk()
    {
        await using var installation = await StartAsync();
        var ana = installation.Person("ana");

        await ana.AsksAsync(new CardAction.Forget(null));
        var card = await ana.PressesAsync(P.ForgetEverything);

        Assert.Equal(P.Forgotten.Text, card.Text().Trim());
        Assert.Equal([new ParticipantId(2)], (await installation.VotesOnDiskAsync()).Select(vote => vote.Participant));
        Assert.Equal(1, installation.Assembly.Votes.VoteCount);
        Assert.Equal(1, installation.Assembly.Votes.VoterCount);
        Assert.Equal((await installation.EventsOnDiskAsync())[^1].Sequence, installation.Assembly.Votes.Head);
    }

    [Fact]
    public async Task Forgetting_without_votes_leaves_them_without_a_name()
    {
        await using var installation = await StartAsync();
        var ana = installation.Person("ana");

        await ana.AsksAsync(new CardAction.Forget(null));
        await ana.PressesAsync(P.ForgetKeepVotes);

        Assert.Equal(3, (await installation.VotesOnDiskAsync()).Count);
        Assert.Empty(await installation.Store.GetAccountsAsync(new ParticipantId(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_has_written_chooses_what_becomes_of_votes_and_statements_one_by_one()
    {
        await using var installation = await StartAsync();
        var ana = installation.Person("ana");
        await ana.WritesAsync("A statement of Ana's own");
        var number = installation.Assembly.Statements[^1].Id;

        var card = await ana.AsksAsync(new CardAction.Forget(null));
        await ana.PressesAsync(P.ForgetTakeStatements);

        Assert.Contains(P.ForgetWhatBoth.Text, card.Text(), StringComparison.Ordinal);
        foreach (var label in new[] { P.ForgetKeepBoth, P.ForgetTakeVotes, P.ForgetTakeStatements, P.ForgetTakeBoth })
            Assert.Contains(label.Text, card.Labels());
        Assert.Equal((StatementState.Withdrawn, StatementText.Withdrawn), (installation.Assembly.Find(number)!.State, installation.Assembly.Find(number)!.Text));
        Assert.Equal(3, (await installation.VotesOnDiskAsync()).Count);

        var queue = await installation.Moderator.AsksAsync(new CardAction.Queue($"{number.Number}"));
        var accept = await installation.Moderator.AsksAsync(new CardAction.Accept(installation.Assembly.Id, number));
        foreach (var shown in new[] { queue, accept })
            Assert.Contains(TestInstallation.Book().Moderating.IsWithdrawn.Text, shown.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestInstallation.Book().Moderating.Accept.Text, queue.Labels());
        Assert.Equal(StatementState.Withdrawn, installation.Assembly.Find(number)!.State);
    }

    [Fact]
    public async Task Who_is_forgotten_stands_in_the_list_outside_the_store_under_another_hash_than_in_it()
    {
        await using var installation = await StartAsync();
        var ana = installation.Person("ana");
        var hash = installation.Services.GetRequiredService<IdentityVault>().Hash(ana.Identity);

        await ana.AsksAsync(new CardAction.Forget(true) { WithStatements = true });

        var line = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(installation.Folder, "erasures.txt"), TestContext.Current.CancellationToken));
        Assert.Matches("^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z [0-9a-f]{64} votes statements$", line);
        Assert.DoesNotContain(hash, line, StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Identity.Id, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_forgotten_when_the_list_cannot_be_written()
    {
        await using var installation = await StartAsync();
        var ana = installation.Person("ana");
        Directory.CreateDirectory(Path.Combine(installation.Folder, "erasures.txt"));

        await Assert.ThrowsAsync<StoreException>(() => ana.AsksAsync(new CardAction.Forget(true)));

        Assert.Equal(3, (await installation.VotesOnDiskAsync()).Count);
        Assert.NotEmpty(await installation.Store.GetAccountsAsync(new ParticipantId(1), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_was_forgotten_is_a_stranger_afterwards(bool withVotes)
    {
        await using var installation = await StartAsync();
        var ana = installation.Person("ana");
        await ana.AsksAsync(new CardAction.Forget(withVotes));

        var redelivered = await ana.RedeliversAsync();
        var vote = await ana.VotesAsync(3, Stance.Agree);
        await ana.JoinsAsync();
        var votes = await ana.AsksAsync(new CardAction.MyVotes(null, 0));

        Assert.Equal(P.NothingToForget.Text, redelivered!.Text().Trim());
        Assert.Contains(P.Accept.Text, vote.Labels());
        Assert.Contains(TestInstallation.Book().Voting.NoVotesYet.Text, votes.Text(), StringComparison.Ordinal);
        Assert.Contains(
            new ParticipantId(3), (await installation.Store.FindParticipantAsync(
                installation.Services.GetRequiredService<IdentityVault>().Hash(ana.Identity), TestContext.Current.CancellationToken) is { Id: var id }
                ? [id]
                : Array.Empty<ParticipantId>()));
    }

    [Fact]
    public async Task What_a_forgotten_person_wrote_stays_and_nobody_is_told_of_it()
    {
        await using var installation = await StartAsync();
        var ana = installation.Person("ana");
        await ana.WritesAsync("Libraries lend tools");
        await ana.AsksAsync(new CardAction.Forget(true));

        await installation.Moderator.PressesAsync(new CardAction.Accept(installation.Assembly.Id, new StatementId(11)));
        await installation.SendAsync();

        Assert.Contains(installation.Assembly.Accepted, statement => statement.Id.Number == 11);
        Assert.Empty(installation.Messenger.Posts);
    }

    [Fact]
    public async Task Forgetting_takes_a_role_away_too()
    {
        await using var installation = await StartAsync();
        var code = SetupCode.Create();
        await installation.RecordAsync(new Change.IssueCode(SetupCode.Hash(code), Role.Organiser, installation.Clock.GetUtcNow()));
        var ana = installation.Person("ana");
        await ana.AsksAsync(new CardAction.Claim(code));

        await ana.AsksAsync(new CardAction.Forget(false));
        var card = await ana.AsksAsync(new CardAction.Organise("status"));

        Assert.Equal(TestInstallation.Book().Common.NotAllowed.Text, card.Text().Trim());
    }

    [Fact]
    public async Task There_is_nothing_to_forget_of_a_stranger()
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Person("ana").AsksAsync(new CardAction.Forget(true));

        Assert.Equal(P.NothingToForget.Text, card.Text().Trim());
    }

    /// <summary>Ana has two votes, Ben one.</summary>
    private static async Task<TestInstallation> StartAsync()
    {
        var installation = await TestInstallation.StartAsync();
        var (ana, ben) = (installation.Person("ana"), installation.Person("ben"));
        await ana.JoinsAsync();
        await ben.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await ana.VotesAsync(2, Stance.Disagree);
        await ben.VotesAsync(1, Stance.Pass);
        return installation;
    }
}
