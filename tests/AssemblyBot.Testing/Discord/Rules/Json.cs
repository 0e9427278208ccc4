using System.Text.Json;
using AssemblyBot.Testing.Discord.Schema;

namespace AssemblyBot.Testing.Discord.Rules;

/// <summary>Reads members that may be missing or null.</summary>
internal static class Json
{
    public static string? Text(this JsonElement value, string name)
        => value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    public static int? Whole(this JsonElement value, string name)
        => value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) ? number : null;

    public static bool IsTrue(this JsonElement value, string name)
        => value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.True;

    public static bool Has(this JsonElement value, string name)
        => value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null;

    /// <summary>The elements of an array; none if it is missing or null.</summary>
    public static JsonElement[] Items(this JsonElement value, string name)
        => value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array ? member.EnumerateArray().ToArray() : [];

    /// <summary>Code points of a text; 0 if it is missing or null.</summary>
    public static int Length(this JsonElement value, string name) => value.Text(name) is { } text ? TextLimits.Length(text) : 0;
}
