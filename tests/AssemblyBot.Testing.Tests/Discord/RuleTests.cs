using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Testing.Tests.Discord;

/// <summary>What a correct bot never sends: each case is collected as a violation under its rule, and refused where the real server refuses it.</summary>
public sealed class RuleTests : FakeDiscordTest
{
    private const string Quiet = "\"allowed_mentions\":{\"parse\":[]}";
    private const string AButton = """{"type":2,"style":1,"label":"A","custom_id":"a"}""";

    public static TheoryData<string, string> BrokenMessages => new()
    {
        { "content-length", $$"""{"content":"{{new string('x', 2001)}}",{{Quiet}}}""" },
        { "empty-message", "{}" },
        { "empty-message", """{"content":""}""" },
        { "embeds-total", $$"""{"embeds":[{"description":"{{new string('x', 4000)}}"},{"title":"y","description":"{{new string('x', 2000)}}"}],{{Quiet}}}""" },
        { "schema", $$"""{"embeds":[{"title":"{{new string('x', 257)}}"}],{{Quiet}}}""" },
        { "schema", """{"content":7}""" },
        { "schema", """{"content":"x","components":[{"type":99}]}""" },
        { "schema", """{"content":"x","components":[{"type":1,"components":[]}]}""" },
        { "schema", $$"""{"content":"x","components":[{"type":1,"components":[{{string.Join(',', Enumerable.Range(0, 6).Select(i => AButton.Replace("\"a\"", $"\"{i}\"", StringComparison.Ordinal)))}}]}]}""" },
        { "schema", $$"""{"content":"x","components":[{"type":1,"components":[{"type":2,"style":1,"label":"{{new string('x', 81)}}","custom_id":"a"}]}]}""" },
        { "schema", $$"""{"content":"x","components":[{"type":1,"components":[{"type":2,"style":1,"label":"A","custom_id":"{{new string('x', 101)}}"}]}]}""" },
        { "schema", """{"content":"x","nonce":"12345678901234567890123456"}""" },
        { "custom-ids", $$"""{"content":"x",{{Quiet}},"components":[{"type":1,"components":[{{AButton}},{{AButton}}]}]}""" },
        { "rows", $$"""{"content":"x",{{Quiet}},"components":[{{string.Join(',', Enumerable.Range(0, 6).Select(i => $$"""{"type":1,"components":[{{AButton.Replace("\"a\"", $"\"{i}\"", StringComparison.Ordinal)}}]}"""))}}]}""" },
        { "rows", $$"""{"content":"x",{{Quiet}},"components":[{"type":1,"components":[{{AButton}},{"type":3,"custom_id":"l","options":[{"label":"x","value":"x"}]}]}]}""" },
        { "buttons", Message("""{"type":2,"style":1,"label":"A"}""") },
        { "buttons", Message("""{"type":2,"style":5,"label":"A","custom_id":"a"}""") },
        { "buttons", Message("""{"type":2,"style":2,"custom_id":"a"}""") },
        { "lists", Message("""{"type":3,"custom_id":"l","max_values":2,"options":[{"label":"x","value":"x"}]}""") },
        { "lists", Message("""{"type":3,"custom_id":"l","options":[{"label":"x","value":"x"},{"label":"y","value":"x"}]}""") },
        { "second-kind", $$"""{{{Quiet}},"components":[{"type":10,"content":"x"}]}""" },
        { "second-kind", $$"""{"content":"x","flags":32768,{{Quiet}},"components":[{"type":10,"content":"x"}]}""" },
        { "second-kind", $$"""{"flags":32768,{{Quiet}},"components":[{"type":10,"content":"{{new string('x', 4000)}}"},{"type":10,"content":"y"}]}""" },
        { "flags", $$"""{"content":"x","flags":64,{{Quiet}}}""" },
        { "nonce", $$"""{"content":"x","enforce_nonce":true,{{Quiet}}}""" },
        { "attachments", $$"""{"content":"x","attachments":[{"id":0,"filename":"a.png"}],{{Quiet}}}""" },
    };

