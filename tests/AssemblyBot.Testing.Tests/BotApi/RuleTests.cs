using System.Text.Json;

namespace AssemblyBot.Testing.Tests.BotApi;

/// <summary>What a correct bot never sends: each case is refused with 400 and collected as a violation.</summary>
public sealed class RuleTests : FakeBotApiTest
{
    public static TheoryData<string, string, string> Broken => new()
    {
        { "sendMessage", """{"chat_id":7000000000}""", "requires the parameter \"text\"" },
        { "sendMessage", """{"text":"x"}""", "requires the parameter \"chat_id\"" },
        { "sendMessage", """{"chat_id":7000000000,"text":"x","txet":"y"}""", "no parameter \"txet\"" },
        { "sendMessage", """{"chat_id":7000000000,"text":7}""", "text: Number where String is due" },
        { "sendMessage", """{"chat_id":true,"text":"x"}""", "chat_id: True where" },
        { "sendMessage", """{"chat_id":7000000000,"text":"x","disable_notification":"true"}""", "disable_notification: String where Boolean is due" },
        { "sendMessage", """{"chat_id":7000000000,"text":"x","reply_markup":null}""", "reply_markup: Null where" },
        { "sendMessage", """{"chat_id":7000000000,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"A","callback_date":"1"}]]}}""", "reply_markup.inline_keyboard[0][0].callback_date: InlineKeyboardButton has no such field" },
        { "sendMessage", """{"chat_id":7000000000,"text":"x","reply_markup":{"inline_keyboard":[[{"callback_data":"1"}]]}}""", "reply_markup.inline_keyboard[0][0].text: missing" },
        { "sendMessage", """{"chat_id":7000000000,"text":"x","reply_parameters":{"message_id":"1"}}""", "reply_parameters.message_id: String where Integer is due" },
        { "sendMessage", """{"chat_id":7000000000,"text":"x","entities":[{"type":"bold","offset":0,"length":2}]}""", "ENTITY_BOUNDS_INVALID" },
        { "sendMessage", """{"chat_id":7000000000,"text":" \n "}""", "message text is empty" },
        { "sendMessage", """{"chat_id":7000000000,"text":"<b></b>","parse_mode":"HTML"}""", "message text is empty" },
        { "sendMessage", """{"chat_id":7000000000,"text":"*x*","parse_mode":"MarkdownV2"}""", "unsupported parse_mode" },
        { "sendMessage", """{"chat_id":7000000000,"text":"1 < 2","parse_mode":"html"}""", "can't parse entities" },
        { "editMessageText", """{"chat_id":7000000000,"text":"x"}""", "must name the message" },
        { "editMessageText", """{"chat_id":7000000000,"message_id":1}""", "requires the parameter \"text\"" },
        { "answerCallbackQuery", """{}""", "requires the parameter \"callback_query_id\"" },
        { "answerCallbackQuery", """{"callback_query_id":5}""", "callback_query_id: Number where String is due" },
        { "getUpdates", """{"limit":101}""", "limit is 101" },
        { "getUpdates", """{"allowed_updates":"message"}""", "allowed_updates: String where Array of String is due" },
        { "setMyCommands", """{"commands":[{"command":"Vote","description":"x"}]}""", "BOT_COMMAND_INVALID" },
        { "setMyCommands", """{"commands":[{"command":"vote","description":""}]}""", "BOT_COMMAND_DESCRIPTION_INVALID" },
        { "setMyCommands", """{"commands":[],"scope":{"type":"chat"}}""", "scope" },
        { "setMyCommands", """{"commands":[],"language_code":"english"}""", "no two-letter code" },
        { "sendDocument", """{"chat_id":7000000000,"document":"attach://report"}""", "names no uploaded file" },
        { "sendMessage", """{"chat_id":7000000000,"text":"x" """, "can't parse the body" },
        { "sendMessage", "[]", "object expected" },
    };

