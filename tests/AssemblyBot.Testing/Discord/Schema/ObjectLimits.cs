using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>What a schema asks of an object.</summary>
internal sealed class ObjectLimits
{
    public Dictionary<string, JsonSchema> Properties { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Required { get; set; } = [];

    public int? Minimum { get; set; }

    public int? Maximum { get; set; }

    /// <summary>What properties beyond the listed ones must be; null: the schema says nothing of them.</summary>
    public JsonSchema? Additional { get; set; }

    /// <summary>Whether <c>additionalProperties</c> is false.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The names that are known here, those of the schemas joined by <c>allOf</c> included; null: no note is taken of others.</summary>
    public HashSet<string>? Known { get; set; }

    public bool Check(JsonElement value, SchemaCheck check)
    {
        var good = true;
        var count = 0;
        foreach (var property in value.EnumerateObject())
        {
            count++;
            good &= Check(property, check);
        }

        foreach (var name in Required)
        {
            if (!value.TryGetProperty(name, out _))
            {
                check.Enter(name);
                good = check.Fail("BASE_TYPE_REQUIRED", "This field is required");
                check.Leave();
            }
        }

        return count < Minimum || count > Maximum
            ? check.Fail("BASE_TYPE_BAD_LENGTH", $"Must be between {Minimum ?? 0} and {Maximum ?? 152133} in length.")
            : good;
    }

    private bool Check(JsonProperty property, SchemaCheck check)
    {
        var name = property.Name;
        if (!Properties.TryGetValue(name, out var schema))
        {
            schema = Additional;
            if (schema is null)
            {
                return IsClosed ? check.Fail("DICT_TYPE_UNKNOWN_KEY", $"Unknown key \"{name}\".") : Note(name, check);
            }
        }

        check.Enter(name);
        var good = schema.Check(property.Value, check);
        check.Leave();
        return good;
    }

    private bool Note(string name, SchemaCheck check)
    {
        if (Known?.Contains(name) == false)
        {
            check.Note(name);
        }

        return true;
    }
}
