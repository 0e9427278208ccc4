using System.Buffers;
using System.Text;

namespace AssemblyBot.Discord.Rendering;

/// <summary>
/// Makes texts harmless for Discord's Markdown. Cleaning comes first (<see cref="CleanText"/>), then cutting, then
/// escaping: no mark is one, nothing pings, links or is previewed.
/// </summary>
/// <remarks>
/// A backslash takes the meaning from any sign that is neither letter nor digit. Addresses in our own words stay links,
/// in angle brackets, which keeps them from being previewed.
/// </remarks>
internal static class InertText
{
    private const char ZeroWidthSpace = '\u200B';

    private static readonly SearchValues<char> EndsOfAddress = SearchValues.Create(" \n<>\"|`\\“”");

    /// <summary>Our own words: no Markdown; addresses stay links.</summary>
    public static string Ours(string text) => Escape(CleanText.Of(text), isTheirs: false);

    /// <summary>Another's words: no Markdown, no address, no emoji by name.</summary>
    public static string Theirs(string text) => Escape(CleanText.Of(text), isTheirs: true);

    /// <summary>
    /// The length of the longest beginning of a clean text that, escaped, has at most <paramref name="length"/> UTF-16
    /// units and ends between two characters; at least one unit.
    /// </summary>
    public static int CutAt(ReadOnlySpan<char> text, int length, Func<string, int> lengthOf)
    {
        if (text.Length <= length && lengthOf(text.ToString()) <= length)
            return text.Length;

        var (fits, tooLong) = (0, Math.Min(text.Length, length) + 1);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (lengthOf(text[..middle].ToString()) <= length)
                fits = middle;
            else
                tooLong = middle;
        }

        return Math.Max(CleanText.CutAt(text, Math.Max(fits, 1)), 1);
    }

    private static string Escape(string text, bool isTheirs)
    {
        var inert = new StringBuilder(text.Length + 16);
        var isLineStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            if (!isTheirs && AddressAt(text, i) is var address and > 0)
            {
                inert.Append('<').Append(text, i, address).Append('>');
                (i, isLineStart) = (i + address - 1, false);
                continue;
            }

            var sign = text[i];
            if (IsMark(sign) || (isLineStart && IsMarkAtLineStart(text, i)) || (isTheirs && (sign is '(' or ')' || IsOfAddress(text, i))))
                inert.Append('\\');
            inert.Append(sign);
            if (sign == '@')
                inert.Append(ZeroWidthSpace);
            isLineStart = sign == '\n' || (isLineStart && (sign == ' ' || char.IsAsciiDigit(sign)));
        }

        return inert.ToString();
    }

    private static bool IsMark(char sign) => sign is '\\' or '*' or '_' or '~' or '`' or '|' or '<' or '>' or '[' or ']';

    /// <summary>Headings, lists with and without numbers, and small print.</summary>
    private static bool IsMarkAtLineStart(string text, int index) =>
        text[index] is '#' or '-' or '+' || (text[index] == '.' && index > 0 && char.IsAsciiDigit(text[index - 1]));

    /// <summary>What makes an address, an invitation or a named emoji: a colon or a slash right before something.</summary>
    private static bool IsOfAddress(string text, int index) =>
        text[index] is ':' or '/' && index + 1 < text.Length && !char.IsWhiteSpace(text[index + 1]);

    /// <summary>The length of the address that begins here; 0: none does.</summary>
    private static int AddressAt(string text, int index)
    {
        var rest = text.AsSpan(index);
        if (rest[0] != 'h'
            || !(rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            || (index > 0 && char.IsLetterOrDigit(text[index - 1])))
        {
            return 0;
        }

        var end = rest.IndexOfAny(EndsOfAddress) is var found and >= 0 ? found : rest.Length;
        while (end > 0 && rest[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '*' or '_' or '~')
            end--;
        return end > "https://".Length ? end : 0;
    }
}
