using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Testing.Tests.Discord;

public sealed class InteractionTests : FakeDiscordTest
{
    private const int OnlyYou = 64;

    [Fact]
    public async Task A_person_gives_a_command_presses_and_sees_the_card_change()
    {
        using var gateway = await Bot.ReadyAsync();

        var command = Ana.Command("vote", ("code", "ABC"));
        var given = await gateway.EventAsync("INTERACTION_CREATE");
        Assert.Equal("vote", given.GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("ABC", given.GetProperty("data").GetProperty("options")[0].GetProperty("value").GetString());
        Assert.Equal("es-ES", given.GetProperty("locale").GetString());
        Assert.Equal($"{Ana.Id}", given.GetProperty("member").GetProperty("user").GetProperty("id").GetString());
        await Bot.AnswerAsync(given, 4, PlainDiscordBot.Card("1 of 2", OnlyYou, ("Agree", "a1"), ("Pass", "p1")));

        await command.AnsweredAsync();
        Assert.Equal("1 of 2\n[Agree] [Pass]", Ana.Card!.ToString());
        Assert.Empty(General.Messages);

        var press = Ana.Press("Agree");
        var pressed = await gateway.EventAsync("INTERACTION_CREATE");
        Assert.Equal("a1", pressed.GetProperty("data").GetProperty("custom_id").GetString());
        Assert.Equal($"{Ana.Card.Id}", pressed.GetProperty("message").GetProperty("id").GetString());
        await Bot.AnswerAsync(pressed, 7, PlainDiscordBot.Card("2 of 2", 0, ("Agree", "a2")));

        Assert.Equal("2 of 2", (await press.AnsweredAsync()).Message!.Content);
        Assert.Equal((1, 7, 1), (Ana.Card.Edits, press.CallbackType, press.Callbacks));
        Assert.Equal([("create_interaction_response", 204)], press.Calls);
        Assert.True(press.TimeToAnswer > TimeSpan.Zero);
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task A_deferred_answer_is_filled_by_an_edit_of_the_original()
    {
        using var gateway = await Bot.ReadyAsync();
        var command = Ana.Command("results");
        var given = await gateway.EventAsync("INTERACTION_CREATE");
        await Bot.AnswerAsync(given, 5, new { flags = OnlyYou });
        await command.AnsweredAsync();
        Assert.True(command.Message!.IsLoading);

        await Bot.CallAsync("PATCH", PlainDiscordBot.Original(given), PlainDiscordBot.Card("Done", 0));

        await command.SettledAsync();
        Assert.Equal("Done", Ana.Card!.Content);
        Assert.True(Ana.Card is { IsLoading: false, IsEphemeral: true });
        Assert.Equal(["create_interaction_response", "update_original_webhook_message"], command.Calls.Select(call => call.Operation));
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task A_press_on_a_message_of_any_age_reaches_the_bot()
    {
        using var gateway = await Bot.ReadyAsync();
        await Bot.CallAsync("POST", $"/channels/{General.Id}/messages", PlainDiscordBot.Card("Open", 0, ("Vote", "v1")));
        var old = General.LastMessage!;
        await Bot.CallAsync("PATCH", $"/channels/{General.Id}/messages/{old.Id}", PlainDiscordBot.Card("Closed", 0));
        Clock.Advance(TimeSpan.FromDays(30));

        Ana.Press("Vote", old);
        Assert.Equal("v1", (await gateway.EventAsync("INTERACTION_CREATE")).GetProperty("data").GetProperty("custom_id").GetString());
        Ana.PressRaw("forged", General.LastMessage!);
        var forged = await gateway.EventAsync("INTERACTION_CREATE");
        Assert.Equal("forged", forged.GetProperty("data").GetProperty("custom_id").GetString());
        Assert.Throws<InvalidOperationException>(() => Ana.Press("Vote"));
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task An_interaction_is_answered_once_and_in_time()
    {
        using var gateway = await Bot.ReadyAsync();
        Ana.Command("vote");
        var first = await gateway.EventAsync("INTERACTION_CREATE");
        await Bot.AnswerAsync(first, 4, PlainDiscordBot.Card("Card", OnlyYou));
        Assert.Equal((400, 40060), await Bot.RefusedAsync("POST", PlainDiscordBot.Callback(first), new { type = 6 }));

        var late = Ana.Command("vote");
        var second = await gateway.EventAsync("INTERACTION_CREATE");
        Clock.Advance(TimeSpan.FromSeconds(3.001));
        Assert.Equal((404, 10062), await Bot.RefusedAsync("POST", PlainDiscordBot.Callback(second), new { type = 5 }));
        Assert.Equal((404, 10062), await Bot.RefusedAsync("POST", "/interactions/1/none/callback", new { type = 5 }));
        Assert.Equal((404, 10015), await Bot.RefusedAsync("GET", PlainDiscordBot.Original(second)));
        Assert.Equal((1, 0), (late.Callbacks, late.CallbackType));

        Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal((401, 50027), await Bot.RefusedAsync("PATCH", PlainDiscordBot.Original(first), PlainDiscordBot.Card("Later", 0)));
        Assert.Equal("Card", Ana.Card!.Content);
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task A_form_is_opened_filled_in_and_sent()
    {
        using var gateway = await Bot.ReadyAsync();
        var command = Ana.Command("propose");
        var given = await gateway.EventAsync("INTERACTION_CREATE");
        await Bot.AnswerAsync(given, 9, new
        {
            custom_id = "form",
            title = "A statement",
            components = new object[]
            {
                new { type = 10, content = "Say one thing." },
                new { type = 18, label = "Statement", component = new { type = 4, custom_id = "text", style = 2, min_length = 3, max_length = 10, required = true } },
            },
        });

        await command.AnsweredAsync();
        Assert.Equal(["Say one thing."], command.Modal!.Texts);
        Assert.Throws<InvalidOperationException>(() => Ana.Submit(command, ("Statement", "no")));
        var sent = Ana.Submit(command, ("Statement", "More bikes"));
        var form = await gateway.EventAsync("INTERACTION_CREATE");
        Assert.Equal(5, form.GetProperty("type").GetInt32());
        Assert.Equal("More bikes", form.GetProperty("data").GetProperty("components")[1].GetProperty("component").GetProperty("value").GetString());
        Assert.Equal(400, (await Bot.TryAsync("POST", PlainDiscordBot.Callback(form), new { type = 9, data = new { custom_id = "x", title = "x", components = new[] { new { type = 10, content = "x" } } } })).Status);
        Assert.Equal(DiscordRule.AnswerFits.Name, Assert.Single(Discord.Violations).Rule);
        await Bot.AnswerAsync(form, 4, PlainDiscordBot.Card("Thanks", OnlyYou));
        Assert.Equal("Thanks", (await sent.SettledAsync()).Message!.Content);
    }

    [Fact]
    public async Task In_private_there_is_a_user_and_no_server()
    {
        using var gateway = await Bot.ReadyAsync();
        Ana.InPrivate.Command("vote");

        var given = await gateway.EventAsync("INTERACTION_CREATE");

        Assert.Equal($"{Ana.Id}", given.GetProperty("user").GetProperty("id").GetString());
        Assert.False(given.TryGetProperty("guild_id", out _));
        Assert.Equal(1, given.GetProperty("context").GetInt32());
        await Bot.AnswerAsync(given, 4, PlainDiscordBot.Card("Card", 0, ("Agree", "a")));
        Assert.Equal("Card", Ana.InPrivate.Card!.Content);
    }

    [Fact]
    public async Task What_is_for_one_person_others_neither_see_nor_press()
    {
        using var gateway = await Bot.ReadyAsync();
        var ben = Ana.Guild!.AddMember("Ben");
        Ana.Command("vote");
        await Bot.AnswerAsync(await gateway.EventAsync("INTERACTION_CREATE"), 4, PlainDiscordBot.Card("Ana's", OnlyYou, ("Agree", "a")));

        Assert.Single(Ana.Messages);
        Assert.Empty(ben.Messages);
        Assert.Null(ben.Card);
        Assert.Throws<InvalidOperationException>(() => ben.Press("Agree", Ana.Card));
    }

    [Fact]
    public async Task Follow_ups_come_after_the_answer()
    {
        using var gateway = await Bot.ReadyAsync();
        var command = Ana.Command("vote");
        var given = await gateway.EventAsync("INTERACTION_CREATE");
        var hook = PlainDiscordBot.Original(given).Replace("/messages/@original", "", StringComparison.Ordinal);
        Assert.Equal((404, 10015), await Bot.RefusedAsync("POST", hook, PlainDiscordBot.Card("Too early", OnlyYou)));
        await Bot.AnswerAsync(given, 4, PlainDiscordBot.Card("First", OnlyYou));
        var more = await Bot.CallAsync("POST", hook + "?wait=true", PlainDiscordBot.Card("More", OnlyYou));
        var id = more.GetProperty("id").GetString();
        await Bot.CallAsync("PATCH", $"{hook}/messages/{id}", PlainDiscordBot.Card("More still", 0));
        await Bot.CallAsync("DELETE", PlainDiscordBot.Original(given));

        Assert.Equal("More still", Assert.Single(Ana.Messages).Content);
        Assert.Equal("More", Assert.Single(command.FollowUps).Content);
        Assert.True(command.Message!.IsDeleted);
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task A_list_is_chosen_from()
    {
        using var gateway = await Bot.ReadyAsync();
        await Bot.CallAsync("POST", $"/channels/{General.Id}/messages", """
            {"content":"Pick","allowed_mentions":{"parse":[]},"components":[{"type":1,"components":[{"type":3,"custom_id":"pick","placeholder":"Language","options":[{"label":"English","value":"en"},{"label":"Español","value":"es"}]}]}]}
            """);

        Ana.Choose("Language", ["Español"], General.LastMessage);

        var data = (await gateway.EventAsync("INTERACTION_CREATE")).GetProperty("data");
        Assert.Equal("es", Assert.Single(data.GetProperty("values").EnumerateArray()).GetString());
        Assert.Equal(3, data.GetProperty("component_type").GetInt32());
        Assert.Throws<InvalidOperationException>(() => Ana.Choose("Language", ["Deutsch"], General.LastMessage));
    }

    [Fact]
    public async Task An_answer_may_come_as_multipart_with_a_file_and_ask_for_the_message()
    {
        using var gateway = await Bot.ReadyAsync();
        var command = Ana.Command("map");
        var given = await gateway.EventAsync("INTERACTION_CREATE");
        using var form = new MultipartFormDataContent();
        form.Add(PlainDiscordBot.Json("""{"type":4,"data":{"content":"Map","flags":64,"allowed_mentions":{"parse":[]},"attachments":[{"id":"0","filename":"map.png"}]}}"""), "payload_json");
        form.Add(new ByteArrayContent([1, 2, 3]), "files[0]", "map.png");

        var answer = await Bot.CallAsync("POST", PlainDiscordBot.Callback(given) + "?with_response=true", form);

        Assert.Equal("Map", answer.GetProperty("resource").GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("map.png", Assert.Single((await command.AnsweredAsync()).Message!.Files).Name);
        Assert.Equal([("create_interaction_response", 200)], command.Calls);
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task A_deferred_change_is_made_by_an_edit_of_the_pressed_message()
    {
        using var gateway = await Bot.ReadyAsync();
        await Bot.CallAsync("POST", $"/channels/{General.Id}/messages", PlainDiscordBot.Card("Open", 0, ("Results", "r")));
        var press = Ana.Press("Results");
        var given = await gateway.EventAsync("INTERACTION_CREATE");
        await Bot.AnswerAsync(given, 6);
        await Bot.CallAsync("PATCH", PlainDiscordBot.Original(given), PlainDiscordBot.Card("Three groups", 0));

        Assert.Equal("Three groups", (await press.SettledAsync()).Message!.Content);
        Assert.Equal("Three groups", Assert.Single(General.Messages).Content);
        Assert.Equal((6, 1), (press.CallbackType, press.Message!.Edits));
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task Components_of_the_second_kind_are_read_pressed_and_kept()
    {
        using var gateway = await Bot.ReadyAsync();
        const string Card = """
            {"flags":32768,"allowed_mentions":{"parse":[]},"components":[{"type":17,"accent_color":255,"components":[{"type":10,"content":"# 1 of 2"},{"type":14},
            {"type":1,"components":[{"type":2,"style":1,"label":"Agree","custom_id":"a"}]}]}]}
            """;
        var posted = await Bot.CallAsync("POST", $"/channels/{General.Id}/messages", Card);
        Assert.Equal("# 1 of 2\n[Agree]", General.LastMessage!.ToString());
        Ana.Press("Agree");
        Assert.Equal(32768, (await gateway.EventAsync("INTERACTION_CREATE")).GetProperty("message").GetProperty("flags").GetInt32());
        Assert.Empty(Discord.Violations);

        var edit = $"/channels/{General.Id}/messages/{posted.GetProperty("id").GetString()}";
        Assert.Equal((400, 50035), await Bot.RefusedAsync("PATCH", edit, PlainDiscordBot.Card("Content", 0)));
        Assert.All(Discord.Violations, violation => Assert.Equal(DiscordRule.SecondKind.Name, violation.Rule));
    }

    [Fact]
    public async Task Five_hundred_people_press_at_once_and_all_are_answered()
    {
        using var gateway = await Bot.ReadyAsync();
        await Bot.CallAsync("POST", $"/channels/{General.Id}/messages", PlainDiscordBot.Card("Open", 0, ("Vote", "v")));
        var open = General.LastMessage!;
        var presses = Enumerable.Range(0, 500).Select(number => Ana.Guild!.AddMember($"Member {number}").Press("Vote", open)).ToArray();
        for (var i = 0; i < presses.Length; i++)
        {
            await Bot.AnswerAsync(await gateway.EventAsync("INTERACTION_CREATE"), 4, PlainDiscordBot.Card("Yours", OnlyYou, ("Agree", "a")));
        }

        await Task.WhenAll(presses.Select(press => press.SettledAsync()));
        Assert.All(presses, press => Assert.Equal((1, "Yours"), (press.Callbacks, press.By.Card!.Content)));
        Assert.Equal(500, Discord.CallCount("create_interaction_response"));
        Assert.Empty(Discord.Violations);
    }
}
