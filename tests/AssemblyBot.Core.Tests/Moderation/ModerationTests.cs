namespace AssemblyBot.Core.Tests.Moderation;

public sealed class ModerationTests
{
    private static ModeratingPhrases P => TestInstallation.Book().Moderating;

    [Fact]
    public async Task The_queue_shows_what_waits_oldest_first_and_not_who_wrote_it()
    {
        await using var installation = await StartWithAsync("Libraries lend tools", "Parks stay open");

        var first = await installation.Moderator.AsksAsync(new CardAction.Queue());
        var second = await installation.Moderator.PressesAsync(P.Skip);
        var around = await installation.Moderator.PressesAsync(P.Skip);

        Assert.Contains("#2: Libraries lend tools", first.Text(), StringComparison.Ordinal);
        Assert.Contains("2 statements wait", first.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("participant", first.Text(), StringComparison.Ordinal);
        Assert.Contains("#3: Parks stay open", second.Text(), StringComparison.Ordinal);
        Assert.Contains("#2: Libraries lend tools", around.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_statement_is_voted_on_and_its_author_is_told_once()
    {
        await using var installation = await StartWithAsync("Libraries lend tools");
        var ana = installation.Person("ana");
        await installation.Moderator.AsksAsync(new CardAction.Queue());

        var card = await installation.Moderator.PressesAsync(P.Accept);
        await installation.Moderator.RedeliversAsync();
        await installation.SendAsync();
        await installation.RestartAsync();
        await installation.SendAsync();

        Assert.Equal(P.Accepted.With(("number", 2)), card.Notice);
        Assert.Contains(P.QueueEmpty.Text, card.Text(), StringComparison.Ordinal);
        var told = Assert.Single(installation.Messenger.To(ana));
        Assert.Contains("Your statement #2 was accepted", told.Text(), StringComparison.Ordinal);
        Assert.True(told.Stays);
        Assert.Equal([1, 2], installation.Assembly.Accepted.Select(statement => statement.Id.Number));
    }

    [Fact]
    public async Task A_rejection_takes_a_reason_and_the_author_reads_it()
    {
        await using var installation = await StartWithAsync("Libraries lend tools");
        await installation.Moderator.AsksAsync(new CardAction.Queue());

        var reasons = await installation.Moderator.PressesAsync(P.Reject);
        var card = await installation.Moderator.PressesAsync("Holds several ideas at once");
        await installation.SendAsync();

        Assert.Equal(7, reasons.Labels().Count);
        Assert.Equal(P.Rejected.With(("number", 2)), card.Notice);
        var told = Assert.Single(installation.Messenger.To(installation.Person("ana"))).Text();
        Assert.Contains("Your statement #2 was not accepted.", told, StringComparison.Ordinal);
        Assert.Contains("Libraries lend tools", told, StringComparison.Ordinal);
        Assert.Contains("Holds several ideas at once", told, StringComparison.Ordinal);
        Assert.Equal(RejectionReason.SeveralIdeas, installation.Assembly.Statements[1].Reason);
    }

    [Fact]
    public async Task The_author_is_told_in_the_language_they_chose()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.AsksAsync(new CardAction.Language("es"));
        await ana.WritesAsync("Las bibliotecas prestan herramientas");

        await installation.Moderator.PressesAsync(new CardAction.Accept(installation.Assembly.Id, new StatementId(2)));
        await installation.SendAsync();

        var told = Assert.Single(installation.Messenger.To(ana));
        Assert.Equal("es", told.Language);
        Assert.Contains(TestInstallation.Book("es").Writing.WasAccepted.With(("number", 2)), told.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_author_who_never_chose_a_language_is_told_in_the_one_they_wrote_in()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1));
        var ana = installation.Person("ana", locale: "es-CO");
        await ana.JoinsAsync();
        await ana.WritesAsync("Las bibliotecas prestan herramientas");

        await installation.Moderator.PressesAsync(new CardAction.Accept(installation.Assembly.Id, new StatementId(2)));
        await installation.SendAsync();

        Assert.Equal("es", Assert.Single(installation.Messenger.To(ana)).Language);
    }

    [Fact]
    public async Task A_decision_can_be_changed_by_the_statements_number()
    {
        await using var installation = await StartWithAsync("Libraries lend tools");
        var (moderator, ana) = (installation.Moderator, installation.Person("ana"));
        await moderator.PressesAsync(new CardAction.Accept(installation.Assembly.Id, new StatementId(2)));
        await installation.SendAsync();

        var decided = await moderator.AsksAsync(new CardAction.Queue("#2"));
        await moderator.PressesAsync(P.Reject);
        await moderator.PressesAsync("Does not answer the question");
        await installation.SendAsync();

        Assert.Contains(P.IsAccepted.Text, decided.Text(), StringComparison.Ordinal);
        Assert.Equal([P.Reject.Text], decided.Labels());
        Assert.Equal([1], installation.Assembly.Accepted.Select(statement => statement.Id.Number));
        Assert.Equal(2, installation.Messenger.To(ana).Count);
        Assert.Contains("not accepted", installation.Messenger.To(ana)[1].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_changed_before_the_author_was_told_is_told_once_as_it_is_now()
    {
        await using var installation = await StartWithAsync("Libraries lend tools");
        var assembly = installation.Assembly.Id;
        await installation.Moderator.PressesAsync(new CardAction.Accept(assembly, new StatementId(2)));
        await installation.Moderator.PressesAsync(new CardAction.Reject(assembly, new StatementId(2), RejectionReason.Unclear));

        await installation.SendAsync();

        var told = Assert.Single(installation.Messenger.To(installation.Person("ana")));
        Assert.Contains("was not accepted", told.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_changed_back_is_told_again()
    {
        await using var installation = await StartWithAsync("Libraries lend tools");
        var (assembly, statement, moderator) = (installation.Assembly.Id, new StatementId(2), installation.Moderator);
        await moderator.PressesAsync(new CardAction.Accept(assembly, statement));
        await installation.SendAsync();
        await moderator.PressesAsync(new CardAction.Reject(assembly, statement, RejectionReason.Unclear));
        await installation.SendAsync();
        installation.Clock.Advance(TimeSpan.FromMinutes(1));
        await moderator.PressesAsync(new CardAction.Accept(assembly, statement));
        await installation.SendAsync();

        Assert.Equal(
            [true, false, true],
            installation.Messenger.To(installation.Person("ana")).Select(card => card.Text().Contains("was accepted", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_moderators_who_decide_at_the_same_time_decide_once()
    {
        await using var installation = await StartWithAsync("Libraries lend tools");
        var (assembly, statement) = (installation.Assembly.Id, new StatementId(2));
        var gate = new TaskCompletionSource();
        installation.Store.BeforeAppend = _ => gate.Task;
        var accepting = installation.Moderator.PressesAsync(new CardAction.Accept(assembly, statement));
        var rejecting = installation.Organiser.PressesAsync(new CardAction.Reject(assembly, statement, RejectionReason.Abusive));
        gate.SetResult();

        var notices = new[] { (await accepting).Notice, (await rejecting).Notice };
        installation.Store.BeforeAppend = null;
        await installation.SendAsync();

        Assert.Contains(P.DecidedAlready.With(("number", 2)), notices);
        var told = Assert.Single(installation.Messenger.To(installation.Person("ana"))).Text();
        Assert.Equal(
            installation.Assembly.Statements[1].State == StatementState.Accepted, told.Contains("was accepted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_seed_statement_can_be_taken_out_and_nobody_is_told()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2));
        await installation.Moderator.PressesAsync(new CardAction.Reject(installation.Assembly.Id, new StatementId(1), RejectionReason.Duplicate));
        await installation.SendAsync();

        Assert.Equal([2], installation.Assembly.Accepted.Select(statement => statement.Id.Number));
        Assert.Empty(installation.Messenger.Posts);
    }

    [Theory]
    [InlineData("77")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("seven")]
    [InlineData("99999999999999999999")]
    public async Task A_number_that_is_no_statement_gets_a_card(string number)
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Moderator.AsksAsync(new CardAction.Queue(number));

        Assert.Equal(P.NoSuchStatement.Text, card.Text().Trim());
    }

    [Fact]
    public async Task Whoever_is_no_moderator_decides_nothing()
    {
        await using var installation = await StartWithAsync("Libraries lend tools");
        var ben = installation.Person("ben");
        await ben.JoinsAsync();
        var (assembly, statement) = (installation.Assembly.Id, new StatementId(2));
        CardAction[] attempts =
        [
            new CardAction.Queue(), new CardAction.Queue("2"), new CardAction.Accept(assembly, statement),
            new CardAction.Reject(assembly, statement, null), new CardAction.Reject(assembly, statement, RejectionReason.Abusive),
            new CardAction.Skip(assembly, statement),
        ];

        foreach (var attempt in attempts)
            Assert.Equal(TestInstallation.Book().Common.NotAllowed.Text, (await ben.AsksAsync(attempt)).Text().Trim());

        Assert.Equal(StatementState.Waiting, installation.Assembly.Statements[1].State);
    }

    private static async Task<TestInstallation> StartWithAsync(params string[] statementsOfAna)
    {
        var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1));
        await installation.Person("ana").JoinsAsync();
        foreach (var text in statementsOfAna)
            await installation.Person("ana").WritesAsync(text);
        return installation;
    }
}
