using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>The real server's words for a value of a wrong type, and what a compiled schema is made of.</summary>
internal static class SchemaWords
{
    public static string TypeCode(SchemaTypes types) => (types & ~SchemaTypes.Null) switch
    {
        SchemaTypes.Boolean => "BOOLEAN_TYPE_CONVERT",
        SchemaTypes.Integer or SchemaTypes.Number => "NUMBER_TYPE_COERCE",
        SchemaTypes.Text => "STRING_TYPE_CONVERT",
        SchemaTypes.Array => "LIST_TYPE_CONVERT",
        _ => "MODEL_TYPE_CONVERT",
    };

    public static string TypeMessage(SchemaTypes types, JsonElement value) => (types & ~SchemaTypes.Null) switch
    {
        SchemaTypes.Boolean => "Must be either true or false.",
        SchemaTypes.Integer => $"Value \"{value}\" is not int.",
        SchemaTypes.Number => $"Value \"{value}\" is not float.",
        SchemaTypes.Text => $"Could not interpret \"{value}\" as string.",
        SchemaTypes.Array => "Only iterables may be used in a ListType",
        SchemaTypes.Null => "Must be null.",
        _ => "Only dictionaries may be used in a DictType",
    };

    public static bool IsNullOnly(this JsonSchema schema) => schema.Types == SchemaTypes.Null;

    /// <summary>The schema at the end of its references.</summary>
    public static JsonSchema Resolved(this JsonSchema schema)
    {
        while (schema is { Target: { } target, Object: null, Text: null })
        {
            schema = target;
        }

        return schema;
    }
}
