using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Terminal.Tests;

public sealed class TerminalServicesTests
{
    [Fact]
    public void The_options_come_from_the_section_Terminal()
    {
        using var services = Services(("Terminal:Account", "ana"), ("Terminal:Language", "es-CO"), ("Terminal:Plain", "true"));

        Assert.Equal(
            new TerminalOptions { Account = "ana", Language = "es-CO", Plain = true },
            services.GetRequiredService<IOptions<TerminalOptions>>().Value);
    }

    [Theory]
    [InlineData("Terminal:Account", "")]
    [InlineData("Terminal:Language", "Spanish")]
    public void A_setting_that_is_wrong_stops_the_start_by_name(string key, string value)
    {
        using var services = Services((key, value));

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(key.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_there_is_not_stops_the_start_by_name()
    {
        using var services = Services(("Terminal:Colour", "red"));

        var refused = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Colour", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Posts_to_the_platform_go_to_the_one_messenger_that_sessions_open()
    {
        using var services = Services();

        var messenger = Assert.Single(services.GetServices<IMessenger>());
        Assert.Equal("terminal", messenger.Platform);
        Assert.Same(services.GetRequiredService<TerminalMessenger>(), messenger);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) =>
        new ServiceCollection()
            .AddTerminal(new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
                .Build())
            .BuildServiceProvider();
}
