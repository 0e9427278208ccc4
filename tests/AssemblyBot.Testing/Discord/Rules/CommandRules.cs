using System.Text.Json;
using System.Text.RegularExpressions;

namespace AssemblyBot.Testing.Discord.Rules;

/// <summary>The rules of commands that the official document does not hold.</summary>
internal static partial class CommandRules
{
    /// <summary>The locales of Discord's reference.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro", "fi", "sv-SE",
        "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
    };

    public static void Check(JsonElement commands, RuleBook rules)
    {
        var all = commands.EnumerateArray().ToArray();
        var ofChat = all.Where(IsOfChat).ToArray();
        rules.Require(ofChat.Length <= 100, DiscordRule.CommandSize, "", "Maximum number of application commands reached (100)");
        rules.Require(ofChat.Select(Name).Distinct().Count() == ofChat.Length, DiscordRule.CommandNames, "", "Application command names must be unique");
        for (var i = 0; i < all.Length; i++)
        {
            var place = $"{i}";
            rules.Require(Size(all[i]) <= 8000, DiscordRule.CommandSize, place, "Command exceeds maximum size (8000)");
            CheckNames(all[i], place, IsOfChat(all[i]), rules);
            CheckOptions(all[i], place, depth: 0, rules);
        }
    }

    /// <summary>Characters of names, descriptions and values, the longest of each name's and description's translations counted.</summary>
    private static int Size(JsonElement of)
        => Longest(of, "name", "name_localizations") + Longest(of, "description", "description_localizations") + of.Length("value")
            + of.Items("options").Sum(Size) + of.Items("choices").Sum(Size);

    private static int Longest(JsonElement of, string name, string translations)
        => Math.Max(of.Length(name), Translations(of, translations).Select(pair => pair.Value.GetString()!.Length).DefaultIfEmpty().Max());

    private static void CheckNames(JsonElement of, string place, bool isOfChat, RuleBook rules)
    {
        if (isOfChat)
        {
            rules.Require(IsGood(Name(of)), DiscordRule.CommandNames, place + ".name", "Command name is invalid");
            rules.Require(of.Length("description") > 0, DiscordRule.CommandOptions, place + ".description", "This field is required");
        }

        foreach (var translation in Translations(of, "name_localizations"))
        {
            rules.Require(!isOfChat || IsGood(translation.Value.GetString()!), DiscordRule.CommandNames, $"{place}.name_localizations.{translation.Name}", "Command name is invalid");
        }

        CheckLocales(of, place, rules);
    }

    private static void CheckLocales(JsonElement of, string place, RuleBook rules)
    {
        string[] lists = ["name_localizations", "description_localizations"];
        foreach (var list in lists)
        {
            foreach (var translation in Translations(of, list))
            {
                rules.Require(Known.Contains(translation.Name), DiscordRule.Locales, $"{place}.{list}.{translation.Name}", "Discord knows no such locale");
            }
        }
    }

    private static void CheckOptions(JsonElement of, string place, int depth, RuleBook rules)
    {
        var options = of.Items("options");
        var seenOptional = false;
        rules.Require(options.Select(Name).Distinct().Count() == options.Length, DiscordRule.CommandNames, place + ".options", "Option names must be unique");
        var nested = options.Count(IsNested);
        rules.Require(nested == 0 || nested == options.Length, DiscordRule.CommandOptions, place + ".options", "Sub-commands and options cannot be mixed");
        for (var i = 0; i < options.Length; i++)
        {
            var here = $"{place}.options.{i}";
            rules.Require(!(seenOptional && options[i].IsTrue("required")), DiscordRule.CommandOptions, here, "Required options must be placed before non-required options");
            seenOptional |= !options[i].IsTrue("required");
            rules.Require(!IsNested(options[i]) || options[i].Whole("type") == 2 - depth || (depth == 0 && options[i].Whole("type") == 1), DiscordRule.CommandOptions, here, "Sub-commands nest in groups only");
            CheckNames(options[i], here, isOfChat: true, rules);
            CheckOptions(options[i], here, depth + 1, rules);
            foreach (var choice in options[i].Items("choices"))
            {
                CheckLocales(choice, here, rules);
            }
        }
    }

    private static bool IsOfChat(JsonElement command) => (command.Whole("type") ?? 1) == 1;

    private static bool IsNested(JsonElement option) => option.Whole("type") is 1 or 2;

    private static string Name(JsonElement of) => of.Text("name") ?? "";

    private static bool IsGood(string name) => NamePattern().IsMatch(name) && name.All(unit => !char.IsUpper(unit));

    private static JsonProperty[] Translations(JsonElement of, string name)
        => of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Object ? list.EnumerateObject().ToArray() : [];

    // \p{sc=Deva} and \p{sc=Thai} of the documentation: letters and marks of these scripts.
    [GeneratedRegex(@"^[-_'\p{L}\p{N}\u0900-\u097F\u0E00-\u0E7F]{1,32}$")]
    private static partial Regex NamePattern();
}
