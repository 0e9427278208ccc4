namespace AssemblyBot.Testing.Tests.BotApi;

/// <summary>What the real server refuses although the call is well formed; no violation.</summary>
public sealed class RefusalTests : FakeBotApiTest
{
    [Fact]
    public async Task Who_never_started_cannot_be_written_to()
    {
        var bob = Api.AddUser("Bob");

        Assert.Equal((400, "Bad Request: chat not found"), await Send(bob.Id));
        Assert.Equal((400, "Bad Request: chat not found"), await Send(4711));
        bob.Say("hello");
        await Bot.SendAsync(bob.PrivateChat, "x");
        Assert.Empty(Api.Violations);
    }

    [Fact]
    public async Task Who_blocked_the_bot_or_is_gone_cannot_be_written_to()
    {
        Ana.Block();
        Assert.Equal((403, "Forbidden: bot was blocked by the user"), await Send(Ana.Id));
        Ana.Unblock();
        await Bot.SendAsync(Ana.PrivateChat, "x");
        Ana.IsDeactivated = true;
        Assert.Equal((403, "Forbidden: user is deactivated"), await Send(Ana.Id));

        var statuses = (await Bot.UpdatesAsync()).Skip(1).Select(update => update.GetProperty("my_chat_member").GetProperty("new_chat_member").GetProperty("status").GetString());
        Assert.Equal(["kicked", "member"], statuses);
    }

