using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Conversations;

/// <summary>Voting in a group on cards that one member alone sees, on servers of each kind, and what the others see of it.</summary>
public class OwnCardTests
{
    private protected virtual string Client => TelegramClients.Own;

    private static PhraseBook Book => LinkedGroup.Book;

    [Theory]
    [InlineData(BotApiVersion.V10Dot2)]
    [InlineData(BotApiVersion.V10Dot3)]
    public async Task People_consent_and_vote_on_their_own_cards_and_a_vote_is_one_edit_and_one_answer(BotApiVersion version)
    {
        await using var group = await LinkedGroup.StartAsync(version, Client);

        var card = await group.TakePartAsync(group.Ana);
        group.Api.ResetCounts();
        for (var i = 0; i < LinkedGroup.Statements; i++)
        {
            Assert.Contains("Statement number", card.Text, StringComparison.Ordinal);
            card = await group.Ana.PressForCardAsync(Book.Common.Agree, card);
        }

        Assert.Contains(Book.Voting.AllDoneTitle, card.Text, StringComparison.Ordinal);
        Assert.Equal(LinkedGroup.Statements, await group.VotesAsync());
        Assert.Equal(LinkedGroup.Statements, group.Api.CallCount("editEphemeralMessageText", group.Chat));
        Assert.Equal(LinkedGroup.Statements, group.Api.CallCount("answerCallbackQuery", group.Ana));
        Assert.Equal(0, group.Api.CallCount("sendMessage"));
        Assert.Empty(group.Ana.PrivateChat.Messages);
        Assert.Single(group.Chat.MessagesFor(group.Ana), message => message.Receiver == group.Ana);
        AssertUnseen(group, group.Ben);
        Assert.Empty(group.Bot.Log.From(LogLevel.Warning));
    }

