using System.Text.RegularExpressions;

namespace AssemblyBot.Testing.BotApi.Rules;

/// <summary>The tags of the Bot API's HTML, each with the attributes it may carry.</summary>
internal static partial class HtmlTags
{
    /// <summary>The tag that was opened, or null if its name or an attribute is none the Bot API documents.</summary>
    /// <param name="tag">What stands between the angle brackets.</param>
    public static OpenTag? Open(string tag)
    {
        var match = Tag().Match(tag);
        if (!match.Success)
        {
            return null;
        }

        var name = match.Groups["name"].Value.ToLowerInvariant();
        var attribute = match.Groups["attribute"].Value.ToLowerInvariant();
        var value = match.Groups["value"].Value;
        if (attribute.Length == 0)
        {
            return Plain(name) is { } type ? new OpenTag(name, type) : null;
        }

        return (name, attribute) switch
        {
            ("a", "href") when value.Length > 0 => new OpenTag(name, "text_link", Url: TelegramHtml.Parse(value).Text),
            ("span", "class") when value == "tg-spoiler" => new OpenTag(name, "spoiler"),
            ("tg-emoji", "emoji-id") when value.Length > 0 => new OpenTag(name, "custom_emoji"),
            ("tg-time", "unix") when value.Length > 0 => new OpenTag(name, "date_time"),
            ("code", "class") when value.StartsWith("language-", StringComparison.Ordinal)
                => new OpenTag(name, "code", Language: value["language-".Length..]),
            ("blockquote", "expandable") => new OpenTag(name, "expandable_blockquote"),
            _ => null,
        };
    }

    private static string? Plain(string name) => name switch
    {
        "b" or "strong" => "bold",
        "i" or "em" => "italic",
        "u" or "ins" => "underline",
        "s" or "strike" or "del" => "strikethrough",
        "tg-spoiler" => "spoiler",
        "code" => "code",
        "pre" => "pre",
        "blockquote" => "blockquote",
        _ => null,
    };

    [GeneratedRegex("""^(?<name>[a-zA-Z][a-zA-Z-]*)(\s+(?<attribute>[a-zA-Z-]+)(\s*=\s*("(?<value>[^"]*)"|'(?<value>[^']*)'))?)?(\s+format="[^"]*")?\s*$""")]
    private static partial Regex Tag();
}

/// <summary>A tag that waits for its end.</summary>
/// <param name="Name">The tag's name, which the end tag repeats.</param>
/// <param name="Type">The type of the message entity it becomes.</param>
/// <param name="Offset">Where its text starts, in UTF-16 units.</param>
/// <param name="Url">Where a link leads.</param>
/// <param name="Language">The language of a block of code.</param>
internal sealed record OpenTag(string Name, string Type, int Offset = 0, string? Url = null, string? Language = null);