    [Fact]
    public async Task A_group_that_removed_the_bot_or_moved_away_says_so()
    {
        var group = Api.AddGroup("Neighbours", supergroup: false, Ana);
        group.SetBotStatus("kicked", Ana);
        Assert.Equal((403, "Forbidden: bot was kicked from the group chat"), await Send(group.Id));

        group.SetBotStatus("member", Ana);
        var upgraded = group.UpgradeToSupergroup(Ana);
        var (_, answer) = await Bot.TryAsync("sendMessage", new { chat_id = group.Id, text = "x" });
        Assert.Equal("Bad Request: group chat was upgraded to a supergroup chat", answer.GetProperty("description").GetString());
        Assert.Equal(upgraded.Id, answer.GetProperty("parameters").GetProperty("migrate_to_chat_id").GetInt64());
        await Bot.SendAsync(upgraded, "x");

        await Bot.CallAsync("leaveChat", new { chat_id = upgraded.Id });
        Assert.Equal((403, "Forbidden: bot is not a member of the supergroup chat"), await Send(upgraded.Id));
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_refused()
    {
        var id = await Bot.SendAsync(Ana.PrivateChat, "<b>Card</b>", ("A", "1"));

        var same = new { chat_id = Ana.Id, message_id = id, text = "<b>Card</b> ", parse_mode = "HTML", reply_markup = PlainBot.Keyboard(("A", "1")) };
        Assert.StartsWith("Bad Request: message is not modified", (await Bot.RefusedAsync("editMessageText", same)).Description, StringComparison.Ordinal);
        await Bot.EditAsync(Ana.PrivateChat, id, "Card", ("A", "1"));
        await Bot.EditAsync(Ana.PrivateChat, id, "Card", ("A", "2"));
        await Bot.CallAsync("editMessageReplyMarkup", new { chat_id = Ana.Id, message_id = id });
        Assert.StartsWith("Bad Request: message is not modified", (await Bot.RefusedAsync("editMessageReplyMarkup", new { chat_id = Ana.Id, message_id = id })).Description, StringComparison.Ordinal);

        Assert.Empty(Ana.LastMessage()!.Rows);
        Assert.Equal(3, Ana.LastMessage()!.Edits);
        Assert.Equal(4, Ana.PrivateChat.History(id).Count);
    }

    [Fact]
    public async Task A_message_that_is_gone_or_not_the_bots_own_cannot_be_edited()
    {
        var id = await Bot.SendAsync(Ana.PrivateChat, "Card");
        var typed = Ana.Say("mine");
        await Bot.CallAsync("deleteMessage", new { chat_id = Ana.Id, message_id = id });

        Assert.Equal("Bad Request: message to edit not found", await Edit(id));
        Assert.Equal("Bad Request: message to edit not found", await Edit(999));
        Assert.Equal("Bad Request: message can't be edited", await Edit(typed.Id));
        Assert.Equal("Bad Request: message to delete not found", (await Bot.RefusedAsync("deleteMessage", new { chat_id = Ana.Id, message_id = id })).Description);

        async Task<string> Edit(int message) => (await Bot.RefusedAsync("editMessageText", new { chat_id = Ana.Id, message_id = message, text = "x" })).Description;
    }

    [Fact]
    public async Task A_message_can_be_deleted_for_48_hours()
    {
        var id = await Bot.SendAsync(Ana.PrivateChat, "Card");
        Clock.Advance(TimeSpan.FromHours(49));

        Assert.Equal("Bad Request: message can't be deleted", (await Bot.RefusedAsync("deleteMessage", new { chat_id = Ana.Id, message_id = id })).Description);
    }

    [Fact]
    public async Task A_press_is_answered_once_and_within_150_seconds()
    {
        await Bot.SendAsync(Ana.PrivateChat, "Card", ("A", "1"));
        var first = Ana.Press("A");
        var second = Ana.Press("A");
        const string TooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid";

        await Bot.CallAsync("answerCallbackQuery", new { callback_query_id = first.QueryId });
        Assert.Equal((400, TooOld), await Answer(first.QueryId));
        Assert.Equal((400, TooOld), await Answer("no such query"));
        Clock.Advance(TimeSpan.FromSeconds(151));
        Assert.Equal((400, TooOld), await Answer(second.QueryId));
        Assert.Null(second.Answer);

        Task<(int, string)> Answer(string id) => Bot.RefusedAsync("answerCallbackQuery", new { callback_query_id = id });
    }

    [Fact]
    public async Task A_reply_needs_its_message()
    {
        Assert.Equal("Bad Request: message to be replied not found", (await Bot.RefusedAsync("sendMessage", Reply(99, false))).Description);
        await Bot.CallAsync("sendMessage", Reply(99, true));
        await Bot.CallAsync("sendMessage", Reply(Ana.PrivateChat.Messages[0].Id, false));
        Assert.Equal([null, Ana.PrivateChat.Messages[0].Id], Ana.PrivateChat.Messages.Where(message => message.IsFromBot).Select(message => message.ReplyTo));

        object Reply(int to, bool mayMiss) => new { chat_id = Ana.Id, text = "x", reply_parameters = new { message_id = to, allow_sending_without_reply = mayMiss } };
    }

    [Fact]
    public async Task Another_token_is_unauthorised()
    {
        using var response = await Bot.Http.GetAsync(new Uri($"{Api.BaseUrl}/bot1:wrong/getMe"), TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("""{"ok":false,"error_code":401,"description":"Unauthorized"}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Members_are_shown_with_their_place()
    {
        var bob = Api.AddUser("Bob");
        var group = Api.AddGroup("Neighbours", supergroup: true, Ana);
        group.Add(bob, administrator: true);

        Assert.Equal("member", await Status(Ana.Id));
        Assert.Equal("administrator", await Status(bob.Id));
        Assert.Equal("member", await Status(Api.BotId));
        Assert.Equal(1, (await Bot.CallAsync("getChatAdministrators", new { chat_id = group.Id })).GetArrayLength());
        Assert.Equal("Neighbours", (await Bot.CallAsync("getChat", new { chat_id = group.Id })).GetProperty("title").GetString());
        Assert.Equal(400, (await Bot.RefusedAsync("pinChatMessage", new { chat_id = group.Id, message_id = 1 })).Status);

        async Task<string?> Status(long user) => (await Bot.CallAsync("getChatMember", new { chat_id = group.Id, user_id = user })).GetProperty("status").GetString();
    }

    private Task<(int Status, string Description)> Send(long chat) => Bot.RefusedAsync("sendMessage", new { chat_id = chat, text = "x" });
}
