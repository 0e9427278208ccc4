using AssemblyBot.Core;
using AssemblyBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Tests;

public sealed class TelegramOptionsTests
{
    [Theory]
    [InlineData("Token", "nonsense")]
    [InlineData("Token", "abc:DEF")]
    [InlineData("Token", "123:")]
    [InlineData("Token", "123:has space")]
    [InlineData("Token", "\"123456:AAbb\"")]
    [InlineData("Client", "Other")]
    [InlineData("BaseUrl", "")]
    [InlineData("BaseUrl", "api.telegram.org")]
    [InlineData("BaseUrl", "ftp://host")]
    [InlineData("BaseUrl", "https://user:secret@host")]
    [InlineData("BaseUrl", "https://host?x=1")]
    [InlineData("PollTimeout", "00:00:00")]
    [InlineData("PollTimeout", "00:01:00")]
    [InlineData("CallTimeout", "00:00:00")]
    [InlineData("Parallel", "0")]
    [InlineData("Connections", "-1")]
    [InlineData("DrainTimeout", "-00:00:01")]
    public async Task A_wrong_setting_is_named_and_the_token_is_not_told(string setting, string value)
    {
        const string Token = "123456:AAbbCCddEEffGG";
        using var folder = new TemporaryFolder();
        using var host = Host(folder, ("Token", Token), (setting, value));

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith($"Telegram:{setting} ", Assert.Single(exception.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, exception.ToString(), StringComparison.Ordinal);
        Assert.True(setting != "Token" || !exception.Message.Contains(value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://api.telegram.org")]
    [InlineData("http://127.0.0.1:8081/")]
    [InlineData("http://[::1]:8081/some/path/")]
    public void Any_address_of_a_server_will_do(string address) =>
        Assert.True(new TelegramOptionsValidator().Validate(null, new TelegramOptions { Token = "1:abcd", BaseUrl = address }).Succeeded);

    [Fact]
    public void A_client_that_the_build_does_not_hold_is_named_with_the_mend()
    {
        Assert.SkipWhen(TelegramClients.HasTelegramBot, "This build holds every client.");

        var result = new TelegramOptionsValidator().Validate(null, new TelegramOptions { Token = "1:abcd", Client = TelegramClients.TelegramBot });

        Assert.StartsWith("Telegram:Client ", Assert.Single(result.Failures!), StringComparison.Ordinal);
        Assert.Contains("NamedPackages=true", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_nothing_runs()
    {
        using var folder = new TemporaryFolder();
        using var host = Host(folder);

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Empty(host.Services.GetServices<IMessenger>());
        Assert.Empty(host.Services.GetServices<IHostedService>().OfType<TelegramPoller>());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("", TelegramClients.Own)]
    [InlineData("/", TelegramClients.Own)]
    [InlineData("/some/prefix", TelegramClients.Own)]
    [InlineData("/some/prefix/", TelegramClients.Own)]
    [InlineData("/some/prefix/", TelegramClients.TelegramBot)]
    public async Task The_server_may_be_anywhere(string path, string client)
    {
        WithTelegramBot.SkipUnlessHeld(client);
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        await using var api = await FakeBotApi.StartAsync(new FakeBotApiOptions { BasePath = path.TrimEnd('/') }, TestContext.Current.CancellationToken);
        var address = api.BaseUrl + (path.EndsWith('/') ? "/" : "");
        var options = new TelegramOptions { Client = client, Token = api.Token, BaseUrl = address };
        using var created = (IDisposable)TelegramClients.Create(Options.Create(options), TimeProvider.System);

        var me = await ((ITelegramApi)created).GetMeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Given.BotName, me.Value!.Username);
    }

    private static IHost Host(TemporaryFolder folder, params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var (key, value) in settings)
            builder.Configuration[$"Telegram:{key}"] = value;
        builder.Configuration["Storage:Folder"] = folder.Path;
        builder.Services.AddSingleton(Given.Phrases);
        builder.Services.AddStorage(builder.Configuration).AddCore(builder.Configuration);
        builder.Services.AddSingleton(Given.Keys);
        builder.Services.AddTelegram(builder.Configuration);
        return builder.Build();
    }
}
