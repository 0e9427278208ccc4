using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace AssemblyBot.Terminal.Texts;

/// <summary>How many columns of a terminal a text takes, rather too many than too few, and how it is broken into lines.</summary>
internal static class TextWidth
{
    /// <summary>The columns of a text without line breaks.</summary>
    public static int Of(string text) => Characters(text).Sum(OfCharacter);


    /// <summary>
    /// The text in lines of at most <paramref name="width"/> columns, broken between words, and within a word only when
    /// it is longer than a line; a character as people count them is never broken.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, int width) =>
        [.. text.Split('\n').SelectMany(line => WrapLine(line.TrimEnd(), width))];

    private static IEnumerable<string> WrapLine(string text, int width)
    {
        var line = new StringBuilder();
        var used = 0;
        foreach (var word in text.Split(' '))
        {
            var needed = Of(word);
            if (used > 0 && used + 1 + needed > width)
            {
                yield return line.ToString();
                line.Clear();
                used = 0;
            }
            else if (used > 0)
            {
                line.Append(' ');
                used++;
            }

            if (needed <= width)
            {
                line.Append(word);
                used += needed;
                continue;
            }

            foreach (var character in Characters(word))
            {
                var next = OfCharacter(character);
                if (used > 0 && used + next > width)
                {
                    yield return line.ToString();
                    line.Clear();
                    used = 0;
                }

                line.Append(character);
                used += next;
            }
        }

        yield return line.ToString();
    }

    private static IEnumerable<string> Characters(string text)
    {
        for (var characters = StringInfo.GetTextElementEnumerator(text); characters.MoveNext();)
            yield return characters.GetTextElement();
    }

    private static int OfCharacter(string character)
    {
        const char emojiStyle = '\uFE0F';
        if (character is [>= ' ' and <= '~'])
            return 1;
        var width = new Segment(character).CellCount();
        return character.Contains(emojiStyle) ? Math.Max(2, width) : width;
    }
}
