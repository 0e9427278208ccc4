using AssemblyBot.Testing.BotApi;
using AssemblyBot.Testing.BotApi.Schema;

namespace AssemblyBot.Testing.Tests.BotApi;

public sealed class ConversationTests : FakeBotApiTest
{
    [Fact]
    public async Task A_person_starts_presses_and_sees_the_card_change()
    {
        var start = Assert.Single(await Bot.UpdatesAsync(timeout: 5));
        Assert.Equal("/start", start.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal("es", start.GetProperty("message").GetProperty("from").GetProperty("language_code").GetString());

        var id = await Bot.SendAsync(Ana.PrivateChat, "<b>1 of 2</b> Bikes &amp; buses", ("Agree", "v1:agree"), ("Pass", "v1:pass"));
        var card = await Ana.WaitForMessageAsync();
        Assert.Equal("1 of 2 Bikes & buses", card.Text);
        Assert.Equal(new FakeEntity("bold", 0, 6), Assert.Single(card.Entities));

        var press = Ana.Press("Agree");
        var query = Assert.Single(await Bot.UpdatesAsync()).GetProperty("callback_query");
        Assert.Equal("v1:agree", query.GetProperty("data").GetString());
        Assert.Equal(id, query.GetProperty("message").GetProperty("message_id").GetInt32());
        await Bot.CallAsync("answerCallbackQuery", new { callback_query_id = query.GetProperty("id").GetString(), text = "Counted" });
        await Bot.EditAsync(Ana.PrivateChat, id, "2 of 2", ("Agree", "v2:agree"));

        Assert.Equal("Counted", (await press.AnsweredAsync()).Text);
        Assert.Equal("2 of 2", (await press.EditedAsync()).Text);
        Assert.Equal(1, Ana.Card!.Edits);
        Assert.True(press is { Delivered: > 0, TimeToAnswer.Ticks: > 0, TimeToEdit.Ticks: > 0 });
        Assert.Equal(1, Api.CallCount("answerCallbackQuery", Ana));
        Assert.Empty(Api.Violations);
        Approved.Matches(Ana.Transcript());
    }

    [Fact]
    public async Task Every_update_has_the_documented_shape()
    {
        var group = Api.AddGroup("Neighbours", supergroup: false, Ana);
        await Bot.SendAsync(Ana.PrivateChat, "Card", ("Agree", "1"));
        Ana.Press("Agree");
        Ana.PressRaw("old", inaccessible: true);
        Ana.Block();
        group.SetBotStatus("administrator", Ana);
        Ana.Say("/vote@assembly_test_bot now", group);
        group.UpgradeToSupergroup(Ana);

        var updates = await Bot.UpdatesAsync();

        Assert.Equal(8, updates.Count);
        Assert.All(updates, update => Assert.Null(BotApiSchema.Instance.Type("Update").Check(update)));
        Assert.Equal(Enumerable.Range(100_000, 8).Select(id => (long)id), updates.Select(update => update.GetProperty("update_id").GetInt64()));
    }

    [Fact]
    public async Task A_wait_finds_what_came_before_it_began_and_nothing_twice()
    {
        await Bot.SendAsync(Ana.PrivateChat, "one");
        await Bot.SendAsync(Ana.PrivateChat, "two");

        Assert.Equal("one", (await Ana.WaitForMessageAsync()).Text);
        Assert.Equal("two", (await Ana.WaitForMessageAsync()).Text);
        var timeout = await Assert.ThrowsAsync<TimeoutException>(() => Ana.WaitForMessageAsync(timeout: TimeSpan.FromMilliseconds(20)));
        Assert.Contains("two", timeout.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_ends_as_soon_as_the_message_comes()
    {
        var waiting = Ana.WaitForMessageAsync(message => message.Text == "at last");
        await Bot.SendAsync(Ana.PrivateChat, "not yet");
        Assert.False(waiting.IsCompleted);
        await Bot.SendAsync(Ana.PrivateChat, "at last");

        Assert.Equal("at last", (await waiting).Text);
    }

    [Fact]
    public async Task Edits_belong_to_presses_in_their_order()
    {
        var id = await Bot.SendAsync(Ana.PrivateChat, "1", ("Agree", "1"));
        var first = Ana.Press("Agree");
        var second = Ana.Press("Agree");
        await Bot.UpdatesAsync();
        await Bot.EditAsync(Ana.PrivateChat, id, "2");
        await Bot.EditAsync(Ana.PrivateChat, id, "3", ("Agree", "3"));
        Assert.Equal("2", (await first.EditedAsync()).Text);
        Assert.Equal("3", (await second.EditedAsync()).Text);

        var onlyAnswered = Ana.Press("Agree");
        await Bot.UpdatesAsync();
        await Bot.CallAsync("answerCallbackQuery", new { callback_query_id = onlyAnswered.QueryId });
        var edited = Ana.Press("Agree");
        await Bot.UpdatesAsync();
        await Bot.EditAsync(Ana.PrivateChat, id, "4");
        Assert.Equal("4", (await edited.EditedAsync()).Text);
    }

    [Fact]
    public async Task An_upload_keeps_its_name_and_bytes()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent($"{Ana.Id}"), "chat_id" },
            { new StringContent("The <i>report</i>"), "caption" },
            { new StringContent("HTML"), "parse_mode" },
            { new ByteArrayContent([1, 2, 3]), "document", "report.pdf" },
        };
        using var response = await Bot.Http.PostAsync(Bot.Address("sendDocument"), form, TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        var message = Ana.LastMessage()!;
        Assert.Equal("The report", message.Text);
        Assert.Equal("report.pdf", message.File!.Name);
        Assert.Equal([1, 2, 3], message.File.Content.ToArray());
        Assert.Empty(Api.Violations);
    }

    [Fact]
    public async Task A_query_and_a_form_are_read_like_JSON()
    {
        using var query = await Bot.Http.GetAsync(new Uri(Bot.Address("sendMessage") + $"?chat_id={Ana.Id}&text=12&disable_notification=true"), TestContext.Current.CancellationToken);
        using var content = new FormUrlEncodedContent([new("chat_id", $"{Ana.Id}"), new("text", "Card"), new("reply_markup", """{"inline_keyboard":[[{"text":"Agree","callback_data":"1"}]]}""")]);
        using var form = await Bot.Http.PostAsync(Bot.Address("sendMessage"), content, TestContext.Current.CancellationToken);

        Assert.True(query.IsSuccessStatusCode && form.IsSuccessStatusCode);
        Assert.Equal(["12", "Card"], Ana.PrivateChat.Messages.Where(message => message.IsFromBot).Select(message => message.Text));
        Assert.Equal("1", Ana.Card!.Button("agree").Data);
        Assert.Empty(Api.Violations);
    }

    [Fact]
    public async Task What_the_bot_says_of_itself_is_kept_per_scope_and_language()
    {
        await Bot.CallAsync("setMyCommands", new { commands = new[] { new { command = "vote", description = "Vote" } } });
        await Bot.CallAsync("setMyCommands", new
        {
            commands = new[] { new { command = "vote", description = "Votar" } },
            scope = new { type = "chat", chat_id = 7 },
            language_code = "es",
        });
        await Bot.CallAsync("setMyDescription", new { description = "An assembly" });

        Assert.Equal(new BotCommand("vote", "Vote"), Assert.Single(Api.Commands()));
        Assert.Equal(new BotCommand("vote", "Votar"), Assert.Single(Api.Commands("es", "chat 7")));
        Assert.Equal("An assembly", Api.ProfileText("description"));
        Assert.Equal(1, (await Bot.CallAsync("getMyCommands", new { })).GetArrayLength());
        Assert.Equal(Api.BotId, (await Bot.CallAsync("getMe", new { })).GetProperty("id").GetInt64());
        Assert.Empty(Api.Violations);
    }
}
