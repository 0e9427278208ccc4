namespace AssemblyBot.Core.Tests.Channels;

public sealed class OrganisingTests
{
    private static readonly ChannelAddress Square = RecordingMessenger.Channel("square");

    private static OrganisingPhrases P => TestInstallation.Book().Organising;

    [Fact]
    public async Task An_organiser_links_a_channel_and_everyone_there_sees_the_way_in()
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Organiser.OrganisesInAsync(Square, "link commons");

        Assert.Contains("Linked to “The commons”. Summaries: Monday, Thursday at 17:00 (UTC)", card.Text(), StringComparison.Ordinal);
        Assert.Equal(new CardAction.Start("commons"), card.Button(TestInstallation.Book().Joining.TakePart).Action);
        Assert.Equal(Audience.Everyone, card.Audience);
        Assert.Equal(Square, Assert.Single(installation.Hall.Channels).Address);
    }

    [Fact]
    public async Task A_start_with_a_code_links_the_channel_when_an_organiser_sends_it_and_invites_when_anyone_else_does()
    {
        await using var installation = await TestInstallation.StartAsync();

        var invited = await installation.Person("ana").AsksInAsync(Square, new CardAction.Start("commons"));
        var before = installation.Hall.Channels.Count;
        await installation.Organiser.AsksInAsync(Square, new CardAction.Start("commons"));

        Assert.Equal(["Take part"], invited!.Labels());
        Assert.Equal(0, before);
        Assert.Single(installation.Hall.Channels);
    }

    [Fact]
    public async Task A_channel_speaks_the_language_of_whoever_linked_it()
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.Organiser.AsksAsync(new CardAction.Language("es"));
        await installation.Organiser.OrganisesInAsync(Square, "link commons");

        var card = await installation.Person("ana").AsksInAsync(Square, new CardAction.Start(null));

        Assert.Equal("es", card!.Language);
        Assert.Contains("Los comunes", card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_is_bound_for_what_any_topic_of_its_group_was_linked_to()
    {
        await using var installation = await TestInstallation.StartAsync();
        var (first, second) = (Square with { Topic = "5" }, Square with { Topic = "6" });
        await installation.Organiser.OrganisesInAsync(first, "link commons");
        await installation.Organiser.OrganisesInAsync(first, "schedule daily 9:00");

        var card = await installation.Organiser.OrganisesInAsync(second, "here");
        var again = await installation.Organiser.OrganisesInAsync(second, "here");
        var denied = await installation.Person("ana").OrganisesInAsync(first, "here");
        var elsewhere = await installation.Organiser.OrganisesInAsync(RecordingMessenger.Channel("plaza"), "here");

        var link = Assert.Single(installation.Hall.Channels);
        Assert.Equal((second, new TimeOnly(9, 0)), (link.Address, link.Schedule.At));
        Assert.NotNull(link.LinkedBy);
        Assert.Equal(P.PostsComeHere.With(("title", "The commons")), card.Text().Trim());
        Assert.Equal(card.Text(), again.Text());
        Assert.True(denied.IsDenial);
        Assert.Equal(P.NotLinked.Text, elsewhere.Text().Trim());
    }

    [Fact]
    public async Task Unlinking_ends_it_and_a_second_time_says_that_there_is_no_link()
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.Organiser.OrganisesInAsync(Square, "link commons");

        var card = await installation.Organiser.OrganisesInAsync(Square, "unlink");
        var again = await installation.Organiser.OrganisesInAsync(Square, "unlink");

        Assert.Equal("Not linked to “The commons” any more.", card.Text().Trim());
        Assert.Equal(P.NotLinked.Text, again.Text().Trim());
        Assert.Empty(installation.Hall.Channels);
    }

    [Fact]
    public async Task A_schedule_is_set_refused_and_switched_off()
    {
        await using var installation = await TestInstallation.StartAsync();
        var organiser = installation.Organiser;

        var early = await organiser.OrganisesInAsync(Square, "schedule daily 9:00");
        await organiser.OrganisesInAsync(Square, "link commons");
        var right = await organiser.OrganisesInAsync(Square, "schedule wed 9:00 America/Bogota");
        var set = installation.Hall.Channels[0].Schedule;
        var wrong = await organiser.OrganisesInAsync(Square, "schedule wednesday at nine");
        var kept = installation.Hall.Channels[0].Schedule;
        var never = await organiser.OrganisesInAsync(Square, "schedule never");

        Assert.Equal(P.NotLinked.Text, early.Text().Trim());
        Assert.Equal("Summaries: Wednesday at 09:00 (America/Bogota)", right.Text().Trim());
        Assert.Equal(new Schedule([DayOfWeek.Wednesday], new TimeOnly(9, 0), "America/Bogota"), set);
        Assert.Contains("“wednesday at nine”", wrong.Text(), StringComparison.Ordinal);
        Assert.Equal(set, kept);
        Assert.Contains(P.ScheduleNever.Text, never.Text(), StringComparison.Ordinal);
        Assert.True(installation.Hall.Channels[0].Schedule.IsNever);
    }

    [Fact]
    public async Task Linking_again_keeps_the_schedule_that_was_set()
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.Organiser.OrganisesInAsync(Square, "link commons");
        await installation.Organiser.OrganisesInAsync(Square, "schedule wed 9:00");

        await installation.Organiser.OrganisesInAsync(Square, "link commons");

        Assert.Equal([DayOfWeek.Wednesday], Assert.Single(installation.Hall.Channels).Schedule.Days);
    }

    [Fact]
    public async Task Status_tells_of_every_assembly()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(3));
        await installation.CreateAsync(other => other.WithCode("parks").InStage(Stage.Draft));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await ana.VotesAsync(2, Stance.Agree);
        await ana.WritesAsync("Libraries lend tools");
        await installation.Organiser.OrganisesInAsync(Square, "link commons");

        var card = await installation.Organiser.AsksAsync(new CardAction.Organise("status"));

        Assert.Contains("Code: commons. Stage: open.", card.Text(), StringComparison.Ordinal);
        Assert.Contains("1 participant, 2 votes, 3 statements, 1 waiting, 1 linked channel", card.Text(), StringComparison.Ordinal);
        Assert.Contains("Code: parks. Stage: draft.", card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assemblies_are_opened_and_closed_by_code_and_in_the_linked_channel()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.InStage(Stage.Draft));
        await installation.CreateAsync(other => other.WithCode("parks"));
        await installation.Organiser.OrganisesInAsync(Square, "link commons");

        var opened = await installation.Organiser.AsksAsync(new CardAction.Organise("open COMMONS"));
        var stage = installation.Assembly.Record.Stage;
        var closed = await installation.Organiser.OrganisesInAsync(Square, "close");
        var unknown = await installation.Organiser.AsksAsync(new CardAction.Organise("open nothing"));

        Assert.Equal("“The commons” is open.", opened.Text().Trim());
        Assert.Equal(Stage.Open, stage);
        Assert.Equal("“The commons” is closed.", closed.Text().Trim());
        Assert.Equal(Stage.Closed, installation.Assembly.Record.Stage);
        Assert.Equal(P.WhichCode.Text, unknown.Text().Trim());
    }

    [Theory]
    [InlineData("link commons")]
    [InlineData("unlink")]
    [InlineData("schedule daily 9:00")]
    public async Task What_is_meant_for_a_channel_says_so_in_private(string arguments)
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Organiser.AsksAsync(new CardAction.Organise(arguments));

        Assert.Equal(P.OnlyInChannel.Text, card.Text().Trim());
    }

    [Theory]
    [InlineData("")]
    [InlineData("link")]
    [InlineData("dance")]
    public async Task Anything_else_shows_what_there_is(string arguments)
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Organiser.OrganisesInAsync(Square, arguments);

        Assert.Contains("/assembly link CODE", card.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("status")]
    [InlineData("close commons")]
    [InlineData("link commons")]
    [InlineData("schedule never")]
    public async Task Nobody_but_an_organiser_organises(string arguments)
    {
        await using var installation = await TestInstallation.StartAsync();

        var inChannel = await installation.Moderator.OrganisesInAsync(Square, arguments);
        var inPrivate = await installation.Person("ana").AsksAsync(new CardAction.Organise(arguments));

        Assert.Equal(TestInstallation.Book().Common.NotAllowed.Text, inChannel.Text().Trim());
        Assert.Equal(TestInstallation.Book().Common.NotAllowed.Text, inPrivate.Text().Trim());
        Assert.Empty(installation.Hall.Channels);
        Assert.Equal(Stage.Open, installation.Assembly.Record.Stage);
    }

    [Fact]
    public async Task Private_matters_are_not_answered_in_a_channel()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        CardAction[] privately =
        [
            new CardAction.MyVotes(null, 0), new CardAction.MyStatements(), new CardAction.Forget(true), new CardAction.Stop(),
            new CardAction.Vote(installation.Assembly.Id, new StatementId(2), Stance.Agree), new CardAction.Claim("AAAA-BBBB-CCCC"),
            new CardAction.AddStatement("Libraries lend tools"), new CardAction.Queue(),
        ];

        foreach (var action in privately)
        {
            var card = await ana.AsksInAsync(Square, action);
            Assert.Equal([TestInstallation.Book().Common.InPrivate.Text], card!.Blocks.OfType<Block.Paragraph>().Select(block => block.Text));
        }

        Assert.Single(await installation.VotesOnDiskAsync());
        Assert.Equal(10, installation.Assembly.Statements.Count);
    }

    [Fact]
    public async Task Talk_in_a_channel_is_not_answered()
    {
        await using var installation = await TestInstallation.StartAsync();

        Assert.Null(await installation.Person("ana").AsksInAsync(Square, new CardAction.Say("hello everyone")));
        Assert.Null(await installation.Person("ana").AsksInAsync(Square, new CardAction.Unknown()));
        Assert.Null(await installation.Person("ana").AsksInAsync(Square, new CardAction.Unreadable()));
    }

    [Fact]
    public async Task A_channel_linked_to_a_draft_is_told_when_it_opens_and_once()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.InStage(Stage.Draft).WithSummaries("never"));
        await installation.Organiser.OrganisesInAsync(Square, "link commons");

        await installation.PassAsync(TimeSpan.FromHours(2));
        var early = installation.Messenger.In(Square).Count;
        await installation.Organiser.AsksAsync(new CardAction.Organise("open commons"));
        await installation.PassAsync(TimeSpan.FromMinutes(2));
        await installation.RestartAsync();
        await installation.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(0, early);
        Assert.Equal(["Take part"], Assert.Single(installation.Messenger.In(Square)).Labels());
    }
}