    public static TheoryData<string, string> NotedMessages => new()
    {
        { "allowed-mentions", """{"content":"@everyone"}""" },
        { "allowed-mentions", """{"content":"x","allowed_mentions":{"parse":["users"]}}""" },
        { "allowed-mentions", """{"embeds":[{"title":"x"}],"allowed_mentions":{"parse":[],"users":["1"]}}""" },
        { "unknown-property", $$"""{"contnet":"y","content":"x",{{Quiet}}}""" },
        { "unknown-property", $$"""{"content":"x",{{Quiet}},"components":[{"type":1,"components":[{"type":2,"style":1,"label":"A","custom_id":"a","colour":1}]}]}""" },
    };

    public static TheoryData<string, string> BrokenCommands => new()
    {
        { "command-names", """[{"name":"Vote","description":"x"}]""" },
        { "command-names", """[{"name":"vote now","description":"x"}]""" },
        { "command-names", """[{"name":"vote","description":"x"},{"name":"vote","description":"y"}]""" },
        { "command-names", """[{"name":"vote","description":"x","name_localizations":{"es-ES":"Votar"}}]""" },
        { "locales", """[{"name":"vote","description":"x","name_localizations":{"es":"votar"}}]""" },
        { "command-options", """[{"name":"vote"}]""" },
        { "command-options", """[{"name":"vote","description":"x","options":[{"type":3,"name":"a","description":"x"},{"type":3,"name":"b","description":"x","required":true}]}]""" },
        { "command-options", """[{"name":"vote","description":"x","options":[{"type":1,"name":"a","description":"x"},{"type":3,"name":"b","description":"x"}]}]""" },
        { "command-size", $$"""[{"name":"vote","description":"x","options":[{"type":3,"name":"o","description":"x","choices":[{{string.Join(',', Enumerable.Range(0, 25).Select(i => $$"""{"name":"{{new string('n', 90)}}","value":"{{i}}{{new string('v', 250)}}"}"""))}}]}]}]""" },
        { "schema", """[{"name":"vote","description":"x","options":[{"type":12,"name":"a","description":"x"}]}]""" },
        { "schema", """[{"name":"vote","description":"x","contexts":[0,0]}]""" },
        { "schema", """[{"name":"vote","description":"x","contexts":[]}]""" },
    };

    [Theory]
    [MemberData(nameof(BrokenMessages))]
    public async Task A_broken_message_is_refused_and_collected(string rule, string json)
    {
        var (status, code) = await Bot.RefusedAsync("POST", $"/channels/{General.Id}/messages", json);

        Assert.Equal((400, rule == "empty-message" ? 50006 : 50035), (status, code));
        var violation = Assert.Single(Discord.Violations);
        Assert.Equal((rule, "create_message"), (violation.Rule, violation.Where));
        Assert.Empty(General.Messages);
    }

    [Theory]
    [MemberData(nameof(NotedMessages))]
    public async Task What_the_real_server_lets_pass_is_carried_out_and_collected(string rule, string json)
    {
        await Bot.CallAsync("POST", $"/channels/{General.Id}/messages", json);

        Assert.Equal(rule, Assert.Single(Discord.Violations).Rule);
        Assert.Single(General.Messages);
    }

    [Theory]
    [MemberData(nameof(BrokenCommands))]
    public async Task A_broken_command_is_refused_and_collected(string rule, string json)
    {
        Assert.Equal((400, 50035), await Bot.RefusedAsync("PUT", $"/applications/{Discord.ApplicationId}/commands", json));
        Assert.All(Discord.Violations, violation => Assert.Equal((rule, "bulk_set_application_commands"), (violation.Rule, violation.Where)));
        Assert.NotEmpty(Discord.Violations);
        Assert.Empty(Discord.Commands());
    }

