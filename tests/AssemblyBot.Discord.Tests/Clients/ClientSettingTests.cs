using AssemblyBot.Discord.Api;

namespace AssemblyBot.Discord.Tests.Clients;

public sealed class ClientSettingTests
{
    private const string Token = "NDI0MjQyNDI0MjQyNDI0MjQy.loopback.token-for-tests-only";

    [Fact]
    public void A_client_that_the_program_does_not_have_is_named() =>
        Assert.StartsWith("Discord:Client ", Assert.Single(Problems(new DiscordOptions { Client = "Other" })), StringComparison.Ordinal);

    [Fact]
    public void A_client_that_the_build_does_not_hold_is_named_with_the_mend()
    {
        Assert.SkipWhen(DiscordClients.HasDSharpPlus, "This build holds every client.");

        var problem = Assert.Single(Problems(new DiscordOptions { Client = DiscordClients.DSharpPlus }));

        Assert.StartsWith("Discord:Client ", problem, StringComparison.Ordinal);
        Assert.Contains("NamedPackages=true", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void DSharpPlus_takes_no_other_address()
    {
        var problems = Problems(new DiscordOptions { Client = DiscordClients.DSharpPlus, BaseUrl = "http://127.0.0.1:1/api/v10" });

        Assert.Contains(problems, problem => problem.StartsWith("Discord:BaseUrl ", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Problems(DiscordOptions options)
    {
        options.Token = Token;
        return [.. new DiscordOptionsValidator().Validate(null, options).Failures ?? []];
    }
}
