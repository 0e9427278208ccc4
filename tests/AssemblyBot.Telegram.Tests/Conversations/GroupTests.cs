using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Telegram.Tests.Conversations;

public class GroupTests : ConversationTest
{
    [Fact]
    public async Task What_is_private_is_not_shown_in_a_group()
    {
        await StartBotAsync();
        var ana = Api.AddUser("Ana");
        var group = Api.AddGroup("Group", members: ana);
        Desk.Instead = (_, _) => Task.FromResult<Card?>(Given.Ask(1, "My votes"));

        var reply = await ana.AskAsync("/myvotes", group);

        Assert.Equal(Given.Common.InPrivate, reply.Text);
        Assert.Equal($"https://t.me/{Api.Options.BotUsername}", reply.Button(Given.Telegram.PrivateChat).Url);
        Assert.DoesNotContain("My votes", group.Transcript(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_for_everyone_is_shown_in_the_group_with_a_link_to_the_private_chat()
    {
        await StartBotAsync();
        var ana = Api.AddUser("Ana");
        var group = Api.AddGroup("Group", members: ana);
        Desk.Instead = (_, _) => Task.FromResult<Card?>(Invitation);

        var reply = await ana.AskAsync("/summary", group);

        Assert.Equal($"https://t.me/{Api.Options.BotUsername}?start=ai-commons", reply.Button(Given.Telegram.PrivateChat).Url);
        Assert.Equal(new Place.InChannel(TelegramPeople.AddressOf(new ChatSpot(group.Id))), Desk.Requests[^1].Place);
    }

    [Fact]
    public async Task A_press_on_a_post_for_everyone_never_changes_it()
    {
        var bot = await StartBotAsync();
        var ana = Api.AddUser("Ana");
        var group = Api.AddGroup("Group", members: ana);
        var post = new Card
        {
            Blocks = [new Block.Paragraph("Post")],
            Rows = [[new Button("Mine", new CardAction.MyStatements()), new Button("Go", new CardAction.Enter(Given.Assembly))]],
            Audience = Audience.Everyone,
        };
        await bot.Messenger.PostAsync(TelegramPeople.AddressOf(new ChatSpot(group.Id)), post, "key/1", Cancellation);
        Desk.Instead = (_, _) => Task.FromResult<Card?>(Given.Ask(1, "My statements") with { Notice = null });
        var posted = group.LastMessage!;

        var mine = await ana.PressAsync("Mine", posted);
        var go = await ana.PressAsync("Go", posted);

        Assert.StartsWith($"https://t.me/{Api.Options.BotUsername}?start=", mine.Answer!.Url, StringComparison.Ordinal);
        Assert.Equal($"https://t.me/{Api.Options.BotUsername}", go.Answer!.Url);
        Assert.Equal("Post", Assert.Single(group.Messages).Text);
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_keeps_its_links()
    {
        var bot = await StartBotAsync();
        var ana = Api.AddUser("Ana");
        var group = Api.AddGroup("Group", supergroup: false, members: ana);
        await LinkAsync(bot, group.Id);

        var upgraded = group.UpgradeToSupergroup(ana);

        await UntilAsync(() => Channels(bot).Single().Address.Chat == $"{upgraded.Id}", "the link follows");
    }

    [Fact]
    public async Task A_group_that_removed_the_bot_gets_no_more_posts()
    {
        var bot = await StartBotAsync();
        var ana = Api.AddUser("Ana");
        var group = Api.AddGroup("Group", members: ana);
        await LinkAsync(bot, group.Id);

        group.SetBotStatus("kicked", ana);

        await UntilAsync(() => Channels(bot).Single().DisabledBecause is not null, "the link is off");
        group.SetBotStatus("member", ana);
        await UntilAsync(() => Channels(bot).Single().DisabledBecause is null, "the link is on again");
    }

    private static Card Invitation => new()
    {
        Blocks = [new Block.Heading("Title")],
        Rows = [[new Button("Take part", new CardAction.Start("ai-commons"))]],
        Audience = Audience.Everyone,
        Stays = true,
    };

    private static IReadOnlyList<ChannelRecord> Channels(RunningBot bot) =>
        bot.Services.GetRequiredService<IAssemblyStore>().GetChannelsAsync(Cancellation).AsTask().GetAwaiter().GetResult();

    private static async Task LinkAsync(RunningBot bot, long chat)
    {
        var recorder = bot.Services.GetRequiredService<Recorder>();
        var at = DateTimeOffset.UnixEpoch;
        var settings = new AssemblySettings
        {
            Title = LocalText.Of("en", "Title"),
            Question = LocalText.Of("en", "Question?"),
            Introduction = LocalText.Of("en", "Why"),
            Languages = ["en"],
        };
        var created = await recorder.RecordAsync(new Change.CreateAssembly("abcd", settings, Stage.Open, [], at), Cancellation);
        var assembly = new AssemblyId(Assert.IsType<Outcome.Accepted>(created).Value);
        await recorder.RecordAsync(
            new Change.LinkChannel(assembly, TelegramPeople.AddressOf(new ChatSpot(chat)), "en", Schedule.Never, at), Cancellation);
        await bot.Services.GetRequiredService<AssemblyHall>().RefreshAsync(Cancellation);
    }
}
