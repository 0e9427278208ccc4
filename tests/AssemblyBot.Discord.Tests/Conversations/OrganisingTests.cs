namespace AssemblyBot.Discord.Tests.Conversations;

public sealed class OrganisingTests : ConversationTest
{
    [Fact]
    public async Task A_link_is_confirmed_in_private_and_posts_an_invitation_that_anyone_can_press()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);

        await organiser.CommandAsync("assembly link", ("code", "commons"));

        Assert.True(organiser.Card.IsForPersonAlone);
        Assert.Contains(Given.English.Discord.InvitedAndPinned, organiser.Text, StringComparison.Ordinal);
        var post = Assert.Single(Api.Posts);
        Assert.Equal(Member.Hall, post.Channel);
        Assert.False(post.Message.IsForPersonAlone);
        Assert.Equal(1, Api.Count("Pin"));

        var (ana, bea) = (NewMember(), NewMember(8));
        await ana.PressInPublicAsync(post.Message);
        await bea.PressInPublicAsync(post.Message);
        Assert.IsType<InteractionAnswer.Say>(Assert.Single(ana.Answers));
        Assert.True(ana.Card.IsForPersonAlone);
        Assert.Contains(Given.English.Joining.ConsentTitle, ana.Text, StringComparison.Ordinal);
        Assert.NotEqual(ana.Buttons[0].CustomId, bea.Buttons[0].CustomId);
    }

    [Fact]
    public async Task Without_the_permission_to_manage_the_channel_nothing_is_linked()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);
        organiser.Permissions = 0;

        foreach (var command in new[] { "assembly link", "assembly unlink", "assembly schedule" })
        {
            await organiser.CommandAsync(command, ("code", "commons"), ("days", "never"));
            Assert.Contains(Given.English.Discord.NeedsManageChannels, organiser.Text, StringComparison.Ordinal);
        }

        Assert.Empty(Hall(bot).Channels);
        Assert.Empty(Api.Posts);
    }

    [Fact]
    public async Task Who_manages_the_server_and_is_no_organiser_links_nothing()
    {
        var bot = await StartOpenAsync();
        var manager = NewMember(9);
        manager.Permissions = Member.ManageServer;

        await manager.CommandAsync("assembly link", ("code", "commons"));

        Assert.Contains(Given.English.Common.NotAllowed, manager.Text, StringComparison.Ordinal);
        Assert.Empty(Hall(bot).Channels);
    }

    [Fact]
    public async Task What_the_bot_lacks_is_named_and_nothing_is_linked()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);
        organiser.BotPermissions = 1UL << 10;

        await organiser.CommandAsync("assembly link", ("code", "commons"));

        Assert.Contains("I lack “Send Messages”, “Embed Links”.", organiser.Text, StringComparison.Ordinal);
        Assert.Empty(Hall(bot).Channels);
    }

    [Fact]
    public async Task Where_no_files_may_be_attached_the_link_is_made_and_that_is_said_at_once()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);
        organiser.BotPermissions = Member.BotMayPost & ~(1UL << 15);

        await organiser.CommandAsync("assembly link", ("code", "commons"));

        Assert.Contains(Given.English.Discord.WithoutMap, organiser.Text, StringComparison.Ordinal);
        Assert.Single(Hall(bot).Channels);
    }

    [Fact]
    public async Task What_the_bot_lacks_in_a_forum_is_named_as_the_settings_of_forums_call_it()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);
        Api.Channels[700] = new Channel(700, 15, Member.Guild, null);
        Api.Fail("PostToForum", new ApiFailure.Refused(403, 50013, "Missing Permissions"));

        await organiser.CommandAsync("assembly link", ("code", "commons"), ("channel", "700"));

        Assert.Contains("I lack “Create Posts”", organiser.Text, StringComparison.Ordinal);
        Assert.Empty(Hall(bot).Channels);
    }

    [Fact]
    public async Task A_channel_that_is_not_linked_is_answered_kindly()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);

        foreach (var command in new[] { "assembly unlink", "assembly schedule" })
        {
            await organiser.CommandAsync(command, ("days", "daily"), ("time", "9:00"));
            Assert.True(organiser.Card.IsForPersonAlone);
            Assert.Contains(Given.English.Organising.NotLinked, organiser.Text, StringComparison.Ordinal);
        }

        Assert.Empty(Api.Posts);
    }

    [Theory]
    [InlineData("-7")]
    [InlineData("0")]
    [InlineData("99999999999999999999")]
    [InlineData("seven")]
    public async Task A_number_that_no_statement_has_is_answered_kindly(string number)
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);

        await organiser.CommandAsync("queue", ("number", number));

        Assert.True(organiser.Card.IsForPersonAlone);
        Assert.Contains(Given.English.Moderating.NoSuchStatement, organiser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_refuses_the_invitation_is_not_left_linked()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);
        Api.Fail("Post", new ApiFailure.Refused(403, 50013, "Missing Permissions"));

        await organiser.CommandAsync("assembly link", ("code", "commons"), ("channel", "700"));

        Assert.Contains("I lack “Send Messages”", organiser.Text, StringComparison.Ordinal);
        Assert.Empty(Hall(bot).Channels);
    }

    [Fact]
    public async Task A_message_that_cannot_be_pinned_is_to_be_pinned_by_hand()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);
        Api.Fail("Pin", new ApiFailure.Refused(403, 50013, "Missing Permissions"));

        await organiser.CommandAsync("assembly link", ("code", "commons"));

        Assert.Contains(Given.English.Discord.PinByHand, organiser.Text, StringComparison.Ordinal);
        Assert.Single(Hall(bot).Channels);
    }

    [Theory]
    [InlineData(2, 500UL, "text channels, threads and forums")]
    [InlineData(0, 501UL, "belongs to another server")]
    public async Task Another_servers_channel_or_one_for_talking_is_not_linked(int type, ulong guild, string said)
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);
        Api.Channels[700] = new Channel(700, type, guild, null);

        await organiser.CommandAsync("assembly link", ("code", "commons"), ("channel", "700"));

        Assert.Contains(said, organiser.Text, StringComparison.Ordinal);
        Assert.Empty(Hall(bot).Channels);
    }

    [Fact]
    public async Task In_a_forum_the_invitation_and_every_summary_open_a_post()
    {
        var bot = await StartOpenAsync(assembly => assembly.WithSummaries("daily 9:00"));
        var organiser = await NewOrganiserAsync(bot);
        Api.Channels[700] = new Channel(700, 15, Member.Guild, null);

        await organiser.CommandAsync("assembly link", ("code", "commons"), ("channel", "700"));
        await bot.SummarizeAsync(TimeProvider.System.GetUtcNow().AddDays(2));

        Assert.Equal(["The commons", "Where we stand: The commons"], Api.Posts.Select(post => post.Nonce));
        Assert.Equal(0, Api.Count("Post"));
        Assert.Equal(0, Api.Count("Pin"));
        await organiser.CommandAsync("assembly unlink", ("channel", "700"));
        Assert.Empty(Hall(bot).Channels);
    }

    [Fact]
    public async Task A_summary_is_posted_with_a_way_in_and_a_lost_channel_is_disabled()
    {
        var bot = await StartOpenAsync(assembly => assembly.WithSummaries("daily 9:00"));
        var organiser = await NewOrganiserAsync(bot);
        await organiser.CommandAsync("assembly link", ("code", "commons"));

        await bot.SummarizeAsync(TimeProvider.System.GetUtcNow().AddDays(2));
        var summary = Api.Posts.Last();
        Assert.Contains("Where we stand: The commons", Member.TextOf(summary.Message), StringComparison.Ordinal);
        Assert.NotEmpty(summary.Message.Embeds);
        var ana = NewMember();
        await ana.PressInPublicAsync(summary.Message);
        Assert.Contains(Given.English.Joining.ConsentTitle, ana.Text, StringComparison.Ordinal);

        Api.Fail("Post", new ApiFailure.Refused(403, 50001, "Missing Access"));
        await bot.SummarizeAsync(TimeProvider.System.GetUtcNow().AddDays(3));
        Assert.NotNull(Assert.Single(Hall(bot).Channels).DisabledBecause);
    }

    [Fact]
    public async Task The_schedule_and_the_stage_are_set_by_options()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);
        await organiser.CommandAsync("assembly link", ("code", "commons"));

        await organiser.CommandAsync("assembly schedule", ("days", "mon, thu"), ("time", "17:00"), ("zone", "Europe/Berlin"));
        Assert.Equal(2, Assert.Single(Hall(bot).Channels).Schedule.Days.Count);
        await organiser.CommandAsync("assembly schedule", ("days", "someday"));
        Assert.Contains("“someday”", organiser.Text, StringComparison.Ordinal);
        await organiser.CommandAsync("assembly status");
        Assert.Contains("commons", organiser.Text, StringComparison.Ordinal);
        await organiser.CommandAsync("assembly close");
        Assert.Contains(Given.English.Organising.Closed.With(("title", "The commons")), organiser.Text, StringComparison.Ordinal);
        Assert.All(organiser.Answers, answer => Assert.True(((InteractionAnswer.Say)answer).Message.IsForPersonAlone));
    }

    [Fact]
    public async Task In_private_a_channel_cannot_be_linked()
    {
        var bot = await StartOpenAsync();
        var organiser = await NewOrganiserAsync(bot);
        organiser.Channel = null;

        await organiser.CommandAsync("assembly link", ("code", "commons"));

        Assert.Contains(Given.English.Organising.OnlyInChannel, organiser.Text, StringComparison.Ordinal);
        Assert.Empty(Hall(bot).Channels);
    }

    [Fact]
    public async Task A_moderator_decides_by_buttons_and_the_author_is_told_in_private()
    {
        var bot = await StartOpenAsync(assembly => assembly.ModeratedBefore());
        var organiser = await NewOrganiserAsync(bot);
        var ana = await NewVoterAsync();
        var author = await AuthorAsync(bot, ana);
        await bot.RecordAsync(new Change.AddStatement(
            Given.Assembly, author, LocalText.Of("en", "A *new* one"), "a new one", StatementState.Waiting, DateTimeOffset.UnixEpoch));

        await organiser.CommandAsync("queue");
        Assert.Contains("A *new* one", organiser.Text, StringComparison.Ordinal);
        await organiser.PressAsync(Given.English.Moderating.Reject);
        Assert.InRange(organiser.Card.Rows.Count, 1, 5);
        await organiser.PressAsync(Given.English.Writing.ReasonUnclear);
        await bot.SendPostsAsync();

        var told = Assert.Single(Api.Posts);
        Assert.Equal(ana.Id + 1_000_000, told.Channel);
        Assert.Contains(Given.English.Writing.ReasonUnclear, Member.TextOf(told.Message), StringComparison.Ordinal);
    }

    private static AssemblyHall Hall(RunningBot bot) => (AssemblyHall)bot.Services.GetService(typeof(AssemblyHall))!;

    private static async Task<ParticipantId> AuthorAsync(RunningBot bot, Member member)
    {
        var vault = (IdentityVault)bot.Services.GetService(typeof(IdentityVault))!;
        var store = (IAssemblyStore)bot.Services.GetService(typeof(IAssemblyStore))!;
        return (await store.FindParticipantAsync(vault.Hash(DiscordPeople.At(member.Id, null)), Cancellation))!.Id;
    }
}
