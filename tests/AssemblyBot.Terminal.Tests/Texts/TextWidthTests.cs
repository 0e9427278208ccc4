using System.Globalization;
using AssemblyBot.Terminal.Texts;

namespace AssemblyBot.Terminal.Tests.Texts;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("agree", 5)]
    [InlineData("está", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("漢字", 4)]
    [InlineData("🙂", 2)]
    [InlineData("❤️", 2)]
    [InlineData("سلام", 4)]
    public void Columns_are_counted_as_terminals_count_them(string text, int columns) =>
        Assert.Equal(columns, TextWidth.Of(text));

    [Fact]
    public void Lines_break_between_words() =>
        Assert.Equal(["one two", "three", "four  five"], TextWidth.Wrap("one two three\nfour  five", 10));

    [Fact]
    public void A_word_longer_than_a_line_starts_a_line_and_is_broken() =>
        Assert.Equal(["see", "abcdefgh", "ijk and"], TextWidth.Wrap("see abcdefghijk and", 8));

    [Fact]
    public void Four_thousand_emoji_are_broken_between_characters_and_none_is_lost()
    {
        var text = string.Concat(Enumerable.Repeat("🙂👨‍👩‍👧", 2000));

        var lines = TextWidth.Wrap(text, 77);

        Assert.Equal(text, string.Concat(lines));
        Assert.All(lines, line => Assert.InRange(TextWidth.Of(line), 1, 77));
        Assert.Equal(4000, lines.Sum(line => new StringInfo(line).LengthInTextElements));
    }
}
