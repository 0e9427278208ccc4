using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Core.Statements;

/// <summary>A text that someone wants to add as a statement: its length as people count it, and what it is compared by.</summary>
public static class StatementText
{
    /// <summary>
    /// The text without blanks around it, in composed form (Unicode NFC), lone surrogates replaced; otherwise as typed.
    /// </summary>
    public static string Clean(string typed)
    {
        var text = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
            text.Append(rune.ToString());
        return text.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>Whether there is anything to see in it.</summary>
    public static bool IsEmpty(string text) => text.EnumerateRunes().All(rune =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);

    /// <summary>How many characters people see: grapheme clusters; a family emoji counts as one.</summary>
    public static int LengthOf(string text) => new StringInfo(text).LengthInTextElements;

    /// <summary>
    /// The hash by which two statements are the same: SHA-256 of the letters and digits in lower case, or of all that
    /// is visible when there is neither; 64 hexadecimal digits.
    /// </summary>
    public static string FingerprintOf(string text)
    {
        var visible = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var letters = Keep(visible, rune => Rune.IsLetterOrDigit(rune) || IsMark(rune));
        var compared = letters.Length > 0 ? letters : Keep(visible, rune => !Rune.IsWhiteSpace(rune));
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

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
