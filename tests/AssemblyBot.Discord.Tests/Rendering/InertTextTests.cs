namespace AssemblyBot.Discord.Tests.Rendering;

public sealed class InertTextTests
{
    [Theory]
    [InlineData("**bold** _it_ ~~out~~ ||spoiler|| `code`", "\\*\\*bold\\*\\* \\_it\\_ \\~\\~out\\~\\~ \\|\\|spoiler\\|\\| \\`code\\`")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("<@123> <#5> <t:1:R> <:x:9>", "\\<@\u200B123\\> \\<#5\\> \\<t\\:1\\:R\\> \\<\\:x\\:9\\>")]
    [InlineData("@everyone", "@\u200Beveryone")]
    [InlineData(":smile:", "\\:smile:")]
    [InlineData("[text](https://evil.example)", "\\[text\\]\\(https\\:\\/\\/evil.example\\)")]
    [InlineData("https://evil.example/a", "https\\:\\/\\/evil.example\\/a")]
    [InlineData("discord.gg/abc", "discord.gg\\/abc")]
    [InlineData("# title", "\\# title")]
    [InlineData("  ## title", "  \\## title")]
    [InlineData("-# small", "\\-# small")]
    [InlineData("- one\n+ two\n> three\n1. four\n12. five", "\\- one\n\\+ two\n\\> three\n1\\. four\n12\\. five")]
    [InlineData("plain: 3.5 and #7 - yes", "plain: 3.5 and #7 - yes")]
    public void What_a_participant_writes_has_no_Markdown_pings_nobody_and_links_nowhere(string text, string inert) =>
        Assert.Equal(inert, InertText.Theirs(text));

    [Fact]
    public void Signs_that_turn_text_around_are_dropped() => Assert.Equal("abc", InertText.Theirs("a\u202Eb\u2066c"));

    [Theory]
    [InlineData("See https://example.org/a_b (there).", "See <https://example.org/a_b> (there).")]
    [InlineData("#7 is * a number", "\\#7 is \\* a number")]
    [InlineData("/help and https://", "/help and https://")]
    public void Our_own_words_keep_their_addresses_without_a_preview(string text, string inert) => Assert.Equal(inert, InertText.Ours(text));

    [Theory]
    [InlineData("*")]
    [InlineData("a")]
    [InlineData("@x ")]
    [InlineData("😀")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("\n- ")]
    public void A_beginning_is_cut_by_its_escaped_length_and_never_within_a_character(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 300));

        var end = InertText.CutAt(text, 100, part => InertText.Theirs(part).Length);

        Assert.InRange(InertText.Theirs(text[..end]).Length, 40, 100);
        Assert.True(text[..end].IsNormalized());
        Assert.False(char.IsHighSurrogate(text[end - 1]));
        Assert.NotEqual('\u200D', text[end - 1]);
    }
}
