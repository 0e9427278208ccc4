using System.Diagnostics;

namespace AssemblyBot.Telegram.Tests.Conversations;

/// <summary>With the limits of the documentation on, and a bot that keeps to them.</summary>
public class FloodTests : ConversationTest
{
    private const string PerSecond = "28";

    private protected override FakeBotApiOptions Options => new() { HasFloodLimits = true, Patience = TimeSpan.FromMinutes(5) };

    /// <summary>A few people in CI; <c>ASSEMBLYBOT_CROWD=2000</c> for those of the figure, within 60 seconds.</summary>
    [Fact]
    public async Task Everyone_who_presses_is_answered_at_once_and_sees_the_card_and_few_are_refused_before_the_limits_are_kept()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("ASSEMBLYBOT_CROWD"), out var given) ? given : 70;
        var bot = await StartBotAsync(("Telegram:MessagesPerSecond", PerSecond));
        var people = await Task.WhenAll(Enumerable.Range(1, count).Select(number => AddVoterAsync($"Person {number}")));
        var group = Api.AddGroup("Group", members: people);
        var begun = Stopwatch.GetTimestamp();

        var posting = Task.WhenAll(Enumerable.Range(1, 25).Select(number => bot.Messenger.PostAsync(
            TelegramPeople.AddressOf(new ChatSpot(group.Id)), new Card { Blocks = [new Block.Paragraph($"News {number}")] }, $"key/{number}", Cancellation)));
        var presses = new List<Press>();
        foreach (var person in people)
        {
            presses.Add(person.Press("Agree"));
            await Task.Delay(TimeSpan.FromSeconds(60.0 / 2000), TimeProvider.System, Cancellation);
        }

        foreach (var press in presses)
            await press.AnsweredAsync();
        var answered = Stopwatch.GetElapsedTime(begun);
        foreach (var press in presses)
            Assert.Contains("Statement 2", (await press.EditedAsync()).Text, StringComparison.Ordinal);
        var shown = Stopwatch.GetElapsedTime(begun);
        await posting;

        TestContext.Current.SendDiagnosticMessage(
            "{0} people: all answered after {1:0.0} s, all cards after {2:0.0} s, {3} refused", count, answered.TotalSeconds, shown.TotalSeconds, Api.Limited);
        Assert.Equal(count, Desk.Votes.Count);

        // Refused is what was under way when the crowd came in at once; not more than one message for each of them.
        Assert.InRange(Api.Limited, 0, count);
        Assert.Equal(Api.Limited, bot.Health.Limited);
        Assert.InRange(group.Messages.Count(message => message.IsFromBot), 1, 20);
    }

    [Fact]
    public async Task A_bot_that_keeps_to_no_limit_is_refused()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        var card = ana.Card!;
        for (var i = 0; i < 8; i++)
            await ana.PressAsync("Agree", card);

        await UntilAsync(() => Api.Limited > 0, "the limit is hit");
        Assert.True(bot.Health.Limited > 0);
    }

    [Fact]
    public async Task Who_presses_faster_than_a_chat_takes_sees_the_newest_card()
    {
        await StartBotAsync(("Telegram:MessagesPerSecond", PerSecond));
        var ana = await AddVoterAsync();
        var first = ana.Card!;
        foreach (var statement in Enumerable.Range(1, 12))
            ana.PressRaw(Given.Seal.Seal(Given.Vote(statement), Given.Person(ana.Id)), first);

        await UntilAsync(() => ana.Card!.Text.Contains("Statement 13", StringComparison.Ordinal), "the newest card is shown");

        Assert.Equal(12, Desk.Votes.Count);
        Assert.InRange(Api.Limited, 0, 2);
        Assert.InRange(Api.CallCount("editMessageText"), 1, 6);
    }

    [Fact]
    public async Task Who_blocked_the_bot_is_not_written_to_until_they_are_back()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        var news = new Card { Blocks = [new Block.Paragraph("News")] };
        ana.Block();
        await UntilAsync(() => Api.PendingUpdates == 0, "the bot is told");
        Api.ResetCounts();

        Assert.IsType<PostOutcome.Gone>(await bot.Messenger.PostAsync($"{ana.Id}", news, "key/1", Cancellation));
        Assert.Equal(0, Api.CallCount("sendMessage"));

        ana.Unblock();
        await UntilAsync(() => Api.PendingUpdates == 0, "the bot is told");
        Assert.IsType<PostOutcome.Posted>(await bot.Messenger.PostAsync($"{ana.Id}", news, "key/2", Cancellation));
    }

    [Fact]
    public async Task A_refusal_for_good_is_asked_for_only_once()
    {
        var bot = await StartBotAsync();
        var group = Api.AddGroup("Group");
        var address = TelegramPeople.AddressOf(new ChatSpot(group.Id));
        var news = new Card { Blocks = [new Block.Paragraph("News")] };
        Api.Next("sendMessage").Answers(403, description: "Forbidden: bot was kicked from the supergroup chat");

        Assert.IsType<PostOutcome.Gone>(await bot.Messenger.PostAsync(address, news, "key/1", Cancellation));
        Assert.IsType<PostOutcome.Gone>(await bot.Messenger.PostAsync(address, news, "key/2", Cancellation));

        Assert.Equal(1, Api.CallCount("sendMessage"));
    }
}
