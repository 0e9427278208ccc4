using AssemblyBot.Telegram.Tests.Conversations;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Networks;

public class ProxyAndOutageTests : ConversationTest
{
    [Theory]
    [InlineData("http", null)]
    [InlineData("http", "a name")]
    [InlineData("socks5", null)]
    [InlineData("socks5", "a name")]
    public async Task Everything_goes_through_the_proxy_that_is_set(string scheme, string? name)
    {
        const string Password = "p@ss:word/?";
        await using var proxy = new LoopbackProxy(name, name is null ? null : Password);
        var credentials = name is null ? "" : $"{Uri.EscapeDataString(name)}:{Uri.EscapeDataString(Password)}@";

        var bot = await StartBotAsync(("Telegram:Proxy", $"{scheme}://{credentials}{proxy.Authority}"));
        var ana = await AddVoterAsync();
        await ana.PressForCardAsync("Agree");

        Assert.True(proxy.Served > 0);
        Assert.DoesNotContain(bot.Log.Lines, line => line.Text.Contains("p@ss", StringComparison.Ordinal) || line.Text.Contains("p%40ss", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_proxy_that_does_not_let_the_bot_in_is_lived_with_and_its_password_is_not_told(string scheme)
    {
        await using var proxy = new LoopbackProxy("name", "right");

        var bot = await StartBotAsync(("Telegram:Proxy", $"{scheme}://name:wrong-password@{proxy.Authority}"));
        await UntilAsync(() => proxy.Refused > 0 && bot.Log.From(LogLevel.Warning).Any(), "it is refused, and that is said");

        Assert.Equal(0, Api.CallCount("getMe"));
        Assert.DoesNotContain(bot.Log.Lines, line => line.Text.Contains("wrong-password", StringComparison.Ordinal));
        Assert.Empty(bot.Log.From(LogLevel.Error));
    }

    [Fact]
    public async Task After_an_outage_longer_than_a_press_lasts_people_are_told_once()
    {
        using var folder = new TemporaryFolder();
        var contact = Path.Combine(folder.Path, "telegram.contact");
        await File.WriteAllBytesAsync(contact, [], Cancellation);
        File.SetLastWriteTimeUtc(contact, TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1));
        var ana = Api.AddUser("Ana");
        ana.Say("before the bot was there");
        await StartBotAsync(("Test:Folder", folder.Path));

        var first = await ana.WaitForMessageAsync();
        var second = await ana.AskAsync("and now");

        Assert.StartsWith(Given.Phrases.For("en").Network.PressAgain.ToString(), first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.Phrases.For("en").Network.PressAgain.ToString(), second.Text, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(contact), TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void An_outage_is_one_that_outlasts_a_press_and_taking_turns_is_none()
    {
        var clock = new ManualClock();
        var outages = new Outages(Given.Phrases, new ContactFile(null), clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<Outages>.Instance);
        var asked = new Incoming.Asked(
            new Request(Given.Person(7), Place.Private.Instance, null, new CardAction.Say("hello")), new ChatSpot(7), IsPrivate: true, Press: null);
        var card = Given.Ask(1);

        outages.Reached();
        clock.Advance(TimeSpan.FromSeconds(149));
        outages.Reached();
        Assert.Same(card, outages.Remark(asked, card));

        clock.Advance(TimeSpan.FromHours(1));
        outages.StoodBy();
        outages.Reached();
        Assert.Same(card, outages.Remark(asked, card));

        clock.Advance(TimeSpan.FromSeconds(151));
        outages.Reached();
        Assert.IsType<Block.Note>(outages.Remark(asked, card)!.Blocks[0]);
        Assert.Same(card, outages.Remark(asked, card));
    }
}
