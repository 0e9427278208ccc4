using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Conversations;

public class PressTests : ConversationTest
{
    [Fact]
    public async Task A_press_makes_one_edit_and_one_answer_and_nothing_else()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Api.ResetCounts();

        var press = await ana.PressAsync("Agree");
        var card = await press.EditedAsync();

        Assert.Equal("Counted 1", press.Answer!.Text);
        Assert.Contains("Statement 2", card.Text, StringComparison.Ordinal);
        Assert.Equal(1, Api.CallCount("editMessageText", ana));
        Assert.Equal(1, Api.CallCount("answerCallbackQuery", ana));
        Assert.Equal(0, Api.CallCount("sendMessage", ana));
    }

    [Fact]
    public async Task Many_presses_of_many_people_are_answered_in_each_ones_order()
    {
        await StartBotAsync();
        var people = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => AddVoterAsync($"Person {number}")));
        Api.ResetCounts();

        await Task.WhenAll(people.Select(async person =>
        {
            var card = person.Card!;
            for (var i = 0; i < 5; i++)
            {
                var press = await person.PressAsync("Pass", card);
                card = await press.EditedAsync();
            }
        }));

        Assert.Equal(200, Api.CallCount("editMessageText"));
        Assert.Equal(200, Api.CallCount("answerCallbackQuery"));
        Assert.Equal(0, Api.CallCount("sendMessage"));
        Assert.All(Desk.Votes.GroupBy(vote => vote.Person), votes => Assert.Equal([1, 2, 3, 4, 5], votes.Select(vote => vote.Statement)));
    }

    [Fact]
    public async Task A_forged_or_old_button_gets_one_polite_card()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();

        var press = await ana.PressRawAsync("vote:1:agree");

        Assert.Equal(Given.Common.OldButton, (await press.EditedAsync()).Text);
        Assert.IsType<CardAction.Unreadable>(Desk.Requests[^1].Action);
        Assert.Empty(bot.Log.From(LogLevel.Warning));
    }

    [Fact]
    public async Task A_press_that_the_desk_says_nothing_to_is_answered_all_the_same()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Desk.Instead = (_, _) => Task.FromResult<Card?>(null);
        Api.ResetCounts();

        var press = await ana.PressAsync("Agree");

        Assert.Null(press.Answer!.Text);
        Assert.Equal(0, Api.CallCount("editMessageText"));
        Assert.Equal(0, Api.CallCount("sendMessage"));
    }

    [Fact]
    public async Task A_card_that_stays_comes_below_and_the_next_one_below_it()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Desk.Instead = (_, _) => Task.FromResult<Card?>(Given.Ask(9, "Summary") with { Stays = true });
        var summary = await ana.PressForCardAsync("Agree");
        Desk.Instead = null;

        var next = await ana.PressForCardAsync("Agree", summary);

        Assert.Equal(4, ana.PrivateChat.Messages.Count);
        Assert.Contains("Statement 10", next.Text, StringComparison.Ordinal);
        Assert.Contains("Summary 9", ana.PrivateChat.Messages[^2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_out_of_reach_is_replaced_by_a_new_one()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        var data = ana.Card!.Button("Agree").Data!;
        Api.ResetCounts();

        ana.PressRaw(data, inaccessible: true);
        var card = await ana.WaitForMessageAsync();

        Assert.Contains("Statement 2", card.Text, StringComparison.Ordinal);
        Assert.Equal(0, Api.CallCount("editMessageText"));
    }

    [Theory]
    [InlineData("Bad Request: message to edit not found")]
    [InlineData("Bad Request: message can't be edited")]
    [InlineData("Bad Request: MESSAGE_ID_INVALID")]
    public async Task A_message_that_cannot_be_edited_is_replaced_by_a_new_one(string description)
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Api.Next("editMessageText").Answers(400, description: description);

        var press = await ana.PressAsync("Agree");
        var card = await ana.WaitForMessageAsync();

        Assert.Contains("Statement 2", card.Text, StringComparison.Ordinal);
        Assert.NotEqual(press.On.Id, card.Id);
    }

    [Fact]
    public async Task A_message_that_reads_so_already_is_fine()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        Desk.Instead = (_, _) => Task.FromResult<Card?>(Given.Ask(1));
        Api.ResetCounts();

        await ana.PressAsync("Agree");
        await bot.StopAsync();

        Assert.Equal(1, Api.CallCount("editMessageText"));
        Assert.Equal(0, Api.CallCount("sendMessage"));
        Assert.Empty(bot.Log.From(LogLevel.Warning));
    }

    [Fact]
    public async Task A_failure_of_ours_is_logged_once_and_said_politely()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        Desk.Instead = (_, _) => throw new StoreException("the disk is full");

        var press = await ana.PressAsync("Agree");
        var reply = await ana.AskAsync("/vote");

        Assert.Equal(Given.Common.Failed, press.Answer!.Text);
        Assert.Equal(Given.Common.Failed, reply.Text);
        Assert.Equal(2, bot.Log.From(LogLevel.Error).Count(line => line.Contains("the disk is full", StringComparison.Ordinal)));
        Assert.Contains("Statement 1", ana.Card!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_write_is_shown_as_typed_and_harms_nothing()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        foreach (var text in (string[])["<b>x</b> & </blockquote>", "*bold* [l](tg://user?id=1)", "@ana /vote", "\u202Eevil", new string('&', 4000)])
        {
            var card = await ana.AskAsync(text);
            Assert.Equal(
                text.Replace("\u202E", "", StringComparison.Ordinal),
                card.Text["You said\n".Length..].Replace("\u200B", "", StringComparison.Ordinal));
            Assert.All(card.Entities, entity => Assert.Contains(entity.Type, (string[])["italic", "blockquote"]));
        }
    }

    [Fact]
    public async Task Four_thousand_emoji_come_in_two_messages()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        var text = string.Concat(Enumerable.Repeat("😀", 2000));
        Desk.Instead = (_, _) => Task.FromResult<Card?>(Given.Ask(1) with { Blocks = [new Block.Quote("#1", text + text)] });

        await ana.AskAsync("/vote");
        var second = await ana.WaitForMessageAsync();

        var cards = ana.PrivateChat.Messages.TakeLast(2).ToList();
        Assert.Equal(4000, cards.Sum(card => card.Text.Count(char.IsHighSurrogate)));
        Assert.Empty(cards[0].Rows);
        Assert.NotEmpty(second.Rows);
    }
}
