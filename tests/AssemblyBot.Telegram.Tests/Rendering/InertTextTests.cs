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
}
