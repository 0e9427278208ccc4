namespace AssemblyBot.Telegram.Tests.Rendering;

public sealed class InertTextTests
{
    [Theory]
    [InlineData("@durov said", "@\u200Bdurov said")]
    [InlineData("write to me@example.org", "write to me@example.org")]
    [InlineData("/start evil", "/\u200Bstart evil")]
    [InlineData("(/vote)", "(/\u200Bvote)")]
    [InlineData("and/or 1/2", "and/or 1/2")]
    [InlineData("https://example.org/a/b?c=@d", "https://example.org/a/b?c=@\u200Bd")]
    [InlineData("@ /", "@ /")]
    [InlineData("</b>", "</b>")]
    public void Neither_mentions_nor_commands_survive(string text, string inert) => Assert.Equal(inert, InertText.Theirs(text));

    [Fact]
    public void A_dropped_sign_does_not_hide_a_mention() => Assert.Equal("@\u200Bdurov", InertText.Theirs("@\u202Edurov"));

    [Fact]
    public void Twice_is_as_once()
    {
        const string Text = "@a /b https://c/d \u202E \uD83D x\r\ny";

        Assert.Equal(InertText.Theirs(Text), InertText.Theirs(InertText.Theirs(Text)));
    }

    [Theory]
    [InlineData("a\u202Eb\u202Cc\u2066d\u2069", "abcd")]
    [InlineData("a\u200Fb", "a\u200Fb")]
    [InlineData("a\0b\u0007c\u009F", "abc")]
    [InlineData("a\tb\r\nc\rd\u2028e\u0085f", "a b\nc\nd\ne\nf")]
    [InlineData("😀👩‍👩‍👧", "😀👩‍👩‍👧")]
    [InlineData("\uFEFFa", "a")]
    public void What_could_turn_or_break_other_text_is_dropped(string text, string clean) => Assert.Equal(clean, InertText.Ours(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() => Assert.Equal("\uFFFD x \uFFFD", InertText.Ours("\uD83D x \uDE00"));

    [Fact]
    public void Our_own_commands_stay_alive() => Assert.Equal("/vote @bot", InertText.Ours("/vote @bot"));

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("שלום", "\u2068שלום\u2069")]
    [InlineData("مرحبا\nx", "\u2068مرحبا\u2069\nx")]
    [InlineData("x\nمرحبا", "x\nمرحبا")]
    public void Letters_from_right_to_left_are_kept_from_turning_their_line(string text, string isolated) =>
        Assert.Equal(isolated, InertText.Isolated(text));

    [Theory]
    [InlineData("abcdef", 3, 3)]
    [InlineData("ab", 3, 2)]
    [InlineData("a😀b", 2, 1)]
    [InlineData("e\u0301e\u0301", 3, 2)]
    [InlineData("👩‍👩‍👧x", 8, 8)]
    [InlineData("a👩‍👩‍👧", 5, 1)]
    public void Nothing_is_cut_within_a_character(string text, int length, int at) => Assert.Equal(at, InertText.CutAt(text, length));

    [Fact]
    public void A_character_longer_than_all_the_room_is_cut_but_not_within_a_surrogate_pair()
    {
        var family = string.Concat(Enumerable.Repeat("👩\u200D", 10)) + "👧";

        Assert.Equal(3, InertText.CutAt(family, 4));
        Assert.Equal(2, InertText.CutAt("😀\u0301\u0301\u0301", 2));
    }

    [Fact]
    public void Shortened_texts_say_so()
    {
        Assert.Equal("abc", InertText.Shorten("abc", 3));
        Assert.Equal("ab…", InertText.Shorten("abcd", 3));
        Assert.Equal("a…", InertText.Shorten("a bcd", 3));
    }
}
