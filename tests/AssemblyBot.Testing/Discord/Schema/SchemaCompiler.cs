using System.Text.Json;
using System.Text.RegularExpressions;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>Compiles schemas of a document; a keyword it does not know is an error, not a rule that is never checked.</summary>
/// <param name="document">The document that <c>$ref</c>s point into.</param>
/// <param name="noteUnknown">Whether to take note of properties that a schema does not list.</param>
internal sealed class SchemaCompiler(JsonElement document, bool noteUnknown)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$ref", "type", "properties", "required", "additionalProperties", "minProperties", "maxProperties", "items", "minItems", "maxItems",
        "uniqueItems", "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "enum", "const", "oneOf", "anyOf", "allOf",
        "title", "description", "contentEncoding", "x-discord-union",
    };

    private static readonly HashSet<string> KnownFormats = new(StringComparer.Ordinal)
    {
        "int32", "int64", "double", "date-time", "uri", "nonce", "snowflake",
    };

    private readonly Dictionary<string, JsonSchema> _byReference = new(StringComparer.Ordinal);

    /// <summary>Compiles a schema and all it refers to.</summary>
    /// <exception cref="NotSupportedException">It uses a keyword or a format that is not known here.</exception>
    public JsonSchema Compile(JsonElement schema) => Compile(schema, known: null);

    /// <summary>Compiles what a <c>$ref</c> such as <c>#/components/schemas/SnowflakeType</c> points to.</summary>
    public JsonSchema Compile(string reference) => Compile(reference, known: null);

    private JsonSchema Compile(string reference, HashSet<string>? known)
    {
        // Within an allOf the names known are those of all its parts, so such a use is compiled for itself.
        if (known is not null)
        {
            return Compile(Find(reference), known);
        }

        if (_byReference.TryGetValue(reference, out var found))
        {
            return found;
        }

        var compiled = _byReference[reference] = new JsonSchema();
        Fill(compiled, Find(reference), known: null);
        if (reference.EndsWith("/SnowflakeType", StringComparison.Ordinal))
        {
            Leniences.AlsoTakeNumbers(compiled);
        }

        return compiled;
    }

    private JsonSchema Compile(JsonElement schema, HashSet<string>? known)
    {
        var compiled = new JsonSchema();
        if (schema.ValueKind == JsonValueKind.Object)
        {
            Fill(compiled, schema, known);
        }

        return compiled;
    }

    private void Fill(JsonSchema compiled, JsonElement schema, HashSet<string>? known)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Known.Contains(keyword.Name))
            {
                throw new NotSupportedException($"The schema keyword \"{keyword.Name}\" is not known");
            }
        }

        if (noteUnknown && schema.TryGetProperty("allOf", out var parts))
        {
            known = [.. known ?? [], .. NamesOf(schema)];
            compiled.AllOf = parts.EnumerateArray().Select(part => Compile(part, known)).ToArray();
        }
        else if (schema.TryGetProperty("allOf", out parts))
        {
            compiled.AllOf = parts.EnumerateArray().Select(part => Compile(part, known: null)).ToArray();
        }

        compiled.Target = schema.TryGetProperty("$ref", out var reference) ? Compile(reference.GetString()!, known) : null;
        compiled.Types = schema.TryGetProperty("type", out var type) ? SchemaTypeNames.Read(type) : SchemaTypes.None;
        compiled.Values = schema.TryGetProperty("enum", out var values) ? new SchemaValues(values.EnumerateArray())
            : schema.TryGetProperty("const", out var only) ? new SchemaValues([only]) : null;
        compiled.Text = TextOf(schema);
        compiled.Number = NumberOf(schema);
        compiled.Array = ArrayOf(schema);
        compiled.Object = ObjectOf(schema, known);
        compiled.OneOf = UnionOf(schema, "oneOf", known);
        compiled.AnyOf = UnionOf(schema, "anyOf", known);
    }

    private static TextLimits? TextOf(JsonElement schema)
    {
        var format = FormatOf(schema);
        var pattern = schema.TryGetProperty("pattern", out var text) ? new Regex(text.GetString()!, RegexOptions.Compiled | RegexOptions.CultureInvariant) : null;
        return Whole(schema, "minLength") is null && Whole(schema, "maxLength") is null && pattern is null && format is null
            ? null
            : new TextLimits(Whole(schema, "minLength"), Whole(schema, "maxLength"), pattern, format);
    }

    private static NumberLimits? NumberOf(JsonElement schema)
    {
        decimal? minimum = schema.TryGetProperty("minimum", out var least) ? least.GetDecimal() : null;
        decimal? maximum = schema.TryGetProperty("maximum", out var most) ? most.GetDecimal() : null;
        var format = FormatOf(schema);
        return minimum is null && maximum is null && format is null ? null : new NumberLimits(minimum, maximum, format);
    }

    private ArrayLimits? ArrayOf(JsonElement schema)
    {
        var items = schema.TryGetProperty("items", out var item) ? Compile(item, known: null) : null;
        var unique = schema.TryGetProperty("uniqueItems", out var distinct) && distinct.GetBoolean();
        return items is null && !unique && Whole(schema, "minItems") is null && Whole(schema, "maxItems") is null
            ? null
            : new ArrayLimits(Whole(schema, "minItems"), Whole(schema, "maxItems"), unique, items);
    }

    private ObjectLimits? ObjectOf(JsonElement schema, HashSet<string>? known)
    {
        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var hasAdditional = schema.TryGetProperty("additionalProperties", out var additional);
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToArray() : [];
        if (!hasProperties && !hasAdditional && required.Length == 0 && Whole(schema, "minProperties") is null && Whole(schema, "maxProperties") is null)
        {
            return null;
        }

        var limits = new ObjectLimits { Required = required, Minimum = Whole(schema, "minProperties"), Maximum = Whole(schema, "maxProperties") };
        foreach (var property in hasProperties ? properties.EnumerateObject().ToArray() : [])
        {
            limits.Properties[property.Name] = Leniences.Apply(property.Name, Compile(property.Value, known: null));
        }

        limits.IsClosed = hasAdditional && additional.ValueKind == JsonValueKind.False;
        limits.Additional = hasAdditional && additional.ValueKind == JsonValueKind.Object ? Compile(additional, known: null) : null;
        limits.Known = noteUnknown && hasProperties && !hasAdditional ? known ?? [.. limits.Properties.Keys] : null;
        return limits;
    }

    private SchemaUnion? UnionOf(JsonElement schema, string keyword, HashSet<string>? known)
    {
        if (!schema.TryGetProperty(keyword, out var branches))
        {
            return null;
        }

        var outer = schema.TryGetProperty("properties", out _) ? [.. known ?? [], .. NamesOf(schema)] : known;
        return new SchemaUnion(branches.EnumerateArray().Select(branch => Compile(branch, outer)).ToArray(), exactlyOne: keyword == "oneOf");
    }

    private IEnumerable<string> NamesOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return NamesOf(Find(reference.GetString()!));
        }

        IEnumerable<string> own = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name) : [];
        string[] joined = ["allOf", "oneOf", "anyOf"];
        return own.Concat(joined.Where(keyword => schema.TryGetProperty(keyword, out _))
            .SelectMany(keyword => schema.GetProperty(keyword).EnumerateArray().SelectMany(NamesOf)));
    }

    private static int? Whole(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) ? value.GetInt32() : null;

    private static string? FormatOf(JsonElement schema)
    {
        var format = schema.TryGetProperty("format", out var name) ? name.GetString() : null;
        return format is null || KnownFormats.Contains(format) ? format : throw new NotSupportedException($"The format \"{format}\" is not known");
    }

    private JsonElement Find(string reference)
    {
        var found = document;
        foreach (var step in reference.Split('/').Skip(1))
        {
            found = found.GetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        return found;
    }
}