    [Fact]
    public async Task Where_the_server_can_the_card_is_shown_in_place_of_the_post_and_others_see_nothing_at_all()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client);
        var before = group.Ben.Transcript(group.Chat);

        var card = await group.OpenAsync(group.Ana);

        Assert.Equal(group.Post.Id, card.Replaces);
        Assert.Equal(before, group.Ben.Transcript(group.Chat));
    }

    [Theory]
    [InlineData(BotApiVersion.V10Dot1)]
    [InlineData(BotApiVersion.V10Dot2)]
    [InlineData(BotApiVersion.V10Dot3)]
    public async Task What_a_member_and_the_others_see(BotApiVersion version)
    {
        await using var group = await LinkedGroup.StartAsync(version, Client);
        var before = group.Ben.Transcript(group.Chat).Length;

        var press = await group.Ana.PressAsync(Book.Joining.TakePart, group.Post);
        if (press.Answer!.Url is null)
        {
            var card = await group.Ana.PressForCardAsync(Book.Joining.Accept, group.Ana.LastMessage(group.Chat));
            await group.Ana.PressForCardAsync(Book.Common.Agree, card);
        }

        var transcripts = $"ANA\n{group.Ana.Transcript(group.Chat)[before..]}\nBEN\n{group.Ben.Transcript(group.Chat)[before..]}";
        Approved.Matches(transcripts.Replace(group.Api.Options.BotUsername, "BOT", StringComparison.Ordinal), version.ToString());
    }

    [Fact]
    public async Task A_server_that_shows_it_to_everyone_gets_a_harmless_line_only_and_the_private_chat_serves()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot1, Client);
        var posts = group.Chat.Messages.Count;

        var press = await group.Ana.PressAsync(Book.Joining.TakePart, group.Post);

        Assert.Equal($"https://t.me/{group.Api.Options.BotUsername}?start=commons", press.Answer!.Url);
        Assert.Equal(2, group.Api.CallCount("deleteMessage"));
        Assert.Equal(posts, group.Chat.Messages.Count);
        AssertUnseen(group, group.Ben);
    }

    [Fact]
    public async Task What_was_found_out_is_remembered_for_the_chat_and_tried_anew_when_the_bots_place_there_changes()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot1, Client);
        await group.Ana.PressAsync(Book.Joining.TakePart, group.Post);
        group.Api.ResetCounts();

        var again = await group.Ben.PressAsync(Book.Joining.TakePart, group.Post);
        var sentAgain = group.Api.CallCount("sendMessage");
        group.Api.Version = BotApiVersion.V10Dot3;
        group.Chat.SetBotStatus("administrator", group.Olga);
        await LinkedGroup.UntilAsync(() => group.Api.PendingUpdates == 0, "the bot knows its place");
        var card = await group.OpenAsync(group.Ana);

        Assert.NotNull(again.Answer!.Url);
        Assert.Equal(0, sentAgain);
        Assert.Contains(Book.Joining.ConsentTitle, card.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BotApiVersion.V10Dot1)]
    [InlineData(BotApiVersion.V10Dot2)]
    [InlineData(BotApiVersion.V10Dot3)]
    public async Task A_server_that_changes_in_the_middle_is_never_given_a_card_to_show_to_everyone(BotApiVersion then)
    {
        await using var group = await LinkedGroup.StartAsync(then == BotApiVersion.V10Dot3 ? BotApiVersion.V10Dot2 : BotApiVersion.V10Dot3, Client);
        var card = await group.TakePartAsync(group.Ana);

        group.Api.Version = then;
        group.Chat.LoseOwnMessages(group.Ana);
        var press = await group.Ana.PressAsync(Book.Joining.TakePart, group.Post);
        var late = await group.Ana.PressRawAsync(card.Button(Book.Common.Agree).Data!, group.Post);

        Assert.Equal(then == BotApiVersion.V10Dot1, press.Answer!.Url is not null);
        Assert.Equal(then == BotApiVersion.V10Dot1, late.Answer!.Url is not null);
        Assert.Equal(1, await group.VotesAsync());
        AssertUnseen(group, group.Ben);
    }

    [Fact]
    public async Task A_vote_on_a_card_that_is_gone_counts_and_opens_a_new_one()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client);
        var card = await group.TakePartAsync(group.Ana);
        group.Chat.LoseOwnMessages(group.Ana);

        group.Ana.Press(Book.Common.Agree, card);
        var next = await group.Ana.WaitForMessageAsync(message => message.Rows.Count > 0, group.Chat);

        Assert.Equal(group.Ana, next.Receiver);
        Assert.Equal(1, await group.VotesAsync());
    }

    [Fact]
    public async Task Numbers_of_cards_are_no_keys_each_member_goes_on_with_their_own()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client);
        var (ana, ben) = (await group.TakePartAsync(group.Ana), await group.TakePartAsync(group.Ben));
        Assert.Equal(ana.OwnId, ben.OwnId);

        for (var i = 0; i < LinkedGroup.Statements; i++)
        {
            var (first, second) = (group.Ana.Press(Book.Common.Agree, ana), group.Ben.Press(Book.Common.Disagree, ben));
            (ana, ben) = (await first.EditedAsync(), await second.EditedAsync());
            Assert.Equal((group.Ana, group.Ben), (ana.Receiver, ben.Receiver));
        }

        Assert.Equal(2 * LinkedGroup.Statements, await group.VotesAsync());
        Assert.Contains(Book.Voting.AllDoneTitle, ana.Text, StringComparison.Ordinal);
        Assert.Contains(Book.Voting.AllDoneTitle, ben.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(400, null)]
    [InlineData(429, 60)]
    public async Task When_opening_fails_the_private_chat_serves(int status, int? retryAfter)
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client);
        group.Api.Next("sendMessage", times: 2).Answers(status, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        var press = await group.Ana.PressAsync(Book.Joining.TakePart, group.Post);

        Assert.Equal($"https://t.me/{group.Api.Options.BotUsername}?start=commons", press.Answer!.Url);
        AssertUnseen(group, group.Ben);
    }

    [Fact]
    public async Task A_limit_in_the_group_is_waited_for_by_all_cards_there()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client);
        var (ana, ben) = (await group.TakePartAsync(group.Ana), await group.TakePartAsync(group.Ben));
        group.Api.ResetCounts();
        group.Api.Next("editEphemeralMessageText").Answers(429, TimeSpan.FromSeconds(1));

        var first = group.Ana.Press(Book.Common.Agree, ana);
        await LinkedGroup.UntilAsync(() => group.Bot.Health.Limited == 1, "the server has asked for silence");
        var second = group.Ben.Press(Book.Common.Agree, ben);
        await Task.WhenAll(first.EditedAsync(), second.EditedAsync());

        Assert.Equal(3, group.Api.CallCount("editEphemeralMessageText"));
        Assert.Equal(2, await group.VotesAsync());
    }

    [Fact]
    public async Task A_press_that_waited_longer_than_15_seconds_leads_to_the_private_chat_unless_the_bot_is_an_administrator()
    {
        var clock = new ManualClock();
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client, clock: clock);
        await group.Bot.StopAsync();
        var press = group.Ana.Press(Book.Joining.TakePart, group.Post);
        clock.Advance(TimeSpan.FromSeconds(16));

        await group.StartBotAsync();
        var answer = await press.AnsweredAsync();
        group.Chat.SetBotStatus("administrator", group.Olga);
        await group.Bot.StopAsync();
        group.Ana.Press(Book.Joining.TakePart, group.Post);
        clock.Advance(TimeSpan.FromSeconds(16));
        await group.StartBotAsync();
        var card = await group.Ana.WaitForMessageAsync(message => message.Receiver == group.Ana && message.Rows.Count > 0, group.Chat);

        Assert.NotNull(answer.Url);
        Assert.Contains(Book.Joining.ConsentTitle, card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_is_written_in_the_private_chat_that_the_button_opens()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client);
        var card = await group.TakePartAsync(group.Ana);

        var press = await group.Ana.PressAsync(Book.Writing.Add, card);
        var payload = new Uri(press.Answer!.Url!).Query["?start=".Length..];
        var asked = await group.Ana.AskAsync($"/start {payload}");
        var added = await group.Ana.AskAsync("There should be more benches");

        Assert.Contains(Book.Writing.NowWrite, asked.Text, StringComparison.Ordinal);
        Assert.Contains($"#{LinkedGroup.Statements + 1}", added.Text, StringComparison.Ordinal);
        AssertUnseen(group, group.Ben);
    }

    [Fact]
    public async Task A_command_that_nobody_else_sees_is_answered_on_an_own_card()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client);

        group.Ana.SayUnseen("/vote", group.Chat);
        var card = await group.Ana.WaitForMessageAsync(message => message.Rows.Count > 0, group.Chat);

        Assert.Equal(group.Ana, card.Receiver);
        Assert.Contains(Book.Joining.ConsentTitle, card.Text, StringComparison.Ordinal);
        AssertUnseen(group, group.Ben);
    }

    [Fact]
    public async Task A_button_of_anothers_card_does_nothing_for_me()
    {
        await using var group = await LinkedGroup.StartAsync(BotApiVersion.V10Dot3, Client);
        var card = await group.TakePartAsync(group.Ana);

        await group.Ben.PressRawAsync(card.Button(Book.Common.Agree).Data!, group.Post);

        Assert.Equal(0, await group.VotesAsync());
    }

    [Theory]
    [InlineData(BotApiVersion.V10Dot2)]
    [InlineData(BotApiVersion.V10Dot3)]
    public async Task Fifty_people_vote_at_once_in_one_group_without_a_private_chat_and_none_sees_anothers_card(BotApiVersion version)
    {
        await using var group = await LinkedGroup.StartAsync(version, Client);
        var people = Enumerable.Range(1, 50).Select(number => group.Api.AddUser($"Person {number}")).ToArray();
        foreach (var person in people)
            group.Chat.Add(person);

        await Task.WhenAll(people.Select(VoteOnEverythingAsync));

        Assert.Equal(people.Length * LinkedGroup.Statements, await group.VotesAsync());
        Assert.All(people, person => Assert.Empty(person.PrivateChat.Messages));
        Assert.Equal(people.Length, group.Api.CallsByMethod["sendMessage"] - (version == BotApiVersion.V10Dot2 ? 2 : 1));
        AssertUnseen(group, group.Ben);

        async Task VoteOnEverythingAsync(FakeUser person)
        {
            var card = await group.TakePartAsync(person);
            while (card.Buttons.Any(button => button.Text == Book.Common.Agree))
                card = await person.PressForCardAsync(Book.Common.Agree, card);
        }
    }

    /// <summary>A member's transcript holds the posts for everyone, perhaps the harmless line, and nothing of anyone's card.</summary>
    private static void AssertUnseen(LinkedGroup group, FakeUser member)
    {
        var seen = member.Transcript(group.Chat);
        string[] words =
        [
            "Statement number", Book.Joining.ConsentTitle, Book.Joining.WhatIsStored, Book.Voting.AllDoneTitle, Book.Common.Agree, "Counted", "presses",
        ];
        Assert.All(words, word => Assert.DoesNotContain(word, seen, StringComparison.Ordinal));
        var standing = group.Chat.MessagesFor(member).Where(message => message.IsFromBot);
        Assert.All(standing, message => Assert.NotEqual(Book.Telegram.CardOpens, message.Text));
    }
}
