using System.Text.Json;

namespace AssemblyBot.Testing.BotApi.Schema;

/// <summary>What a value of the Bot API may look like; the closed family of the kinds the official list knows.</summary>
internal abstract class ValueSchema
{
    /// <summary>The type's name as the official list writes it.</summary>
    public abstract string Name { get; }

    /// <summary>Null if the value fits, else what is wrong, beginning with the place inside the value.</summary>
    public abstract string? Check(JsonElement value);

    protected string Mismatch(JsonElement value) => $": {value.ValueKind} where {Name} is due";
}

/// <summary>Integer, Float, String or Boolean.</summary>
internal sealed class SimpleSchema(string name, Func<JsonElement, bool> fits) : ValueSchema
{
    public static readonly SimpleSchema Integer = new("Integer", static value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _));

    public static readonly SimpleSchema Float = new("Float", static value => value.ValueKind == JsonValueKind.Number);

    public static readonly SimpleSchema String = new("String", static value => value.ValueKind == JsonValueKind.String);

    public static readonly SimpleSchema Boolean = new("Boolean", static value => value.ValueKind is JsonValueKind.True or JsonValueKind.False);

    /// <summary>A type the list describes in prose alone, such as an object without fields.</summary>
    public static readonly SimpleSchema Anything = new("any value", static value => value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined));

    public override string Name => name;

    public override string? Check(JsonElement value) => fits(value) ? null : Mismatch(value);
}

/// <summary>Array of X.</summary>
internal sealed class ArraySchema(ValueSchema element) : ValueSchema
{
    public override string Name { get; } = "Array of " + element.Name;

    public override string? Check(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Mismatch(value);
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (element.Check(item) is { } problem)
            {
                return $"[{index}]{problem}";
            }

            index++;
        }

        return null;
    }
}

/// <summary>One of several types; a value fits if it fits any.</summary>
internal sealed class UnionSchema(string name, Func<IReadOnlyList<ValueSchema>> options) : ValueSchema
{
    private readonly Lazy<IReadOnlyList<ValueSchema>> _options = new(options);

    public override string Name => name;

    public override string? Check(JsonElement value)
    {
        string? closest = null;
        foreach (var option in _options.Value)
        {
            if (option.Check(value) is not { } problem)
            {
                return null;
            }

            // The longest place is the one that got furthest, so it says best what was meant.
            closest = closest is null || PlaceLength(problem) > PlaceLength(closest) ? problem : closest;
        }

        return closest ?? Mismatch(value);
    }

    private static int PlaceLength(string problem) => problem.IndexOf(':', StringComparison.Ordinal);
}
