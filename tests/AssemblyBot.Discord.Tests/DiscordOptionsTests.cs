namespace AssemblyBot.Discord.Tests;

public sealed class DiscordOptionsTests
{
    private const string Token = "NDI0MjQyNDI0MjQyNDI0MjQy.AbCdEf.part_of-the-token";

    [Fact]
    public void The_defaults_with_a_token_will_do() => Assert.True(Validate(new DiscordOptions { Token = Token }).Succeeded);

    [Fact]
    public void Without_a_token_discord_is_off_and_nothing_is_wrong()
    {
        Assert.True(Validate(new DiscordOptions()).Succeeded);
        Assert.False(new DiscordOptions { Token = " " }.IsOn);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("123456:AAbbCCddEEff")]
    [InlineData("Bot " + Token)]
    [InlineData("\"" + Token + "\"")]
    [InlineData(Token + ".more")]
    public void A_wrong_token_is_named_and_not_told(string token)
    {
        var problem = Assert.Single(Validate(new DiscordOptions { Token = token }).Failures!);

        Assert.StartsWith("Discord:Token is not a bot token", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(token, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://discord.com/api/v10", true)]
    [InlineData("http://127.0.0.1:8082/", true)]
    [InlineData("http://[::1]:8081/some/path/", true)]
    [InlineData("", false)]
    [InlineData("discord.com/api/v10", false)]
    [InlineData("wss://gateway.discord.gg", false)]
    [InlineData("https://user:secret@host", false)]
    [InlineData("https://host?x=1", false)]
    public void Any_address_of_a_server_will_do(string address, bool isRight) =>
        Assert.Equal(isRight, Validate(new DiscordOptions { Token = Token, BaseUrl = address }).Succeeded);

    [Fact]
    public void Every_wrong_number_is_named()
    {
        var options = new DiscordOptions { CallTimeout = TimeSpan.Zero, Parallel = 0, Connections = 1001, DrainTimeout = TimeSpan.FromSeconds(-1) };

        Assert.Equal(
            ["Discord:CallTimeout", "Discord:Parallel", "Discord:Connections", "Discord:DrainTimeout"],
            Validate(options).Failures!.Select(problem => problem.Split(' ')[0]));
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(DiscordOptions options) =>
        new DiscordOptionsValidator().Validate(null, options);
}
