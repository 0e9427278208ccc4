using System.Globalization;
using System.Text;

namespace AssemblyBot.Publishing;

/// <summary>Free text, counts and shares as people read them.</summary>
public static class PlainText
{
    /// <summary>The text on one line, without control characters and without those that turn the direction of what follows.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                clean.Append(' ');
            }
            else if (rune.Value is not (>= 0x202A and <= 0x202E) and not (>= 0x2066 and <= 0x2069) and not 0xFFFE and not 0xFFFF)
            {
                clean.Append(rune.ToString());
            }
        }

        return string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Breaks a clean text at its spaces into lines; what does not fit into them is cut with an ellipsis.</summary>
    /// <param name="width">The width of a line in characters, a wide (East Asian) one counting two.</param>
    public static IReadOnlyList<string> Lines(string text, int width, int most)
    {
        var lines = new List<string>();
        var rest = StringInfo.GetTextElementEnumerator(text);
        var line = new StringBuilder();
        var used = 0;
        while (rest.MoveNext())
        {
            var element = rest.GetTextElement();
            var wide = element[0] >= 0x1100 ? 2 : 1;
            if (used + wide > width)
            {
                if (lines.Count == most - 1)
                {
                    return [.. lines, line.ToString().TrimEnd() + "…"];
                }

                var full = line.ToString();
                var space = full.LastIndexOf(' ');
                lines.Add(space > width / 2 ? full[..space] : full);
                line.Clear().Append(space > width / 2 ? full[(space + 1)..] : "");
                used = line.Length;
            }

            line.Append(element);
            used += wide;
        }

        return line.Length > 0 ? [.. lines, line.ToString()] : lines;
    }

    /// <summary>A count as people read it: 12,345.</summary>
    public static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count of people.</summary>
    public static string People(int count) => count == 1 ? "1 person" : $"{Count(count)} people";

    /// <summary>A count with its noun: 1 vote, 2 votes.</summary>
    public static string Number(int count, string noun) => count == 1 ? $"1 {noun}" : $"{Count(count)} {noun}s";

    /// <summary>A share as people read it: 12 %.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");
}
