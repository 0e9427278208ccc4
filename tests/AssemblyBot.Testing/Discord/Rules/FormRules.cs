using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Rules;

/// <summary>The rules of forms that the official document does not hold.</summary>
internal static class FormRules
{
    public static void Check(JsonElement form, RuleBook rules)
    {
        var components = form.Items("components");
        rules.Require(components.Length is >= 1 and <= 5, DiscordRule.Forms, "data.components", "Must be between 1 and 5 in length.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < components.Length; i++)
        {
            var place = $"data.components.{i}";
            foreach (var field in Fields(components[i]))
            {
                ComponentRules.CheckId(field, place, ids, rules);
                CheckField(field, place, rules);
                var isInRow = components[i].Whole("type") == 1;
                rules.Require(!isInRow || field.Has("label"), DiscordRule.Forms, place + ".label", "A text in a row needs a label");
                rules.Require(isInRow || !field.Has("label"), DiscordRule.Forms, place + ".component.label", "A field in a label has no label of its own");
            }
        }
    }

    /// <summary>What can be filled in, in a label or a row.</summary>
    public static IEnumerable<JsonElement> Fields(JsonElement component)
        => component.TryGetProperty("component", out var inner) ? [inner] : component.Items("components");

    private static void CheckField(JsonElement field, string place, RuleBook rules)
    {
        if (field.Whole("type") != 4)
        {
            return;
        }

        var least = field.Whole("min_length") ?? 0;
        var most = field.Whole("max_length") ?? 4000;
        var length = field.Length("value");
        rules.Require(least <= most, DiscordRule.Forms, place, "min_length is greater than max_length");
        rules.Require(length == 0 || (length >= least && length <= most), DiscordRule.Forms, place, "The value does not fit min_length and max_length");
    }
}
