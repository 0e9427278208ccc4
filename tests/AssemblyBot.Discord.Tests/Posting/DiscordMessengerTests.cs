using AssemblyBot.Discord.Tests.Conversations;

namespace AssemblyBot.Discord.Tests.Posting;

public sealed class DiscordMessengerTests : ConversationTest
{
    private static readonly ChannelAddress Hall = DiscordPeople.AddressOf(Member.Hall);
    private static readonly Card Post = new() { Blocks = [new Block.Paragraph("News")], Audience = Audience.Everyone };

    [Fact]
    public async Task A_post_reaches_a_person_whose_private_channel_is_opened_once()
    {
        var bot = await StartAsync(desk: (_, _) => Task.FromResult<Card?>(Given.Ask(9)));

        Assert.IsType<PostOutcome.Posted>(await bot.Messenger.PostAsync("7", Given.Ask(8) with { Stays = true }, "a/1", Cancellation));
        Assert.IsType<PostOutcome.Posted>(await bot.Messenger.PostAsync("7", Given.Ask(8), "b/1", Cancellation));

        Assert.Equal(1, Api.Count("OpenPrivateChannel"));
        var ana = NewMember();
        ana.Channel = null;
        await ana.PressRawAsync(Api.Posts.First().Message.Rows[0][0].CustomId!, isOwn: false);
        Assert.IsType<InteractionAnswer.Say>(Assert.Single(ana.Answers));
    }

    [Fact]
    public async Task Every_try_of_a_part_has_one_nonce_and_no_other_part_has_it()
    {
        var bot = await StartAsync();

        await bot.Messenger.PostAsync(Hall, Post, "summary:1:x:3/1", Cancellation);
        await bot.Messenger.PostAsync(Hall, Post, "summary:1:x:3/1", Cancellation);
        await bot.Messenger.PostAsync(Hall, Post, "summary:1:x:3/2", Cancellation);

        var nonces = Api.Posts.Select(post => post.Nonce).ToList();
        Assert.Equal(nonces[0], nonces[1]);
        Assert.NotEqual(nonces[0], nonces[2]);
        Assert.All(nonces, nonce => Assert.InRange(nonce.Length, 10, 25));
    }

    [Theory]
    [InlineData(429, 0, typeof(PostOutcome.TryAgain))]
    [InlineData(500, 0, typeof(PostOutcome.TryAgain))]
    [InlineData(403, 50001, typeof(PostOutcome.Gone))]
    [InlineData(403, 50013, typeof(PostOutcome.Gone))]
    [InlineData(404, 10003, typeof(PostOutcome.Gone))]
    [InlineData(400, 50083, typeof(PostOutcome.Gone))]
    [InlineData(403, 50007, typeof(PostOutcome.Gone))]
    [InlineData(400, 50278, typeof(PostOutcome.Gone))]
    [InlineData(400, 50035, typeof(PostOutcome.TryAgain))]
    public async Task A_refusal_says_what_to_do(int status, int code, Type outcome)
    {
        var bot = await StartAsync();
        Api.Fail("Post", new ApiFailure.Refused(status, code, "words", TimeSpan.FromSeconds(7)));

        var posted = await bot.Messenger.PostAsync(Hall, Post, "key/1", Cancellation);

        Assert.IsType(outcome, posted);
        Assert.True(status != 429 || posted is PostOutcome.TryAgain { Delay.TotalSeconds: 7 });
    }

    [Fact]
    public async Task A_403_of_a_guard_before_Discord_does_not_cost_the_channel()
    {
        var bot = await StartAsync();
        Api.Fail("Post", new ApiFailure.Refused(403, 0, ""));

        Assert.IsType<PostOutcome.TryAgain>(await bot.Messenger.PostAsync(Hall, Post, "key/1", Cancellation));
    }

    [Fact]
    public async Task A_post_without_an_answer_is_repeated_where_its_nonce_tells_and_nowhere_else()
    {
        var bot = await StartAsync();
        Api.Fail("Post", new ApiFailure.NoAnswer(true, "timeout"), new ApiFailure.NoAnswer(false, "refused"));
        Api.Fail("PostToForum", new ApiFailure.NoAnswer(true, "timeout"));

        Assert.IsType<PostOutcome.TryAgain>(await bot.Messenger.PostAsync(Hall, Post, "a/1", Cancellation));
        Assert.IsType<PostOutcome.TryAgain>(await bot.Messenger.PostAsync(Hall, Post, "a/1", Cancellation));
        Assert.IsType<PostOutcome.Posted>(await bot.Messenger.PostAsync(Hall, Post, "a/1", Cancellation));
        Assert.IsType<PostOutcome.Unknown>(await bot.Messenger.PostAsync(DiscordPeople.AddressOf(700, isForum: true), Post, "b/1", Cancellation));
    }

    [Fact]
    public async Task An_address_that_is_no_number_is_gone()
    {
        var bot = await StartAsync();

        Assert.IsType<PostOutcome.Gone>(await bot.Messenger.PostAsync(new ChannelAddress("discord", "general"), Post, "a/1", Cancellation));
        Assert.IsType<PostOutcome.Gone>(await bot.Messenger.PostAsync("ana", Post, "a/1", Cancellation));
    }
}
