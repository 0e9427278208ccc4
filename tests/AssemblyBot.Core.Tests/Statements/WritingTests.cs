namespace AssemblyBot.Core.Tests.Statements;

public sealed class WritingTests
{
    private static WritingPhrases P => TestInstallation.Book().Writing;

    [Fact]
    public async Task A_statement_waits_for_the_moderators_unless_the_assembly_says_otherwise()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var rules = await ana.PressesAsync(P.Add);
        var waits = await ana.SaysAsync("Libraries lend tools");

        Assert.Contains(P.Rules.With(("length", 280)), rules.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Waits.With(("number", 3)), waits.Text(), StringComparison.Ordinal);
        Assert.Equal(StatementState.Waiting, installation.Assembly.Statements[2].State);
        Assert.Equal([1, 2], installation.Assembly.Accepted.Select(statement => statement.Id.Number));
    }

    [Fact]
    public async Task A_statement_is_voted_on_at_once_when_moderation_comes_after()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2).ModeratedAfter());
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var card = await ana.WritesAsync("Libraries lend tools");

        Assert.Contains(P.Published.With(("number", 3)), card.Text(), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], installation.Assembly.Accepted.Select(statement => statement.Id.Number));
    }

    [Fact]
    public async Task Only_the_text_after_the_button_is_a_statement()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var before = await ana.SaysAsync("Just talking");
        await ana.WritesAsync("Libraries lend tools");
        var after = await ana.SaysAsync("Still talking");

        Assert.Contains(P.NotAsked.Text, before.Text(), StringComparison.Ordinal);
        Assert.Contains(P.NotAsked.Text, after.Text(), StringComparison.Ordinal);
        Assert.Equal(3, installation.Assembly.Statements.Count);
    }

    [Fact]
    public async Task Writing_goes_on_after_a_restart_and_can_be_cancelled()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.PressesAsync(P.Add);
        await installation.RestartAsync();
        await ana.SaysAsync("Libraries lend tools");
        await ana.PressesAsync(new CardAction.Write(null));

        var cancelled = await ana.PressesAsync("Cancel");
        var talk = await ana.SaysAsync("Just talking");

        Assert.Equal(P.Cancelled.Text, cancelled.Notice);
        Assert.Contains(P.NotAsked.Text, talk.Text(), StringComparison.Ordinal);
        Assert.Equal(3, installation.Assembly.Statements.Count);
    }

    [Fact]
    public async Task Length_is_counted_in_characters_as_people_see_them()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly
            .With(settings => settings with { StatementLength = 20 }));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var tooLong = await ana.WritesAsync(string.Concat(Enumerable.Repeat("👩‍🚀", 21)));
        var right = await ana.SaysAsync(string.Concat(Enumerable.Repeat("👩‍🚀", 20)));

        Assert.Contains(P.TooLong.With(("length", 21), ("limit", 20)), tooLong.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Waits.With(("number", 11)), right.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_thousand_emoji_are_too_long_and_nothing_is_stored()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var card = await ana.WritesAsync(string.Concat(Enumerable.Repeat("😀", 4000)));

        Assert.Contains(P.TooLong.With(("length", 4000), ("limit", 280)), card.Text(), StringComparison.Ordinal);
        Assert.Equal(10, installation.Assembly.Statements.Count);
    }

    [Fact]
    public async Task A_letter_under_a_thousand_accents_is_too_long()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var card = await ana.WritesAsync("Z" + new string('\u0301', 5000));

        Assert.Contains(P.TooLong.With(("length", 281), ("limit", 280)), card.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("   ")]
    [InlineData("\u200B\u200D\u2060")]
    [InlineData("\u202E\u2066\u2069")]
    [InlineData("\u3164\u3164")]
    public async Task An_empty_statement_is_not_taken_and_can_be_tried_again(string text)
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var card = await ana.WritesAsync(text);
        var second = await ana.SaysAsync("Libraries lend tools");

        Assert.Contains(P.Empty.Text, card.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Waits.With(("number", 11)), second.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duplicate_leads_to_the_statement_that_says_it_already()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds("Libraries lend tools", "Parks stay open"));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();

        var card = await ana.WritesAsync("libraries LEND tools!");
        var opened = await ana.PressesAsync(TestInstallation.Book().Commands.Vote.Text);

        Assert.Contains(P.Duplicate.With(("number", 1)), card.Text(), StringComparison.Ordinal);
        Assert.Contains("Libraries lend tools", card.Text(), StringComparison.Ordinal);
        Assert.Equal(1, ana.Statement);
        Assert.NotEmpty(opened.Rows);
        Assert.Equal(2, installation.Assembly.Statements.Count);
    }

    [Fact]
    public async Task A_duplicate_of_a_waiting_statement_does_not_show_it_and_one_of_a_rejected_statement_is_taken()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1));
        var (ana, ben) = (installation.Person("ana"), installation.Person("ben"));
        await ana.JoinsAsync();
        await ben.JoinsAsync();
        await ana.WritesAsync("Libraries lend tools");

        var waiting = await ben.WritesAsync("Libraries lend tools.");
        await installation.Moderator.PressesAsync(
            new CardAction.Reject(installation.Assembly.Id, new StatementId(2), RejectionReason.OffTopic));
        var afterwards = await ben.WritesAsync("Libraries lend tools.");

        Assert.Contains(P.DuplicateWaiting.With(("number", 2)), waiting.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("lend tools", waiting.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Waits.With(("number", 3)), afterwards.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<b>Libraries</b> & <script>alert(1)</script>")]
    [InlineData("**Libraries** _lend_ `tools` [here](https://example.org)")]
    [InlineData("@everyone <@123> #channel")]
    [InlineData("\u202Eslooт dnel")]
    [InlineData("Robert'); DROP TABLE statement;--")]
    public async Task A_statement_is_kept_and_shown_as_typed(string text)
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(0).ModeratedAfter());
        await installation.Person("ana").JoinsAsync();
        await installation.Person("ana").WritesAsync(text);

        await installation.RestartAsync();
        var card = await installation.Person("ben").JoinsAsync();

        Assert.Equal(text, card.Blocks.OfType<Block.Quote>().Single().Text);
    }

    [Fact]
    public async Task A_statement_delivered_twice_is_added_once_and_answered_twice()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.WritesAsync("Libraries lend tools");

        var again = await ana.RedeliversAsync();
        await ana.AsksAsync(new CardAction.AddStatement("Parks stay open"));
        var command = await ana.RedeliversAsync();

        Assert.NotNull(again);
        Assert.NotNull(command);
        Assert.DoesNotContain(P.Duplicate.With(("number", 3)), command.Text(), StringComparison.Ordinal);
        Assert.Equal(3, installation.Assembly.Statements.Count);
    }

    [Fact]
    public async Task Nobody_adds_a_statement_when_the_time_for_it_is_over()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.With(settings => settings with
        {
            StatementsClose = new DateTimeOffset(2026, 3, 2, 13, 0, 0, TimeSpan.Zero),
        }));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.PressesAsync(P.Add);
        installation.Clock.Advance(TimeSpan.FromHours(1));

        var said = await ana.SaysAsync("Libraries lend tools");
        var begun = await ana.PressesAsync(new CardAction.Write(null));

        Assert.Contains(P.Closed.Text, said.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Closed.Text, begun.Text(), StringComparison.Ordinal);
        Assert.Equal(10, installation.Assembly.Statements.Count);
    }

    [Fact]
    public async Task Authors_see_what_became_of_their_statements_and_nobody_elses()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1));
        var (ana, ben) = (installation.Person("ana"), installation.Person("ben"));
        await ana.JoinsAsync();
        await ben.JoinsAsync();
        await ana.WritesAsync("Libraries lend tools");
        await ana.WritesAsync("Parks stay open");
        await ana.WritesAsync("Buses run at night");
        await ben.WritesAsync("Cats rule");
        var assembly = installation.Assembly.Id;
        await installation.Moderator.PressesAsync(new CardAction.Accept(assembly, new StatementId(2)));
        await installation.Moderator.PressesAsync(new CardAction.Reject(assembly, new StatementId(3), RejectionReason.Unclear));

        var card = await ana.AsksAsync(new CardAction.MyStatements());
        var nobodys = await installation.Person("cem").AsksAsync(new CardAction.MyStatements());

        Assert.Equal(
            [("#2", P.IsAccepted.Text), ("#3", P.IsRejected.With(("reason", P.ReasonUnclear.Text))), ("#4", P.IsWaiting.Text)],
            card.Tallies().Select(tally => (tally.Label, tally.Counts)).Order());
        Assert.Contains(P.NoStatementsYet.Text, nobodys.Text(), StringComparison.Ordinal);
    }
}
