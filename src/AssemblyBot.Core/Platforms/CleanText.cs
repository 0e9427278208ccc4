using System.Buffers;
using System.Globalization;
using System.Text;

namespace AssemblyBot.Core.Platforms;

/// <summary>
/// What every renderer does with a text before it escapes it: cleaning, and cutting between characters as people count them.
/// </summary>
/// <remarks>
/// Embeddings, overrides and isolates (U+202A–U+202E, U+2066–U+2069) are dropped, so that no text turns another one
/// around; the plain direction marks that people type stay. Control characters are dropped but for line ends; a tab
/// becomes a space, a lone half of a surrogate pair U+FFFD.
/// </remarks>
public static class CleanText
{
    private const char FirstStrongIsolate = '\u2068';
    private const char EndOfIsolate = '\u2069';

    /// <summary>A text without any of these is clean.</summary>
    private static readonly SearchValues<char> Doubtful = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(sign => sign != '\n' && (char.IsSurrogate(sign) || IsLineEnd(sign, '\0') || IsDropped(sign)))]);

    /// <summary>A text without what nobody means to write. Twice is as once.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Doubtful))
            return text;

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (char.IsHighSurrogate(character) && char.IsLowSurrogate(next))
                clean.Append(character).Append(text[++i]);
            else if (char.IsSurrogate(character))
                clean.Append('\uFFFD');
            else if (character == '\n' || IsLineEnd(character, next))
                clean.Append('\n');
            else if (character == '\t')
                clean.Append(' ');
            else if (!IsDropped(character))
                clean.Append(character);
        }

        return clean.ToString();
    }

    /// <summary>
    /// A text whose first line stands on a line with others: that line within an isolate of its own when it has letters
    /// that run from right to left. The end of a line ends an isolate, so the lines after it need none.
    /// </summary>
    public static string Isolated(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal) is var index and >= 0 ? index : text.Length;
        return RunsFromRight(text.AsSpan(0, end))
            ? $"{FirstStrongIsolate}{text.AsSpan(0, end)}{EndOfIsolate}{text.AsSpan(end)}"
            : text;
    }

    /// <summary>
    /// The length of the longest beginning of a text of at most <paramref name="length"/> UTF-16 units that ends between
    /// two characters as people count them; within one only when that one alone is longer.
    /// </summary>
    public static int CutAt(ReadOnlySpan<char> text, int length)
    {
        if (text.Length <= length)
            return text.Length;

        var end = 0;
        while (StringInfo.GetNextTextElementLength(text[end..]) is var next && end + next <= length)
            end += next;
        if (end > 0 || length == 0)
            return end;
        return char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
    }

    /// <summary>A text of at most <paramref name="length"/> UTF-16 units; what was left out shows as an ellipsis.</summary>
    public static string Shorten(string text, int length) =>
        text.Length <= length ? text : text[..CutAt(text, length - 1)].TrimEnd() + "…";

    /// <summary>Line ends beyond U+000A, the first half of a pair of them aside.</summary>
    private static bool IsLineEnd(char character, char next) =>
        character is '\u2028' or '\u2029' or '\u0085' || (character == '\r' && next != '\n');

    private static bool IsDropped(char character) =>
        char.IsControl(character) || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';

    private static bool RunsFromRight(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
                or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF))
            {
                return true;
            }
        }

        return false;
    }
}
