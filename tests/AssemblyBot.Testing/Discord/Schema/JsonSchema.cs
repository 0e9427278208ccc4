using System.Text.Json;
using System.Text.RegularExpressions;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>A compiled JSON schema with the keywords that the official document uses; read once, then checked without reflection.</summary>
internal sealed class JsonSchema
{
    /// <summary>What a <c>$ref</c> points to; it may stand beside other keywords.</summary>
    public JsonSchema? Target { get; set; }

    public SchemaTypes Types { get; set; }

    public TextLimits? Text { get; set; }

    public NumberLimits? Number { get; set; }

    public ArrayLimits? Array { get; set; }

    public ObjectLimits? Object { get; set; }

    /// <summary>The values of <c>enum</c>, or the one of <c>const</c>.</summary>
    public SchemaValues? Values { get; set; }

    public IReadOnlyList<JsonSchema> AllOf { get; set; } = [];

    public SchemaUnion? OneOf { get; set; }

    public SchemaUnion? AnyOf { get; set; }

    /// <summary>All that is wrong with a value; nothing for a good one.</summary>
    public SchemaCheck Check(JsonElement value)
    {
        var check = new SchemaCheck();
        Check(value, check);
        return check;
    }

    /// <summary>The same for a text that is no JSON: a step of a path.</summary>
    public SchemaCheck CheckText(string text)
    {
        var check = new SchemaCheck();
        this.Resolved().Text?.Check(text, check);
        return check;
    }

    /// <summary>Whether a value is good; what is wrong is added to <paramref name="check"/>.</summary>
    public bool Check(JsonElement value, SchemaCheck check)
    {
        if (Types != SchemaTypes.None && !Types.Allow(value))
        {
            return check.Fail(SchemaWords.TypeCode(Types), (Types, value), static wrong => SchemaWords.TypeMessage(wrong.Types, wrong.value));
        }

        if (Values?.Check(value, check) == false)
        {
            return false;
        }

        var good = value.ValueKind switch
        {
            JsonValueKind.String => Text?.Check(value.GetString()!, check) ?? true,
            JsonValueKind.Number => Number?.Check(value, check) ?? true,
            JsonValueKind.Array => Array?.Check(value, check) ?? true,
            JsonValueKind.Object => Object?.Check(value, check) ?? true,
            _ => true,
        };
        good &= Target?.Check(value, check) ?? true;
        for (var i = 0; i < AllOf.Count; i++)
        {
            good &= AllOf[i].Check(value, check);
        }

        good &= OneOf?.Check(value, check) ?? true;
        return good & (AnyOf?.Check(value, check) ?? true);
    }
}

/// <summary>What a schema asks of a text. Lengths count code points.</summary>
internal sealed record TextLimits(int? Minimum, int? Maximum, Regex? Pattern, string? Format)
{
    public bool Check(string text, SchemaCheck check)
    {
        var length = Length(text);
        if (length > Maximum)
        {
            return check.Fail("BASE_TYPE_MAX_LENGTH", $"Must be {Maximum} or fewer in length.");
        }

        if (length < Minimum)
        {
            return check.Fail("BASE_TYPE_MIN_LENGTH", $"Must be {Minimum} or more in length.");
        }

        if (Pattern?.IsMatch(text) == false)
        {
            return check.Fail("STRING_TYPE_REGEX", "String value did not match validation regex.");
        }

        return Format switch
        {
            "uri" when !Uri.TryCreate(text, UriKind.Absolute, out _) => check.Fail("URL_TYPE_INVALID_URL", "Not a well formed URL."),
            "date-time" when !DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)
                => check.Fail("DATE_TIME_TYPE_PARSE", $"Could not parse {text}. Should be ISO8601."),
            "snowflake" when !ulong.TryParse(text, out _) => check.Fail("NUMBER_TYPE_COERCE", $"Value \"{text}\" is not snowflake."),
            _ => true,
        };
    }

    /// <summary>Code points of a text.</summary>
    public static int Length(string text)
    {
        var length = text.Length;
        foreach (var unit in text)
        {
            length -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return length;
    }
}

/// <summary>What a schema asks of a number; both ends are included.</summary>
internal sealed record NumberLimits(decimal? Minimum, decimal? Maximum, string? Format)
{
    public bool Check(JsonElement value, SchemaCheck check)
    {
        if (!value.TryGetDecimal(out var number))
        {
            return Format == "double" || check.Fail("NUMBER_TYPE_COERCE", $"Value \"{value}\" is not a number in range.");
        }

        var minimum = Minimum ?? (Format switch { "int32" => int.MinValue, "int64" => long.MinValue, _ => null });
        var maximum = Maximum ?? (Format switch { "int32" => int.MaxValue, "int64" => long.MaxValue, _ => null });
        return number < minimum
            ? check.Fail("NUMBER_TYPE_MIN", $"int value should be greater than or equal to {minimum}.")
            : !(number > maximum) || check.Fail("NUMBER_TYPE_MAX", $"int value should be less than or equal to {maximum}.");
    }
}

/// <summary>What a schema asks of an array; both ends are included.</summary>
internal sealed record ArrayLimits(int? Minimum, int? Maximum, bool Unique, JsonSchema? Items)
{
    public bool Check(JsonElement value, SchemaCheck check)
    {
        var length = value.GetArrayLength();
        var good = true;
        if (length > Maximum || length < Minimum)
        {
            good = check.Fail("BASE_TYPE_BAD_LENGTH", $"Must be between {Minimum ?? 0} and {Maximum ?? 152133} in length.");
        }

        if (Unique && HasTwins(value))
        {
            good = check.Fail("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value");
        }

        if (Items is null)
        {
            return good;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            check.Enter(index++);
            good &= Items.Check(item, check);
            check.Leave();
        }

        return good;
    }

    private static bool HasTwins(JsonElement value)
    {
        var items = value.EnumerateArray().ToArray();
        for (var i = 0; i < items.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (JsonElement.DeepEquals(items[i], items[j]))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
