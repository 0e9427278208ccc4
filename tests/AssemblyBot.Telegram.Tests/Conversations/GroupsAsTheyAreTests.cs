namespace AssemblyBot.Telegram.Tests.Conversations;

/// <summary>Topics, channels, people without a name, upgraded groups and pinned posts, with the real front desk.</summary>
public class GroupsAsTheyAreTests
{
    private static readonly Card WayIn = new()
    {
        Blocks = [new Block.Paragraph("Post")],
        Rows = [[new Button("Take part", new CardAction.Start("commons"))]],
        Audience = Audience.Everyone,
    };

    private protected virtual string Client => TelegramClients.Own;

    private static PhraseBook Book => LinkedGroup.Book;

    [Fact]
    public async Task An_organiser_binds_a_topic_and_nobody_else_can()
    {
        await using var group = await LinkedGroup.StartAsync(client: Client);
        var topic = group.Chat.AddTopic("Assembly");

        var denied = await group.Ana.AskAsync("/here", group.Chat, topic: topic);
        var done = await group.Olga.AskAsync("/here", group.Chat, topic: topic);

        Assert.Equal(Book.Common.NotAllowed, denied.Text);
        Assert.Equal(Book.Organising.PostsComeHere.With(("title", "The commons")), done.Text);
        Assert.Equal(topic, done.Topic);
        Assert.Equal(TelegramPeople.AddressOf(new ChatSpot(group.Chat.Id, topic)), Assert.Single(group.Channels).Address);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_topic_is_gone_the_group_gets_the_posts_and_the_organiser_is_told_once(bool deleted)
    {
        await using var group = await LinkedGroup.StartAsync(client: Client);
        var topic = group.Chat.AddTopic("Assembly");
        await group.Olga.AskAsync("/help");
        await group.Olga.AskAsync("/here", group.Chat, topic: topic);
        await group.Olga.AskAsync("/assembly schedule daily 0:00", group.Chat, topic: topic);
        group.Chat.EndTopic(topic, deleted);

        var posted = await group.PostAsync(new ChatSpot(group.Chat.Id, topic), WayIn);
        for (var number = 1; number <= 2; number++)
        {
            await group.QueueOpenedAsync(number);
            await group.PostAsync();
            await group.PostAsync();
        }

        Assert.IsType<PostOutcome.PostedElsewhere>(posted);
        Assert.Null(group.Chat.LastMessage!.Topic);
        Assert.Equal(TelegramPeople.AddressOf(new ChatSpot(group.Chat.Id)), Assert.Single(group.Channels).Address);
        var told = Book.Organising.TopicLost.With(("title", "The commons"), ("platform", "Telegram"));
        Assert.Single(group.Olga.PrivateChat.Messages, message => message.Text == told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_command_without_a_name_is_done_for_an_organiser_who_owns_up_and_for_nobody_else(bool asChannel)
    {
        await using var group = await LinkedGroup.StartAsync(client: Client, isLinked: false);
        var name = asChannel ? group.Api.AddChannel("Olga's channel", group.Olga) : group.Chat;

        group.Olga.Say("/assembly link commons", group.Chat, inTheNameOf: name);
        var question = await group.Olga.WaitForMessageAsync(null, group.Chat);
        var denied = await group.Ana.PressAsync(Book.Telegram.IAsk, question);
        var linkedBefore = group.Channels.Count;
        var linked = await group.Olga.PressForCardAsync(Book.Telegram.IAsk, question);

        Assert.Equal(Book.Telegram.WhoAsks, question.Text);
        Assert.Equal(Book.Common.NotAllowed, denied.Answer!.Text);
        Assert.Equal(0, linkedBefore);
        Assert.Equal(question.Id, linked.Id);
        Assert.Contains("What should be done?", linked.Text, StringComparison.Ordinal);
        Assert.Single(group.Channels);
    }

    [Fact]
    public async Task What_is_personal_and_asked_without_a_name_is_shown_to_who_owns_up_alone()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client);

        group.Olga.Say("/myvotes", group.Chat, inTheNameOf: group.Chat);
        var question = await group.Olga.WaitForMessageAsync(null, group.Chat);
        group.Ana.Press(Book.Telegram.IAsk, question);
        var mine = await group.Ana.WaitForMessageAsync(message => message.Rows.Count > 0, group.Chat);

        Assert.Equal(group.Ana, mine.Receiver);
        Assert.Contains(Book.Voting.NoVotesYet, mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Book.Voting.NoVotesYet, group.Ben.Transcript(group.Chat), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_is_linked_by_a_post_in_it_that_its_organiser_owns_up_to()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client, isLinked: false);
        var channel = group.Api.AddChannel("News", group.Olga);

        group.Olga.Say("/assembly link commons", channel);
        var question = await group.Olga.WaitForMessageAsync(null, channel);
        var linked = await group.Olga.PressForCardAsync(Book.Telegram.IAsk, question);
        var posted = await group.PostAsync(new ChatSpot(channel.Id), WayIn);
        var press = await group.Ana.PressAsync(Book.Joining.TakePart, channel.LastMessage);

        Assert.Contains("What should be done?", linked.Text, StringComparison.Ordinal);
        Assert.Equal(TelegramPeople.AddressOf(new ChatSpot(channel.Id)), Assert.Single(group.Channels).Address);
        Assert.IsType<PostOutcome.Posted>(posted);
        Assert.Equal($"https://t.me/{group.Api.Options.BotUsername}?start=commons", press.Answer!.Url);
        await LinkedGroup.UntilAsync(() => channel.Pins.Count == 2, "the posts are pinned");
        Assert.Equal([linked.Id, channel.LastMessage!.Id], channel.Pins.Order());
    }

    [Fact]
    public async Task A_group_that_removed_the_bot_and_lets_it_in_again_gets_posts_again()
    {
        await using var group = await LinkedGroup.StartAsync(client: Client);

        group.Chat.SetBotStatus("kicked", group.Olga);
        await LinkedGroup.UntilAsync(() => group.Channels.Single().DisabledBecause is not null, "the link is off");
        group.Chat.SetBotStatus("member", group.Olga);
        await LinkedGroup.UntilAsync(() => group.Channels.Single().DisabledBecause is null, "the link is on again");

        Assert.NotNull(Assert.Single(group.Channels).LinkedBy);
        Assert.IsType<PostOutcome.Posted>(await group.PostAsync(new ChatSpot(group.Chat.Id), WayIn));
    }

    [Fact]
    public async Task A_reply_to_a_group_that_was_upgraded_meanwhile_goes_to_the_new_one_and_the_link_follows()
    {
        await using var group = await LinkedGroup.StartAsync(client: Client, isLinked: false);
        var old = group.Api.AddGroup("Old", supergroup: false, group.Olga);
        await group.Olga.AskAsync("/assembly link commons", old);
        await group.Bot.StopAsync();

        group.Olga.Say("/summary", old);
        var upgraded = old.UpgradeToSupergroup(group.Olga);
        await group.StartBotAsync();

        Assert.Contains("The commons", (await group.Olga.WaitForMessageAsync(null, upgraded)).Text, StringComparison.Ordinal);
        Assert.Equal(TelegramPeople.AddressOf(new ChatSpot(upgraded.Id)), Assert.Single(group.Channels).Address);
    }

    [Theory]
    [InlineData("administrator", true, 1)]
    [InlineData("administrator", false, 0)]
    [InlineData("member", true, 0)]
    public async Task The_way_in_is_pinned_once_where_the_bot_may(string status, bool mayPin, int pins)
    {
        await using var group = await LinkedGroup.StartAsync(client: Client, isLinked: false);
        group.Chat.SetBotStatus(status, group.Olga);
        group.Chat.BotMayPin = mayPin;

        var invitation = await group.Olga.AskAsync("/assembly link commons", group.Chat);
        await group.Ana.AskAsync("/vote", group.Chat);
        await LinkedGroup.UntilAsync(() => group.Api.PendingUpdates == 0, "all is done");

        Assert.Equal(Enumerable.Repeat(invitation.Id, pins), group.Chat.Pins);
        Assert.Equal(pins, group.Api.CallCount("pinChatMessage"));
    }

    [Fact]
    public async Task A_pin_that_fails_harms_nothing()
    {
        await using var group = await LinkedGroup.StartAsync(client: Client, isLinked: false);
        group.Chat.SetBotStatus("administrator", group.Olga);
        group.Api.Next("pinChatMessage").Answers(500);

        Assert.IsType<PostOutcome.Posted>(await group.PostAsync(new ChatSpot(group.Chat.Id), WayIn));
        Assert.Equal(1, group.Api.CallCount("pinChatMessage"));
    }
}
