using System.Globalization;
using System.Text;
using AssemblyBot.Terminal.Texts;

namespace AssemblyBot.Terminal.Tests.Texts;

public sealed class InertTextTests
{
    [Theory]
    [InlineData("plain text stays", "plain text stays")]
    [InlineData("\e[31mred\e[0m", "\uFFFD[31mred\uFFFD[0m")]
    [InlineData("\e]0;title\a", "\uFFFD]0;title\uFFFD")]
    [InlineData("C1 \u009B31m", "C1 \uFFFD31m")]
    [InlineData("back\b\b\b\bover", "back\uFFFD\uFFFD\uFFFD\uFFFDover")]
    [InlineData("abc\u202Edcba\u202C \u2066x\u2069", "abcdcba x")]
    [InlineData("one\r\ntwo\rthree\u2028four\u0085five", "one\ntwo\nthree\nfour\nfive")]
    [InlineData("a\tb", "a b")]
    [InlineData("in\u200Bvisible\uFEFF", "invisible")]
    [InlineData("[red]not markup[/] <b> **x** @all", "[red]not markup[/] <b> **x** @all")]
    [InlineData("👨‍👩‍👧 ❤️ नमस्ते می‌روم", "👨‍👩‍👧 ❤️ नमस्ते می‌روم")]
    public void What_acts_on_a_terminal_is_neutralised_and_the_rest_stays(string typed, string inert) =>
        Assert.Equal(inert, InertText.Of(typed));

    [Fact]
    public void Half_of_a_pair_is_replaced() => Assert.Equal("half \uFFFD of a pair", InertText.Of("half \uD83D of a pair"));

    [Fact]
    public void A_pile_of_marks_is_cut_to_eight_a_letter()
    {
        var pile = "z" + new string('\u0335', 500) + "a\u0301";

        Assert.Equal("z" + new string('\u0335', 8) + "a\u0301", InertText.Of(pile));
    }

    [Fact]
    public void Whatever_is_typed_no_control_and_no_direction_is_left()
    {
        var random = new Random(20260219);
        for (var round = 0; round < 500; round++)
        {
            var typed = new string([.. Enumerable.Range(0, 200).Select(_ => (char)random.Next(0, random.Next(2) == 0 ? 0x100 : 0x10000))]);

            var inert = InertText.Of(typed);

            Assert.DoesNotContain(inert.EnumerateRunes(), IsActive);
            Assert.Equal(inert, InertText.Of(inert));
        }

        static bool IsActive(Rune rune) =>
            (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && rune.Value != '\n')
            || rune.Value is 0x2028 or 0x2029 or 0x200E or 0x200F or 0x061C or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
    }

    [Theory]
    [InlineData("agree\e[D\e[D", "agree")]
    [InlineData("\eOAagree\e[3~", "agree")]
    [InlineData("a\u0001\u007Fb\u0000", "ab")]
    public void Keys_that_are_no_text_leave_nothing_in_a_line(string line, string typed) =>
        Assert.Equal(typed, InertText.AsTyped(line));
}
