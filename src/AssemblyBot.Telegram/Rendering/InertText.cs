using System.Text;

namespace AssemblyBot.Telegram.Rendering;

/// <summary>
/// Makes texts harmless for Telegram's HTML. Cleaning comes first (<see cref="CleanText"/>), then cutting, then escaping.
/// </summary>
internal static class InertText
{
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>
    /// Another's words: clean, and a zero-width space after an <c>@</c> or a <c>/</c> keeps what follows
    /// from being a mention or a command. Those within an address, a
    /// link or a tag are neither and stay as they are.
    /// </summary>
    public static string Theirs(string text)
    {
        var clean = CleanText.Of(text);
        if (clean.AsSpan().IndexOfAny('@', '/') < 0)
            return clean;

        var inert = new StringBuilder(clean.Length + 8);
        for (var i = 0; i < clean.Length; i++)
        {
            inert.Append(clean[i]);
            if (clean[i] is '@' or '/' && i + 1 < clean.Length && IsNamePart(clean[i + 1]) && !IsWithinAddress(clean, i))
                inert.Append(ZeroWidthSpace);
        }

        return inert.ToString();
    }

    /// <summary>Puts a text into HTML.</summary>
    public static void AppendEscaped(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny('&', '<', '>') is var index and >= 0)
        {
            html.Append(text[..index]).Append(text[index] switch { '&' => "&amp;", '<' => "&lt;", _ => "&gt;" });
            text = text[(index + 1)..];
        }

        html.Append(text);
    }

    private static bool IsNamePart(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private static bool IsWithinAddress(string text, int index) =>
        index > 0 && (IsNamePart(text[index - 1]) || (text[index] == '/' && text[index - 1] is '/' or '<' or '>'));
}
