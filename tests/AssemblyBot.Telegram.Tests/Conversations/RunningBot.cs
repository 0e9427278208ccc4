using AssemblyBot.Core;
using AssemblyBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Conversations;

/// <summary>The whole bot against a fake server: a host with everything that <see cref="TelegramServices.AddTelegram"/> adds.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    /// <summary>The lowest level of what <see cref="Log"/> keeps, for runs that are too long to keep everything.</summary>
    public const string LogLevelKey = "Test:LogLevel";

    private readonly IHost _host;
    private readonly TemporaryFolder? _ownFolder;
    private bool _isStopped;

    private RunningBot(IHost host, LogBook log, TemporaryFolder? ownFolder)
    {
        _host = host;
        _ownFolder = ownFolder;
        Log = log;
    }

    public LogBook Log { get; }

    public IServiceProvider Services => _host.Services;

    public TelegramHealth Health => Services.GetRequiredService<TelegramHealth>();

    public IMessenger Messenger => Services.GetRequiredService<IMessenger>();

    /// <summary>Starts a bot that asks <paramref name="desk"/>; without one, the real front desk on a store in <paramref name="folder"/>.</summary>
    public static Task<RunningBot> StartAsync(
        FakeBotApi api, AnswerRequest? desk, TemporaryFolder? folder = null, params (string Key, string Value)[] settings) =>
        StartAsync(api, desk, folder, static _ => { }, settings);

    /// <summary>The same with services of the test's own.</summary>
    public static async Task<RunningBot> StartAsync(
        FakeBotApi api, AnswerRequest? desk, TemporaryFolder? folder, Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        var own = folder is null ? new TemporaryFolder() : null;
        var log = new LogBook();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Telegram:Token"] = api.Token,
            ["Telegram:BaseUrl"] = api.BaseUrl,
            ["Telegram:PollTimeout"] = "00:00:05",
            ["Telegram:CallTimeout"] = "00:00:05",
            ["Telegram:MessagesPerSecond"] = "0",
            ["Storage:Folder"] = (folder ?? own!).Path,
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.AddProvider(log).SetMinimumLevel(builder.Configuration.GetValue(LogLevelKey, LogLevel.Trace));
        builder.Services.AddSingleton(Given.Phrases);
        builder.Services.AddStorage(builder.Configuration).AddCore(builder.Configuration);
        builder.Services.AddSingleton(Given.Keys);
        if (desk is not null)
            builder.Services.AddSingleton(desk);
        builder.Services.AddTelegram(builder.Configuration, _ => builder.Configuration["Test:Folder"]);

        add(builder.Services);

        var host = builder.Build();
        await host.Services.GetRequiredService<AssemblyHall>().RefreshAsync(TestContext.Current.CancellationToken);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new RunningBot(host, log, own);
    }

    /// <summary>Stops as on SIGTERM.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        await _host.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        _ownFolder?.Dispose();
    }
}
