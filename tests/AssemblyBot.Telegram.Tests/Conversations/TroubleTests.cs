using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Conversations;

public class TroubleTests : ConversationTest
{
    [Fact]
    public async Task A_limit_is_waited_for_exactly_and_the_press_is_answered_at_once()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        Api.ResetCounts();
        Api.Next("editMessageText").Answers(429, TimeSpan.FromSeconds(1));
        var begun = Stopwatch.GetTimestamp();

        var press = await ana.PressAsync("Agree");
        var answered = Stopwatch.GetElapsedTime(begun);
        await ana.WaitForMessageAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 1, 3);
        Assert.InRange(answered.TotalSeconds, 0, 0.9);
        Assert.Equal(2, Api.CallCount("editMessageText"));
        Assert.Equal(1, Api.CallCount("answerCallbackQuery"));
        Assert.Equal(1, bot.Health.Limited);
        Assert.NotNull(press.Answer);
    }

    [Fact]
    public async Task A_chat_that_has_to_wait_stops_no_other()
    {
        await StartBotAsync();
        var (ana, ben) = (await AddVoterAsync("Ana"), await AddVoterAsync("Ben"));
        Api.Next("editMessageText", when: call => call.ChatId == ana.Id).Answers(429, TimeSpan.FromSeconds(30));
        await ana.PressAsync("Agree");

        // More than a server hands out at once.
        var card = ben.Card!;
        for (var i = 0; i < 120; i++)
            card = await ben.PressForCardAsync("Agree", card, TimeSpan.FromSeconds(5));

        Assert.Contains("Statement 121", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_is_answered_at_once_even_while_its_chat_has_to_wait()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        var first = ana.Card!;
        Api.Next("editMessageText").Answers(429, TimeSpan.FromSeconds(30));
        await ana.PressAsync("Agree", first);

        var again = await ana.PressAsync("Disagree", first, TimeSpan.FromSeconds(5));

        Assert.NotNull(again.Answer);
    }

    [Fact]
    public async Task Who_waited_sees_the_newest_card_and_no_older_one()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        var first = ana.Card!;
        Api.ResetCounts();
        Api.Next("editMessageText").Answers(429, TimeSpan.FromSeconds(1));

        await ana.PressAsync("Agree", first);
        ana.PressRaw(Given.Seal.Seal(Given.Vote(2), Given.Person(ana.Id)), first);
        var second = ana.PressRaw(Given.Seal.Seal(Given.Vote(3), Given.Person(ana.Id)), first);
        await second.AnsweredAsync();
        await UntilAsync(() => ana.Card!.Text.Contains("Statement 4", StringComparison.Ordinal), "the newest card is shown");

        Assert.Equal(3, Desk.Votes.Count);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("empty")]
    [InlineData("null")]
    [InlineData("reset")]
    [InlineData("html")]
    public async Task An_edit_and_an_answer_are_repeated_when_the_server_fails(string how)
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        foreach (var method in (string[])["editMessageText", "answerCallbackQuery"])
        {
            var misbehaviour = Api.Next(method, times: 2);
            _ = how switch
            {
                "500" => misbehaviour.Answers(500),
                "empty" => misbehaviour.AnswersEmpty(),
                "null" => misbehaviour.AnswersNull(performed: true),
                "reset" => misbehaviour.Resets(),
                _ => misbehaviour.AnswersBody("<html>Bad gateway</html>", 502),
            };
        }

        var press = await ana.PressAsync("Agree");
        var card = await press.EditedAsync();

        Assert.Contains("Statement 2", card.Text, StringComparison.Ordinal);
        Assert.Empty(bot.Log.From(LogLevel.Error));
    }

    [Fact]
    public async Task A_new_message_whose_fate_is_unknown_is_not_repeated()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        Api.ResetCounts();
        Api.Next("sendMessage").Resets(performed: true);

        ana.Say("hello");
        await UntilAsync(() => bot.Log.From(LogLevel.Warning).Any(), "it is noted");
        await ana.AskAsync("again");

        Assert.Equal(2, Api.CallCount("sendMessage", ana));
        Assert.Equal(2, ana.PrivateChat.Messages.Count(message => message.Text.Contains("You said", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_new_message_that_the_server_failed_to_send_is_repeated()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Api.Next("sendMessage", times: 2).Answers(500);

        Assert.Contains("hello", (await ana.AskAsync("hello")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_blocked_the_bot_is_left_alone()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        var data = ana.Card!.Button("Agree").Data!;
        Api.ResetCounts();
        Api.Next("editMessageText").Answers(403);

        await ana.PressRawAsync(data);
        await bot.StopAsync();

        Assert.Equal(1, Api.CallCount("editMessageText"));
        Assert.Equal(0, Api.CallCount("sendMessage"));
        Assert.Empty(bot.Log.From(LogLevel.Warning));
    }

    [Fact]
    public async Task A_press_too_old_to_be_answered_is_noted_for_debugging_only()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        Api.Next("answerCallbackQuery").Answers(400, description: "Bad Request: query is too old and response timeout expired or query ID is invalid");

        var press = ana.Press("Agree");
        await press.EditedAsync();
        await bot.StopAsync();

        Assert.Equal(1, Api.CallCount("answerCallbackQuery"));
        Assert.Contains(bot.Log.Lines, line => line.Level == LogLevel.Debug && line.Text.Contains("query is too old", StringComparison.Ordinal));
        Assert.Empty(bot.Log.From(LogLevel.Warning));
    }

    [Fact]
    public async Task A_server_that_lacks_most_methods_is_lived_with()
    {
        Api.IsLean = true;
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();

        var next = await NextAsync(ana);
        next = await NextAsync(ana);

        Assert.Contains("Statement 3", next.Text, StringComparison.Ordinal);
        Assert.Equal(2, Desk.Votes.Count);
        Assert.Empty(bot.Log.From(LogLevel.Error));

        static Task<FakeMessage> NextAsync(FakeUser person)
        {
            person.Press("Agree");
            return person.WaitForMessageAsync();
        }
    }

    [Fact]
    public async Task Null_results_and_missing_fields_are_lived_with()
    {
        Api.Next("getMe").AnswersNull();
        Api.Next("sendMessage", times: 3).AnswersNull(performed: true);
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();

        await ana.AskAsync("hello");
        Api.Next("getUpdates").AnswersNull();
        Api.Next("getUpdates").AnswersBody("""{"ok":true,"result":{}}""");

        Assert.Contains("again", (await ana.AskAsync("again")).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Log.From(LogLevel.Error));
    }
}
