using AssemblyBot.Discord.Gateway;

namespace AssemblyBot.Discord.Tests.Gateway;

public sealed class GatewayAddressTests
{
    private const string Asked = "?v=10&encoding=json&compress=zlib-stream";

    [Theory]
    [InlineData("wss://gateway.discord.gg", "wss://gateway.discord.gg/" + Asked)]
    [InlineData("wss://gateway.discord.gg/", "wss://gateway.discord.gg/" + Asked)]
    [InlineData("ws://127.0.0.1:8080/way/in", "ws://127.0.0.1:8080/way/in" + Asked)]
    [InlineData("ws://[::1]:8080/way/?v=9&encoding=etf&compress=zlib-stream", "ws://[::1]:8080/way/" + Asked)]
    [InlineData("ws://localhost/?key=a%20b&v=10", "ws://localhost/" + Asked + "&key=a%20b")]
    public void What_the_bot_asks_for_takes_the_place_of_what_stood_there(string address, string full) =>
        Assert.Equal(full, GatewayAddress.WithQuery(new Uri(address)).AbsoluteUri);

    [Theory]
    [InlineData("ws://elsewhere.example/", "wss://gateway.example/")]
    [InlineData("https://elsewhere.example/", "wss://gateway.example/")]
    [InlineData("elsewhere", "wss://gateway.example/")]
    [InlineData("wss://elsewhere.example/", "wss://elsewhere.example/")]
    public void The_token_goes_nowhere_less_protected(string address, string taken) =>
        Assert.Equal(taken, GatewayAddress.Safe(address, new Uri("wss://gateway.example/")).AbsoluteUri);
}
