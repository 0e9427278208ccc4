using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>The types that a JSON schema allows, as a set.</summary>
[Flags]
internal enum SchemaTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    Text = 16,
    Array = 32,
    Object = 64,
}

/// <summary>Reads and tests <see cref="SchemaTypes"/>.</summary>
internal static class SchemaTypeNames
{
    /// <summary>The set that <c>type</c> names, be it one name or a list of names.</summary>
    public static SchemaTypes Read(JsonElement type)
        => type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Aggregate(SchemaTypes.None, (set, name) => set | One(name.GetString()))
            : One(type.GetString());

    /// <summary>Whether a value has one of the types; a number without a fraction is an integer.</summary>
    public static bool Allow(this SchemaTypes types, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => types.HasFlag(SchemaTypes.Null),
        JsonValueKind.True or JsonValueKind.False => types.HasFlag(SchemaTypes.Boolean),
        JsonValueKind.String => types.HasFlag(SchemaTypes.Text),
        JsonValueKind.Array => types.HasFlag(SchemaTypes.Array),
        JsonValueKind.Object => types.HasFlag(SchemaTypes.Object),
        JsonValueKind.Number => types.HasFlag(SchemaTypes.Number) || (types.HasFlag(SchemaTypes.Integer) && IsWhole(value)),
        _ => false,
    };

    private static bool IsWhole(JsonElement value)
        => value.TryGetInt64(out _) || (value.TryGetDouble(out var number) && Math.Floor(number) == number);

    private static SchemaTypes One(string? name) => name switch
    {
        "null" => SchemaTypes.Null,
        "boolean" => SchemaTypes.Boolean,
        "integer" => SchemaTypes.Integer,
        "number" => SchemaTypes.Number,
        "string" => SchemaTypes.Text,
        "array" => SchemaTypes.Array,
        "object" => SchemaTypes.Object,
        _ => throw new FormatException($"A JSON schema has no type \"{name}\""),
    };
}
