using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Core.Statements;

/// <summary>A text that someone wants to add as a statement: its length as people count it, and what it is compared by.</summary>
public static class StatementText
{
    /// <summary>More UTF-16 units than this per visible character are no writing any more; also bounds what is stored.</summary>
    public const int MostUnitsPerCharacter = 12;

    /// <summary>What stands in the place of a text that its author took back, in every language.</summary>
    public static LocalText Withdrawn { get; } = LocalText.Of("en", "—");

    /// <summary>
    /// The text without blanks around it, lone surrogates replaced; otherwise as typed.
    /// </summary>
    public static string Clean(string typed)
    {
        var text = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
            text.Append(rune.ToString());
        return text.ToString().Trim();
    }

    /// <summary>Whether there is anything to see in it.</summary>
    public static bool IsEmpty(string text) => text.EnumerateRunes().All(rune =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || IsBlankLetter(rune));

    /// <summary>How many characters people see: grapheme clusters; a family emoji counts as one.</summary>
    public static int LengthOf(string text) => new StringInfo(text).LengthInTextElements;

    /// <summary>
    /// The hash by which two statements are the same: SHA-256 of the letters and digits in lower case, or of all that
    /// is visible when there is neither; 64 hexadecimal digits.
    /// </summary>
    public static string FingerprintOf(string text)
    {
        var visible = text.ToLowerInvariant();
        var compared = visible.EnumerateRunes().Any(Rune.IsLetterOrDigit)
            ? Keep(visible, rune => Rune.IsLetterOrDigit(rune) || IsMark(rune))
            : Keep(visible, rune => !Rune.IsWhiteSpace(rune));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(compared)));
    }

    private static string Keep(string text, Func<Rune, bool> isKept)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (isKept(rune))
                kept.Append(rune.ToString());
        }

        return kept.ToString();
    }

    /// <summary>The Hangul fillers and the empty Braille pattern: letters and signs by their category, and nothing to see.</summary>
    private static bool IsBlankLetter(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
