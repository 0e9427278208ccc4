namespace AssemblyBot.Core.Tests.Statements;

public sealed class StatementTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   \t\r\n ")]
    [InlineData("\u00A0\u2003\u3000")]
    [InlineData("\u200B\u200C\u200D\uFEFF\u2060")]
    [InlineData("\u202E\u202D\u2066\u2069\u200F")]
    [InlineData("\0\u0007")]
    [InlineData("\u3164\u115F\u1160\uFFA0")]
    [InlineData("\u2800\u2800")]
    [InlineData("\uFE0F\u034F")]
    public void There_is_nothing_to_see_in_blanks_and_invisible_characters(string text) =>
        Assert.True(StatementText.IsEmpty(StatementText.Clean(text)));

    [Theory]
    [InlineData("a")]
    [InlineData("😀")]
    [InlineData("?")]
    [InlineData("ไทย")]
    [InlineData("\u202Eabc")]
    public void There_is_something_to_see_in_letters_signs_and_emoji(string text) =>
        Assert.False(StatementText.IsEmpty(StatementText.Clean(text)));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("e\u0301", 1)]
    [InlineData("👨‍👩‍👧‍👦", 1)]
    [InlineData("🇨🇴🇪🇸", 2)]
    [InlineData("❤️", 1)]
    public void Length_is_counted_as_people_count(string text, int expected) =>
        Assert.Equal(expected, StatementText.LengthOf(text));

    [Theory]
    [InlineData("Libraries lend tools", "libraries lend tools.")]
    [InlineData("Libraries lend tools", "  LIBRARIES,  lend – tools!!! ")]
    [InlineData("Ñandú", "ñandú")]
    [InlineData("😀!", "😀!")]
    [InlineData("libraries\u200B lend tools", "Libraries lend tools")]
    public void Case_punctuation_and_blanks_make_no_difference(string one, string other) =>
        Assert.Equal(StatementText.FingerprintOf(one), StatementText.FingerprintOf(other));

    [Theory]
    [InlineData("Libraries lend tools", "Libraries do not lend tools")]
    [InlineData("Tax of 5 %", "Tax of 6 %")]
    [InlineData("❤️", "☠️")]
    [InlineData("👍", "👎")]
    [InlineData("мир", "мор")]
    [InlineData("กา", "กิ")]
    public void Different_words_are_different(string one, string other) =>
        Assert.NotEqual(StatementText.FingerprintOf(one), StatementText.FingerprintOf(other));

    [Fact]
    public void What_was_typed_stays_as_typed_but_for_blanks_around_it_and_half_characters() =>
        Assert.Equal("<b>a</b> *b* \u202Ec \uFFFD", StatementText.Clean(" <b>a</b> *b* \u202Ec \uD83D "));
}
