using AssemblyBot.Discord.Api;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Discord.Tests.Api;

public sealed class DiscordApiServicesTests
{
    [Fact]
    public void With_a_token_there_is_a_client()
    {
        using var services = Services("NDI0MjQyNDI0MjQyNDI0MjQy.AbCdEf.part_of-the-token");

        Assert.IsType<DiscordApi>(services.GetRequiredService<IDiscordApi>());
    }

    [Fact]
    public void Without_a_token_there_is_none()
    {
        using var services = Services("");

        Assert.Null(services.GetService<IDiscordApi>());
        Assert.Null(services.GetRequiredService<DiscordHealth>().StoppedBecause);
    }

    private static ServiceProvider Services(string token)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Discord:Token", token)]).Build();
        return new ServiceCollection().AddLogging().AddDiscordApi(configuration, _ => null).BuildServiceProvider();
    }
}
