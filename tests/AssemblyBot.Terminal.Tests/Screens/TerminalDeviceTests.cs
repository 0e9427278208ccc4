using AssemblyBot.Terminal.Screens;

namespace AssemblyBot.Terminal.Tests.Screens;

public sealed class TerminalDeviceTests
{
    [Theory]
    [InlineData(false, false, null, "xterm-256color", true)]
    [InlineData(false, false, "", "xterm", true)]
    [InlineData(true, false, null, "xterm", false)]
    [InlineData(false, true, null, "xterm", false)]
    [InlineData(false, false, "1", "xterm", false)]
    [InlineData(false, false, null, "dumb", false)]
    public void Lines_and_colours_are_shown_only_where_they_are_wanted(
        bool plain, bool redirected, string? noColor, string term, bool rich) =>
        Assert.Equal(rich, TerminalDevice.WantsRich(
            new TerminalOptions { Plain = plain },
            name => name switch { "NO_COLOR" => noColor, "TERM" => term, _ => null },
            redirected));
}