    [Theory]
    [InlineData("forms", """{"type":9,"data":{"custom_id":"f","title":"x","components":[{"type":18,"label":"x","component":{"type":4,"custom_id":"t","style":1,"min_length":5,"max_length":4}}]}}""")]
    [InlineData("forms", """{"type":9,"data":{"custom_id":"f","title":"x","components":[{"type":18,"label":"x","component":{"type":4,"custom_id":"t","style":1,"label":"y"}}]}}""")]
    [InlineData("custom-ids", """{"type":9,"data":{"custom_id":"f","title":"x","components":[{"type":18,"label":"x","component":{"type":4,"custom_id":"t","style":1}},{"type":18,"label":"y","component":{"type":4,"custom_id":"t","style":1}}]}}""")]
    [InlineData("schema", """{"type":9,"data":{"custom_id":"f","title":"x","components":[]}}""")]
    [InlineData("schema", """{"type":4,"data":{"content":"x","components":[{"type":18}]}}""")]
    [InlineData("schema", """{"type":3}""")]
    [InlineData("schema", """{"data":{}}""")]
    [InlineData("answer-fits", """{"type":7,"data":{"content":"x","allowed_mentions":{"parse":[]}}}""")]
    [InlineData("answer-fits", """{"type":6}""")]
    [InlineData("answer-fits", """{"type":8,"data":{"choices":[]}}""")]
    public async Task A_broken_answer_to_a_command_is_refused_and_collected(string rule, string json)
    {
        using var gateway = await Bot.ReadyAsync();
        var command = Ana.Command("vote");
        var given = await gateway.EventAsync("INTERACTION_CREATE");

        Assert.Equal((400, 50035), await Bot.RefusedAsync("POST", PlainDiscordBot.Callback(given), json));
        Assert.Equal(rule, Assert.Single(Discord.Violations).Rule);
        Assert.Equal(0, command.CallbackType);
    }

    [Fact]
    public async Task A_message_is_made_for_one_person_only_when_it_is_made()
    {
        using var gateway = await Bot.ReadyAsync();
        await Bot.CallAsync("POST", $"/channels/{General.Id}/messages", PlainDiscordBot.Card("Open", 0, ("Vote", "v")));
        Ana.Press("Vote");
        await Bot.AnswerAsync(await gateway.EventAsync("INTERACTION_CREATE"), 7, PlainDiscordBot.Card("For you?", 64, ("Vote", "v")));

        Assert.Equal("ephemeral-at-creation", Assert.Single(Discord.Violations).Rule);
        Assert.False(General.LastMessage!.IsEphemeral);
    }

    [Fact]
    public async Task The_form_of_a_refusal_names_the_place()
    {
        var (_, answer) = await Bot.TryAsync("POST", $"/channels/{General.Id}/messages", """{"embeds":[{"title":"x"},{"title":7}]}""");

        var error = answer.GetProperty("errors").GetProperty("embeds").GetProperty("1").GetProperty("title").GetProperty("_errors")[0];
        Assert.Equal(("STRING_TYPE_CONVERT", "Could not interpret \"7\" as string."), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task An_unknown_route_method_or_parameter_is_collected()
    {
        Assert.Equal((404, 0), await Bot.RefusedAsync("GET", "/channel/1"));
        Assert.Equal((404, 0), await Bot.RefusedAsync("PUT", $"/channels/{General.Id}"));
        Assert.Equal((400, 50035), await Bot.RefusedAsync("GET", "/channels/general"));
        await Bot.CallAsync("GET", $"/channels/{General.Id}?wiht=1");
        Assert.Equal(501, (await Bot.TryAsync("GET", "/voice/regions")).Status);

        Assert.Equal(["route", "route", "schema", "unknown-property", "route"], Discord.Violations.Select(violation => violation.Rule));
    }

    [Fact]
    public async Task The_token_and_the_user_agent_are_checked()
    {
        Bot.Http.DefaultRequestHeaders.Remove("User-Agent");
        await Bot.CallAsync("GET", "/users/@me");
        Assert.Equal("user-agent", Assert.Single(Discord.Violations).Rule);

        Bot.Http.DefaultRequestHeaders.Remove("Authorization");
        Assert.Equal((401, 0), await Bot.RefusedAsync("GET", "/users/@me"));
        Assert.Equal(1, Discord.InvalidRequests);
        Assert.Equal((404, 10062), await Bot.RefusedAsync("POST", "/interactions/1/none/callback", new { type = 5 }));
    }

    [Fact]
    public void Every_rule_is_listed_once_with_a_sentence()
    {
        Assert.Equal(DiscordRule.All.Count, DiscordRule.All.Select(rule => rule.Name).Distinct().Count());
        Assert.All(DiscordRule.All, rule => Assert.EndsWith(".", rule.Says, StringComparison.Ordinal));
        var fields = typeof(DiscordRule).GetFields().Where(field => field.FieldType == typeof(DiscordRule)).Select(field => field.GetValue(null));
        Assert.Equal(fields, DiscordRule.All);
    }

    private static string Message(string component) => $$"""{"content":"x",{{Quiet}},"components":[{"type":1,"components":[{{component}}]}]}""";
}
