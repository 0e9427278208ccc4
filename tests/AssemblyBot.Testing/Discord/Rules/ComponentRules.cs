using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Rules;

/// <summary>What a list of components comes to.</summary>
/// <param name="Count">All components, nested ones included.</param>
/// <param name="Texts">Characters of all text displays.</param>
/// <param name="HasSecondKind">Whether one of them is neither a row, a button nor a list.</param>
internal readonly record struct ComponentTree(int Count, int Texts, bool HasSecondKind);

/// <summary>The rules of components that the official document does not hold.</summary>
internal static class ComponentRules
{
    public static ComponentTree Check(JsonElement[] components, string place, RuleBook rules)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var tree = default(ComponentTree);
        for (var i = 0; i < components.Length; i++)
        {
            tree = Visit(components[i], $"{place}.{i}", ids, tree, rules);
        }

        return tree;
    }

    public static void CheckId(JsonElement component, string place, HashSet<string> ids, RuleBook rules)
    {
        if (component.Text("custom_id") is { } id && !ids.Add(id))
        {
            rules.Break(DiscordRule.CustomIds, place + ".custom_id", "Component custom id cannot be duplicated", "COMPONENT_CUSTOM_ID_DUPLICATED");
        }
    }

    private static ComponentTree Visit(JsonElement component, string place, HashSet<string> ids, ComponentTree tree, RuleBook rules)
    {
        var type = component.Whole("type") ?? 0;
        CheckId(component, place, ids, rules);
        switch (type)
        {
            case 1:
                CheckRow(component, place, rules);
                break;
            case 2:
                CheckButton(component, place, rules);
                break;
            case 3:
                CheckList(component, place, rules);
                break;
        }

        tree = new ComponentTree(tree.Count + 1, tree.Texts + (type == 10 ? component.Length("content") : 0), tree.HasSecondKind || type is not (1 or 2 or 3 or 5 or 6 or 7 or 8));
        var inner = component.Items("components");
        for (var i = 0; i < inner.Length; i++)
        {
            tree = Visit(inner[i], $"{place}.components.{i}", ids, tree, rules);
        }

        return component.TryGetProperty("accessory", out var accessory) ? Visit(accessory, place + ".accessory", ids, tree, rules) : tree;
    }

    private static void CheckRow(JsonElement row, string place, RuleBook rules)
    {
        var inner = row.Items("components");
        var buttons = inner.Count(component => component.Whole("type") == 2);
        rules.Require(buttons == inner.Length || (buttons == 0 && inner.Length == 1), DiscordRule.Rows, place + ".components", "A row has up to five buttons or one list");
    }

    private static void CheckButton(JsonElement button, string place, RuleBook rules)
    {
        var style = button.Whole("style");
        var isLink = style == 5;
        rules.Require(style == 6 || (isLink ? button.Has("url") && !button.Has("custom_id") : button.Has("custom_id") && !button.Has("url")), DiscordRule.Buttons, place, isLink ? "A link has a URL and no custom id" : "A custom id and no URL is required");
        rules.Require(style == 6 || button.Length("label") > 0 || button.Has("emoji"), DiscordRule.Buttons, place + ".label", "A button needs a label or an emoji");
    }

    private static void CheckList(JsonElement list, string place, RuleBook rules)
    {
        var options = list.Items("options");
        var least = list.Whole("min_values") ?? 1;
        var most = list.Whole("max_values") ?? 1;
        rules.Require(least <= most && most <= options.Length, DiscordRule.Lists, place, "min_values, max_values and the number of options do not go together");
        rules.Require(options.Select(option => option.Text("value")).Distinct().Count() == options.Length, DiscordRule.Lists, place + ".options", "The specified option value is already used");
    }
}