    public static TheoryData<string, string> BrokenButtons => new()
    {
        { """{"text":"A"}""", "has 0 actions" },
        { """{"text":"A","callback_data":"1","url":"https://example.org"}""", "has 2 actions" },
        { """{"text":" ","callback_data":"1"}""", "must be non-empty" },
        { """{"text":"A","callback_data":""}""", "BUTTON_DATA_INVALID" },
        { $$"""{"text":"A","callback_data":"{{new string('é', 33)}}"}""", "66 bytes of data" },
        { """{"text":"A","url":"not an address"}""", "BUTTON_URL_INVALID" },
        { """{"text":"A","callback_data":"1","style":"blue"}""", "button style" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_call_is_refused_and_collected(string method, string json, string problem)
    {
        using var content = PlainBot.Json(json);
        using var response = await Bot.Http.PostAsync(Bot.Address(method), content, TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)response.StatusCode);
        var violation = Assert.Single(Api.Violations);
        Assert.Equal(method, violation.Method);
        Assert.Contains(problem, violation.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Ana.PrivateChat.Messages, message => message.IsFromBot);
    }

    [Theory]
    [MemberData(nameof(BrokenButtons))]
    public Task A_broken_button_is_refused_and_collected(string button, string problem)
        => A_broken_call_is_refused_and_collected("sendMessage", """{"chat_id":7000000000,"text":"x","reply_markup":{"inline_keyboard":[[""" + button + "]]}}", problem);

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public async Task A_text_may_have_4096_units_after_its_markup_is_taken_off(int length, bool fits)
    {
        var (status, _) = await Bot.TryAsync("sendMessage", new { chat_id = Ana.Id, text = $"<b>&amp;{new string('x', length - 1)}</b>", parse_mode = "HTML" });

        Assert.Equal(fits ? 200 : 400, (int)status);
        Assert.Equal(fits ? 0 : 1, Api.Violations.Count);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_keyboard_may_have_100_buttons(int count, bool fits)
    {
        var keyboard = new { inline_keyboard = Enumerable.Range(0, count).Select(number => new[] { new { text = "A", callback_data = $"{number}" } }) };
        var (status, _) = await Bot.TryAsync("sendMessage", new { chat_id = Ana.Id, text = "x", reply_markup = keyboard });

        Assert.Equal(fits ? 200 : 400, (int)status);
        Assert.Equal(fits ? 0 : 1, Api.Violations.Count);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task A_button_may_carry_64_bytes(int bytes, bool fits)
    {
        var (status, _) = await Bot.TryAsync("sendMessage", new { chat_id = Ana.Id, text = "x", reply_markup = PlainBot.Keyboard(("A", new string('x', bytes))) });

        Assert.Equal(fits ? 200 : 400, (int)status);
        Assert.Equal(fits ? 0 : 1, Api.Violations.Count);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public async Task A_notice_may_have_200_units(int length, bool fits)
    {
        await Bot.SendAsync(Ana.PrivateChat, "Card", ("A", "1"));
        var press = Ana.Press("A");
        await Bot.TryAsync("answerCallbackQuery", new { callback_query_id = press.QueryId, text = new string('x', length) });

        Assert.Equal(fits, press.Answer is not null);
        Assert.Equal(fits ? 0 : 1, Api.Violations.Count);
    }

    [Fact]
    public async Task An_unknown_method_and_an_upload_nobody_names_are_collected()
    {
        var (status, description) = await Bot.RefusedAsync("sendMesage", new { chat_id = Ana.Id });
        using var form = new MultipartFormDataContent { { new StringContent($"{Ana.Id}"), "chat_id" }, { new StringContent("x"), "text" }, { new ByteArrayContent([1]), "stray", "a.txt" } };
        using var response = await Bot.Http.PostAsync(Bot.Address("sendMessage"), form, TestContext.Current.CancellationToken);

        Assert.Equal((404, "Not Found"), (status, description));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Collection(
            Api.Violations,
            unknown => Assert.Equal("sendMesage", unknown.Method),
            stray => Assert.Contains("stray", stray.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_documented_method_without_a_part_in_the_play_is_checked_and_answered_with_true()
    {
        Assert.Equal(JsonValueKind.True, (await Bot.CallAsync("setMessageReaction", new { chat_id = Ana.Id, message_id = 1 })).ValueKind);
        Assert.Empty(Api.Violations);

        await Bot.RefusedAsync("setMessageReaction", new { chat_id = Ana.Id });
        Assert.Single(Api.Violations);
    }
}
