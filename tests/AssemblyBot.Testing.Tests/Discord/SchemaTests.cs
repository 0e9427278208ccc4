using System.Text.Json;
using AssemblyBot.Testing.Discord;
using AssemblyBot.Testing.Discord.Schema;

namespace AssemblyBot.Testing.Tests.Discord;

/// <summary>The validator, on schemas worked by hand; and that it knows every keyword of the official document.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"x\"", null)]
    [InlineData("""{"type":"string"}""", "7", "STRING_TYPE_CONVERT")]
    [InlineData("""{"type":["string","null"]}""", "null", null)]
    [InlineData("""{"type":"string"}""", "null", "STRING_TYPE_CONVERT")]
    [InlineData("""{"type":"integer"}""", "1.0", null)]
    [InlineData("""{"type":"integer"}""", "1.5", "NUMBER_TYPE_COERCE")]
    [InlineData("""{"type":"integer"}""", "\"1\"", "NUMBER_TYPE_COERCE")]
    [InlineData("""{"type":"number"}""", "1.5", null)]
    [InlineData("""{"type":"boolean"}""", "0", "BOOLEAN_TYPE_CONVERT")]
    [InlineData("""{"type":"array"}""", "{}", "LIST_TYPE_CONVERT")]
    [InlineData("""{"type":"object"}""", "[]", "MODEL_TYPE_CONVERT")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"é😀\"", null)]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"😀\"", "BASE_TYPE_MIN_LENGTH")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"abcd\"", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"type":"string","pattern":"^[ab]+$"}""", "\"abba\"", null)]
    [InlineData("""{"type":"string","pattern":"^[ab]+$"}""", "\"abc\"", "STRING_TYPE_REGEX")]
    [InlineData("""{"type":"string","format":"uri"}""", "\"https://example.org\"", null)]
    [InlineData("""{"type":"string","format":"uri"}""", "\"example\"", "URL_TYPE_INVALID_URL")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-03-02T12:00:00Z\"", null)]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"noon\"", "DATE_TIME_TYPE_PARSE")]
    [InlineData("""{"type":"string","format":"snowflake"}""", "\"18446744073709551616\"", "NUMBER_TYPE_COERCE")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":2}""", "2", null)]
    [InlineData("""{"type":"integer","minimum":1,"maximum":2}""", "0", "NUMBER_TYPE_MIN")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":2}""", "3", "NUMBER_TYPE_MAX")]
    [InlineData("""{"type":"integer","format":"int32"}""", "2147483648", "NUMBER_TYPE_MAX")]
    [InlineData("""{"type":"integer","format":"int64"}""", "2147483648", null)]
    [InlineData("""{"enum":[1,2]}""", "2", null)]
    [InlineData("""{"enum":[1,2]}""", "3", "BASE_TYPE_CHOICES")]
    [InlineData("""{"const":"a"}""", "\"b\"", "BASE_TYPE_CHOICES")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}""", "[1,2]", null)]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}""", "[]", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}""", "[1,2,3]", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[1,\"x\"]", "1 NUMBER_TYPE_COERCE")]
    [InlineData("""{"type":"array","uniqueItems":true}""", "[1,[2],[2]]", "SET_TYPE_ALREADY_CONTAINS_VALUE")]
    [InlineData("""{"type":"object","required":["a"]}""", "{}", "a BASE_TYPE_REQUIRED")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"a":1}""", "a STRING_TYPE_CONVERT")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"maxProperties":1}""", """{"x":"y"}""", null)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"maxProperties":1}""", """{"x":1}""", "x STRING_TYPE_CONVERT")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"maxProperties":1}""", """{"x":"y","z":"y"}""", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""{"type":"object","minProperties":1}""", "{}", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""", """{"x":1}""", "DICT_TYPE_UNKNOWN_KEY")]
    [InlineData("""{"oneOf":[{"type":"null"},{"type":"string"}]}""", "null", null)]
    [InlineData("""{"oneOf":[{"type":"null"},{"type":"string"}]}""", "1", "STRING_TYPE_CONVERT")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "1", "UNION_TYPE_CHOICES")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"number"}]}""", "1", null)]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"boolean"}]}""", "\"x\"", "NUMBER_TYPE_COERCE")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":2}]}""", "3", "NUMBER_TYPE_MAX")]
    [InlineData("""{"$ref":"#/defs/short"}""", "\"abc\"", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"$ref":"#/defs/tree"}""", """{"type":1,"inner":[{"type":1,"inner":[{"type":2}]}]}""", "inner.0.inner.0.text BASE_TYPE_REQUIRED")]
    [InlineData("""{"$ref":"#/defs/tree"}""", """{"type":3}""", "type UNION_TYPE_CHOICES")]
    public void A_value_is_held_to_its_schema(string schema, string value, string? expected)
    {
        var check = Compile(schema, noteUnknown: false).Check(JsonDocument.Parse(value).RootElement);

        var found = check.Problems.Select(problem => $"{problem.Path} {problem.Code}".Trim());
        Assert.Equal(expected is null ? [] : [expected], found);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","properties":{"b":{}}}}}""", """{"a":{"b":1,"c":2},"d":3}""", "a.c d")]
    [InlineData("""{"allOf":[{"type":"object","properties":{"a":{}}},{"type":"object","properties":{"b":{}}}]}""", """{"a":1,"b":2}""", "")]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"a":{}}},{"type":"object","properties":{"b":{}}}]}""", """{"b":2}""", "")]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"a":{}}},{"type":"object","properties":{"b":{}}}]}""", """{"b":2,"c":3}""", "c")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":{"type":"integer"}}""", """{"x":1}""", "")]
    public void Properties_that_no_schema_lists_are_noted(string schema, string value, string expected)
    {
        var check = Compile(schema, noteUnknown: true).Check(JsonDocument.Parse(value).RootElement);

        Assert.Equal(0, check.ProblemCount);
        Assert.Equal(expected, string.Join(' ', check.Unknown));
    }

    [Theory]
    [InlineData("""{"dependentRequired":{}}""")]
    [InlineData("""{"type":"string","format":"email"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"if":{}}}}""")]
    public void A_keyword_or_format_that_is_not_known_is_an_error(string schema)
        => Assert.Throws<NotSupportedException>(() => Compile(schema, noteUnknown: false));

    [Fact]
    public void The_official_document_is_known_in_full()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        var document = DiscordSchema.Instance.Document;
        var compiler = new SchemaCompiler(document, noteUnknown: true);

        var schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject().ToArray();
        foreach (var schema in schemas)
        {
            compiler.Compile($"#/components/schemas/{schema.Name}");
        }

        Assert.True(schemas.Length > 500, $"{schemas.Length} schemas");
    }

    [Theory]
    [InlineData("POST", "/channels/5/messages", "create_message", "5")]
    [InlineData("PATCH", "/webhooks/5/abc/messages/@original", "update_original_webhook_message", "5 abc")]
    [InlineData("PATCH", "/webhooks/5/abc/messages/6", "update_webhook_message", "5 abc 6")]
    [InlineData("GET", "/applications/@me", "get_my_application", "")]
    [InlineData("POST", "/interactions/5/a%2Fb/callback", "create_interaction_response", "5 a/b")]
    [InlineData("PUT", "/channels/5/messages/pins/6", "create_pin", "5 6")]
    [InlineData("TRACE", "/gateway", null, "")]
    [InlineData("GET", "/gateway/", null, "")]
    [InlineData("GET", "/nowhere", null, "")]
    public void A_request_is_matched_to_its_operation(string method, string path, string? operation, string values)
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        Assert.Equal(operation, DiscordSchema.Instance.Find(method, path, out var found)?.Id);
        Assert.Equal(values, operation is null ? "" : string.Join(' ', found));
    }

    [Fact]
    public void The_leniences_are_few_and_said()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        var compiler = new SchemaCompiler(DiscordSchema.Instance.Document, noteUnknown: true);
        Assert.Equal(2, Leniences.All.Count);
        Assert.Equal(0, compiler.Compile("#/components/schemas/SnowflakeType").Check(JsonDocument.Parse("0").RootElement).ProblemCount);
        Assert.Equal(1, compiler.Compile("#/components/schemas/SnowflakeType").Check(JsonDocument.Parse("-1").RootElement).ProblemCount);
        var command = compiler.Compile("#/components/schemas/ApplicationCommandUpdateRequest");
        Assert.Equal(0, command.Check(JsonDocument.Parse("""{"name":"x","default_member_permissions":"32"}""").RootElement).ProblemCount);
        Assert.Equal(1, command.Check(JsonDocument.Parse("""{"name":"x","default_member_permissions":"all"}""").RootElement).ProblemCount);
    }

    private static JsonSchema Compile(string schema, bool noteUnknown)
    {
        var document = JsonDocument.Parse("""
            {"defs":{
              "short":{"type":"string","maxLength":2},
              "leaf":{"type":"object","properties":{"type":{"type":"integer","enum":[2]},"text":{"type":"string"}},"required":["type","text"]},
              "node":{"type":"object","properties":{"type":{"type":"integer","enum":[1]},"inner":{"type":"array","items":{"$ref":"#/defs/tree"}}},"required":["type"]},
              "tree":{"oneOf":[{"$ref":"#/defs/node"},{"$ref":"#/defs/leaf"}]}}}
            """).RootElement;
        return new SchemaCompiler(document, noteUnknown).Compile(JsonDocument.Parse(schema).RootElement);
    }
}
