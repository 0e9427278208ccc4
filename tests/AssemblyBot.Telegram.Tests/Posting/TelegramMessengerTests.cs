using AssemblyBot.Telegram.Tests.Conversations;

namespace AssemblyBot.Telegram.Tests.Posting;

public sealed class TelegramMessengerTests : ConversationTest
{
    private static readonly Card Post = new() { Blocks = [new Block.Paragraph("News")], Audience = Audience.Everyone };

    [Fact]
    public async Task A_post_reaches_a_group_and_a_person_who_can_press_its_buttons()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        var group = Api.AddGroup("Group", members: ana);

        Assert.IsType<PostOutcome.Posted>(await bot.Messenger.PostAsync(AddressOf(group.Id), Post, "key/1", Cancellation));
        Assert.IsType<PostOutcome.Posted>(await bot.Messenger.PostAsync($"{ana.Id}", Given.Ask(8, "News"), "key/1", Cancellation));

        Assert.Equal("News", group.LastMessage!.Text);
        Assert.Contains("Statement 9", (await ana.PressForCardAsync("Agree")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "Too Many Requests: retry after 7", typeof(PostOutcome.TryAgain))]
    [InlineData(500, "Internal Server Error", typeof(PostOutcome.TryAgain))]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat", typeof(PostOutcome.Gone))]
    [InlineData(400, "Bad Request: chat not found", typeof(PostOutcome.Gone))]
    [InlineData(400, "Bad Request: not enough rights to send text messages to the chat", typeof(PostOutcome.Gone))]
    [InlineData(400, "Bad Request: something new", typeof(PostOutcome.TryAgain))]
    public async Task A_refusal_says_what_to_do(int status, string description, Type outcome)
    {
        var bot = await StartBotAsync();
        var group = Api.AddGroup("Group");
        Api.Next("sendMessage").Answers(status, status == 429 ? TimeSpan.FromSeconds(7) : null, description);

        var posted = await bot.Messenger.PostAsync(AddressOf(group.Id), Post, "key/1", Cancellation);

        Assert.IsType(outcome, posted);
        Assert.True(status != 429 || posted is PostOutcome.TryAgain { Delay.TotalSeconds: 7 });
        Assert.Equal(1, Api.CallCount("sendMessage"));
    }

    [Fact]
    public async Task After_a_limit_the_chat_is_left_alone_for_that_long()
    {
        var bot = await StartBotAsync();
        var group = Api.AddGroup("Group");
        Api.Next("sendMessage").Answers(429, TimeSpan.FromSeconds(30));
        await bot.Messenger.PostAsync(AddressOf(group.Id), Post, "key/1", Cancellation);

        var again = Assert.IsType<PostOutcome.TryAgain>(await bot.Messenger.PostAsync(AddressOf(group.Id), Post, "key/1", Cancellation));

        Assert.InRange(again.Delay.TotalSeconds, 20, 30.1);
        Assert.Equal(1, Api.CallCount("sendMessage"));
    }

    [Fact]
    public async Task A_post_without_an_answer_may_be_there()
    {
        var bot = await StartBotAsync(("Telegram:CallTimeout", "00:00:01"));
        var group = Api.AddGroup("Group");
        Api.Next("sendMessage").Hangs(performed: true);
        Assert.IsType<PostOutcome.Unknown>(await bot.Messenger.PostAsync(AddressOf(group.Id), Post, "key/1", Cancellation));

        Api.Next("sendMessage").Resets();
        Assert.IsType<PostOutcome.Unknown>(await bot.Messenger.PostAsync(AddressOf(group.Id), Post, "key/1", Cancellation));

        await Api.StopAsync();
        Assert.IsType<PostOutcome.TryAgain>(await bot.Messenger.PostAsync(AddressOf(group.Id), Post, "key/1", Cancellation));
    }

    [Fact]
    public async Task A_null_where_a_message_is_due_counts_as_posted()
    {
        var bot = await StartBotAsync();
        var group = Api.AddGroup("Group");
        Api.Next("sendMessage").AnswersNull(performed: true);

        Assert.IsType<PostOutcome.Posted>(await bot.Messenger.PostAsync(AddressOf(group.Id), Post, "key/1", Cancellation));
    }

    [Fact]
    public async Task A_chat_that_moved_says_where()
    {
        var bot = await StartBotAsync();
        var ana = Api.AddUser("Ana");
        var group = Api.AddGroup("Group", supergroup: false, members: ana);
        var upgraded = group.UpgradeToSupergroup(ana);

        var outcome = await bot.Messenger.PostAsync(AddressOf(group.Id), Post, "key/1", Cancellation);

        Assert.Equal(new PostOutcome.Moved($"{upgraded.Id}"), outcome);
    }

    [Theory]
    [InlineData("Bad Request: message thread not found")]
    [InlineData("Bad Request: TOPIC_CLOSED")]
    public async Task A_post_to_a_topic_that_is_gone_goes_to_the_chat(string description)
    {
        var bot = await StartBotAsync();
        var group = Api.AddGroup("Group");
        Api.Next("sendMessage", when: call => call.GetInteger("message_thread_id") == 5).Answers(400, description: description);

        var outcome = await bot.Messenger.PostAsync(AddressOf(group.Id) with { Topic = "5" }, Post, "key/1", Cancellation);

        Assert.Equal(new PostOutcome.PostedElsewhere(AddressOf(group.Id)), outcome);
        Assert.Equal("News", Assert.Single(group.Messages).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("@channel")]
    public async Task An_address_that_is_no_number_is_gone(string chat)
    {
        var bot = await StartBotAsync();

        Assert.IsType<PostOutcome.Gone>(await bot.Messenger.PostAsync(new ChannelAddress("telegram", chat), Post, "key/1", Cancellation));
        Assert.IsType<PostOutcome.Gone>(await bot.Messenger.PostAsync(chat, Post, "key/1", Cancellation));
    }

    private static ChannelAddress AddressOf(long chat) => TelegramPeople.AddressOf(new ChatSpot(chat));
}
