using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AssemblyBot.Terminal.Texts;

/// <summary>
/// Text that can do nothing to a terminal: it moves no cursor, sets no colour, turns no direction and hides nothing,
/// and is otherwise as it was typed.
/// </summary>
internal static partial class InertText
{
    /// <summary>
    /// The most marks on one letter, so that a pile of them does not cover the lines above; no script in use needs more.
    /// </summary>
    private const int MarksPerLetter = 8;

    private static readonly Rune Replacement = Rune.ReplacementChar;

    /// <summary>The text with its line breaks as <c>\n</c>, and no other control character.</summary>
    public static string Of(string text)
    {
        var inert = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks <= MarksPerLetter && Inert(rune) is { } harmless)
                inert.Append(harmless);
        }

        return inert.ToString();
    }

    /// <summary>The text on one line.</summary>
    public static string OnOneLine(string text) =>
        string.Join(' ', Of(text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// A line as it was meant: without what keys such as the arrows put into it, and without other control characters.
    /// </summary>
    public static string AsTyped(string line) => Of(KeysThatAreNoText.Replace(line, "")).Replace("\uFFFD", "", StringComparison.Ordinal);

    /// <summary>Whether some of it is written from right to left.</summary>
    public static bool RunsRightToLeft(string text) =>
        text.EnumerateRunes().Any(rune => rune.Value is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF)
            or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF));

    private static Rune? Inert(Rune rune) => rune.Value switch
    {
        '\n' => rune,
        '\t' or '\v' or '\f' => new Rune(' '),
        // Direction: marks, embeddings, overrides and isolates.
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x206F) => null,
        // Invisible, without use on a terminal: soft hyphen, empty spaces, operators, annotations, tags.
        0x00AD or 0x180E or 0x200B or (>= 0x2060 and <= 0x2065) or 0xFEFF or (>= 0xFFF9 and <= 0xFFFB)
            or (>= 0xE0000 and <= 0xE0FFF) => null,
        _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control => Replacement,
        _ => rune,
    };

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    [GeneratedRegex(@"\e\[[0-?]*[ -/]*[@-~]|\eO.|\e")]
    private static partial Regex KeysThatAreNoText { get; }
}
