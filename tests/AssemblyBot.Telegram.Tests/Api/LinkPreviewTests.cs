namespace AssemblyBot.Telegram.Tests.Api;

public sealed class LinkPreviewTests
{
    [Theory]
    [InlineData("see https://example.org/x", true)]
    [InlineData("see example.org", true)]
    [InlineData("siehe müller.de", true)]
    [InlineData("It ends here. And goes on", false)]
    [InlineData("Nothing", false)]
    [InlineData("Well...", false)]
    [InlineData("<b>1.5</b>", true)]
    public void Previews_are_switched_off_wherever_a_text_may_hold_an_address(string html, bool isOff) =>
        Assert.Equal(isOff, Requests.LinkPreview.For(new MessageText(html, [])) is { IsDisabled: true });
}
