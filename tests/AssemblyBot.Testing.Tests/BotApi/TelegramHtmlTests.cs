using AssemblyBot.Testing.BotApi;
using AssemblyBot.Testing.BotApi.Rules;

namespace AssemblyBot.Testing.Tests.BotApi;

public sealed class TelegramHtmlTests
{
    [Theory]
    [InlineData("plain", "plain", "")]
    [InlineData("<b>a</b><i>b</i>", "ab", "bold 0+1, italic 1+1")]
    [InlineData("<STRONG>a</STRONG>", "a", "bold 0+1")]
    [InlineData("<b>a<i>b</i></b>", "ab", "bold 0+2, italic 1+1")]
    [InlineData("<blockquote expandable>a</blockquote>", "a", "expandable_blockquote 0+1")]
    [InlineData("<span class=\"tg-spoiler\">a</span>", "a", "spoiler 0+1")]
    [InlineData("<a href=\"https://example.org/?a=1&amp;b=2\">a</a>", "a", "text_link 0+1 https://example.org/?a=1&b=2")]
    [InlineData("<pre><code class=\"language-csharp\">a</code></pre>", "a", "pre 0+1 csharp")]
    [InlineData("&lt;&gt;&amp;&quot;&#39;&#x1F5F3;", "<>&\"'🗳", "")]
    [InlineData("🗳<u>a</u>", "🗳a", "underline 2+1")]
    [InlineData("<b></b>a", "a", "")]
    public void Documented_markup_is_read(string html, string text, string entities)
    {
        var (plain, parts) = TelegramHtml.Parse(html);

        Assert.Equal(text, plain);
        Assert.Equal(entities, string.Join(", ", parts.Select(Describe)));
    }

    [Theory]
    [InlineData("a & b", "Character '&'")]
    [InlineData("AT&T", "Character '&'")]
    [InlineData("&nbsp;", "Character '&'")]
    [InlineData("&apos;", "Character '&'")]
    [InlineData("&#0;", "Character '&'")]
    [InlineData("&#xD800;", "Character '&'")]
    [InlineData("1 > 0", "Character '>'")]
    [InlineData("I <3 you", "Unclosed start tag at byte offset 2")]
    [InlineData("é<br>", "Unsupported start tag \"br\" at byte offset 2")]
    [InlineData("<p>a</p>", "Unsupported start tag")]
    [InlineData("<b class=\"x\">a</b>", "Unsupported start tag")]
    [InlineData("<span>a</span>", "Unsupported start tag")]
    [InlineData("<a>a</a>", "Unsupported start tag")]
    [InlineData("<b>a", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("a</b>", "Unexpected end tag")]
    [InlineData("<b><i>a</b></i>", "expected \"</i>\", found \"</b>\"")]
    [InlineData("<blockquote>a<blockquote>b</blockquote></blockquote>", "Nested blockquote")]
    public void Anything_else_is_refused(string html, string problem)
        => Assert.Contains(problem, Assert.Throws<FormatException>(() => TelegramHtml.Parse(html)).Message, StringComparison.Ordinal);

    [Fact]
    public void White_space_around_a_text_is_taken_off_and_the_entities_move_along()
    {
        var trimmed = new FormattedText("  a b ", [new FakeEntity("bold", 0, 3), new FakeEntity("italic", 4, 2)]).Trimmed();

        Assert.Equal("a b", trimmed.Text);
        Assert.Equal(["bold 0+1", "italic 2+1"], trimmed.Entities.Select(Describe));
    }

    private static string Describe(FakeEntity entity)
        => string.Join(' ', new[] { entity.Type, $"{entity.Offset}+{entity.Length}", entity.Url, entity.Language }.Where(part => part is not null));
}
