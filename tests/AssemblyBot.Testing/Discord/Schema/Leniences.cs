using System.Text.RegularExpressions;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>Where the real server takes more than its document says; the written documentation names both.</summary>
internal static partial class Leniences
{
    /// <summary>What is taken, each in a sentence.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "A snowflake may be a whole number that is not negative: attachments count their ids 0, 1, 2.",
        "default_member_permissions may be a text of digits, as all other sets of permissions are.",
    ];

    public static void AlsoTakeNumbers(JsonSchema snowflake)
    {
        snowflake.Types |= SchemaTypes.Integer;
        snowflake.Number = new NumberLimits(0, ulong.MaxValue, Format: null);
    }

    public static JsonSchema Apply(string property, JsonSchema schema)
    {
        if (property == "default_member_permissions" && schema.Types.HasFlag(SchemaTypes.Integer))
        {
            schema.Types |= SchemaTypes.Text;
            schema.Text = new TextLimits(1, 20, Digits(), Format: null);
        }

        return schema;
    }

    [GeneratedRegex("^[0-9]{1,20}$")]
    private static partial Regex Digits();
}
