using System.Globalization;
using System.Text.Json;
using AssemblyBot.Testing.Discord.Schema;
using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord.Rules;

/// <summary>Holds a call to the official document, then to the rules beside it; everything that is wrong is recorded.</summary>
internal static class CallCheck
{
    /// <exception cref="RestException">The real server would refuse it.</exception>
    public static void Check(RestCall call, FakeDiscord discord)
    {
        CheckAddress(call, discord);
        CheckBody(call, discord);
        var rules = new RuleBook();
        CheckRules(call, rules);
        Settle(rules, call, discord);
    }

    /// <summary>Records the breaches and refuses the call if one of them is refused.</summary>
    public static void Settle(RuleBook rules, RestCall call, FakeDiscord discord)
    {
        foreach (var (rule, problem) in rules.Breaches)
        {
            discord.Report(rule.Name, call.Operation.Id, problem.ToString());
        }

        var refused = rules.Breaches.Where(breach => breach.Rule.Refuses).ToArray();
        if (refused.Length > 0)
        {
            throw refused.All(breach => breach.Rule == DiscordRule.EmptyMessage)
                ? RestException.Code(50006)
                : RestException.InvalidForm(refused.Select(breach => breach.Problem).ToArray());
        }
    }

    private static void CheckAddress(RestCall call, FakeDiscord discord)
    {
        for (var i = 0; i < call.Values.Count; i++)
        {
            var name = call.Operation.Variables[i];
            if (call.Operation.VariableSchemas.TryGetValue(name, out var schema))
            {
                Refuse(schema.CheckText(call.Values[i]), name, call, discord);
            }
        }

        foreach (var (name, text) in call.Query)
        {
            if (!call.Operation.Query.TryGetValue(name, out var schema))
            {
                discord.Report(DiscordRule.UnknownProperty.Name, call.Operation.Id, $"?{name} is none of its parameters");
                continue;
            }

            using var value = Typed(text, schema);
            Refuse(schema.Check(value.RootElement), name, call, discord);
        }
    }

    private static void CheckBody(RestCall call, FakeDiscord discord)
    {
        var bodies = call.Operation.Bodies;
        if (!call.HasBody)
        {
            if (call.Operation.RequiresBody)
            {
                discord.Report("schema", call.Operation.Id, "the body is missing");
                throw new RestException(RestReply.Refusal(400, 50109, "The request body contains invalid JSON."), "the body is missing");
            }

            return;
        }

        if (bodies.Count == 0)
        {
            discord.Report("schema", call.Operation.Id, "a body where none is taken");
            return;
        }

        if (!bodies.TryGetValue(call.ContentType!, out var schema))
        {
            discord.Report("schema", call.Operation.Id, $"the content type \"{call.ContentType}\" is none of {string.Join(", ", bodies.Keys)}");
            throw RestException.InvalidForm([new SchemaProblem("", "CONTENT_TYPE", $"Expected \"Content-Type\" header to be one of {{{string.Join(", ", bodies.Keys)}}}.")]);
        }

        var check = schema.Check(call.Body);
        foreach (var unknown in check.Unknown)
        {
            discord.Report(DiscordRule.UnknownProperty.Name, call.Operation.Id, $"{unknown} is no property here");
        }

        Refuse(check, "", call, discord);
    }

    private static void CheckRules(RestCall call, RuleBook rules)
    {
        var body = call.Body;
        switch (call.Operation.Id)
        {
            case "create_message" or "update_message":
                MessageRules.Check(body, "", call, call.Operation.Id == "create_message" ? MessageUse.Post : MessageUse.Edit, rules);
                break;
            case "create_thread" when body.TryGetProperty("message", out var starter):
                MessageRules.Check(starter, "message", call, MessageUse.Post, rules);
                break;
            case "execute_webhook":
                MessageRules.Check(body, "", call, MessageUse.Answer, rules);
                break;
            case "update_original_webhook_message" or "update_webhook_message":
                MessageRules.Check(body, "", call, MessageUse.Edit, rules);
                break;
            case "create_interaction_response":
                CheckAnswer(call, body, rules);
                break;
            case "bulk_set_application_commands" or "bulk_set_guild_application_commands" when body.ValueKind == JsonValueKind.Array:
                CommandRules.Check(body, rules);
                break;
        }
    }

    private static void CheckAnswer(RestCall call, JsonElement body, RuleBook rules)
    {
        var type = body.Whole("type");
        var data = body.TryGetProperty("data", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        if (type is 4 or 7 && data.ValueKind != JsonValueKind.Object)
        {
            rules.Break(type == 4 ? DiscordRule.EmptyMessage : DiscordRule.AnswerFits, "data", "This field is required");
        }
        else if (type is 4 or 7)
        {
            MessageRules.Check(data, "data", call, type == 4 ? MessageUse.Answer : MessageUse.Edit, rules);
        }
        else if (type is 5 && data.ValueKind == JsonValueKind.Object)
        {
            rules.Require(((data.Whole("flags") ?? 0) & ~64) == 0 && data.EnumerateObject().All(member => member.Name == "flags"), DiscordRule.EphemeralAtCreation, "data", "A deferred answer sets flag 64 and nothing else");
        }
        else if (type is 9)
        {
            FormRules.Check(data, rules);
        }
    }

    private static void Refuse(SchemaCheck check, string place, RestCall call, FakeDiscord discord)
    {
        if (check.ProblemCount > 0)
        {
            foreach (var problem in check.Problems)
            {
                discord.Report("schema", call.Operation.Id, place.Length == 0 ? $"{problem}" : $"{place}: {problem.Message}");
            }

            throw RestException.InvalidForm(place.Length == 0 ? check.Problems : check.Problems.Select(problem => problem with { Path = place }).ToArray());
        }
    }

    private static JsonDocument Typed(string text, JsonSchema schema)
    {
        var types = schema.Resolved().Types;
        return types.HasFlag(SchemaTypes.Boolean) && text is "true" or "false" ? JsonDocument.Parse(text)
            : types.HasFlag(SchemaTypes.Integer) && !types.HasFlag(SchemaTypes.Text) && long.TryParse(text, CultureInfo.InvariantCulture, out _) ? JsonDocument.Parse(text)
            : JsonSerializer.SerializeToDocument(text);
    }
}
