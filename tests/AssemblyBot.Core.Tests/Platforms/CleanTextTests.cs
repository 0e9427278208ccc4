namespace AssemblyBot.Core.Tests.Platforms;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("a\u202Eb\u202Cc\u2066d\u2069", "abcd")]
    [InlineData("a\u200Fb", "a\u200Fb")]
    [InlineData("a\0b\u0007c\u009F", "abc")]
    [InlineData("a\tb\r\nc\rd\u2028e\u0085f", "a b\nc\nd\ne\nf")]
    [InlineData("😀👩‍👩‍👧", "😀👩‍👩‍👧")]
    [InlineData("\uFEFFa", "a")]
    public void What_could_turn_or_break_other_text_is_dropped(string text, string clean) => Assert.Equal(clean, CleanText.Of(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() => Assert.Equal("\uFFFD x \uFFFD", CleanText.Of("\uD83D x \uDE00"));

    [Fact]
    public void Our_own_commands_stay_alive() => Assert.Equal("/vote @bot", CleanText.Of("/vote @bot"));

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("שלום", "\u2068שלום\u2069")]
    [InlineData("مرحبا\nx", "\u2068مرحبا\u2069\nx")]
    [InlineData("x\nمرحبا", "x\nمرحبا")]
    public void Letters_from_right_to_left_are_kept_from_turning_their_line(string text, string isolated) =>
        Assert.Equal(isolated, CleanText.Isolated(text));

    [Theory]
    [InlineData("abcdef", 3, 3)]
    [InlineData("ab", 3, 2)]
    [InlineData("a😀b", 2, 1)]
    [InlineData("e\u0301e\u0301", 3, 2)]
    [InlineData("👩‍👩‍👧x", 8, 8)]
    [InlineData("a👩‍👩‍👧", 5, 1)]
    public void Nothing_is_cut_within_a_character(string text, int length, int at) => Assert.Equal(at, CleanText.CutAt(text, length));

    [Fact]
    public void A_character_longer_than_all_the_room_is_cut_but_not_within_a_surrogate_pair()
    {
        var family = string.Concat(Enumerable.Repeat("👩\u200D", 10)) + "👧";

        Assert.Equal(3, CleanText.CutAt(family, 4));
        Assert.Equal(2, CleanText.CutAt("😀\u0301\u0301\u0301", 2));
    }

    [Fact]
    public void Shortened_texts_say_so()
    {
        Assert.Equal("abc", CleanText.Shorten("abc", 3));
        Assert.Equal("ab…", CleanText.Shorten("abcd", 3));
        Assert.Equal("a…", CleanText.Shorten("a bcd", 3));
    }
}
