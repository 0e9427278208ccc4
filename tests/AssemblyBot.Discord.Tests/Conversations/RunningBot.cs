using AssemblyBot.Core;
using AssemblyBot.Core.Posting;
using AssemblyBot.Core.Summaries;
using AssemblyBot.Storage;
using AssemblyBot.Testing.Discord;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Tests.Conversations;

/// <summary>The whole bot on Discord without a wire: a host with everything that <see cref="DiscordServices.AddDiscord"/> adds.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _isStopped;

    private RunningBot(IHost host, RecordingApi api, RecordedLog log) => (_host, Api, Log) = (host, api, log);

    public RecordingApi Api { get; }

    public RecordedLog Log { get; }

    public IServiceProvider Services => _host.Services;

    public DiscordHealth Health => Services.GetRequiredService<DiscordHealth>();

    public IMessenger Messenger => Services.GetRequiredService<IMessenger>();

    public bool IsStopping => Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    /// <summary>Starts a bot that asks <paramref name="desk"/>; without one, the real front desk on a store in <paramref name="folder"/>.</summary>
    public static Task<RunningBot> StartAsync(
        TemporaryFolder folder, RecordingApi api, AnswerRequest? desk = null, Action<IServiceCollection>? more = null) =>
        StartAsync(folder, api, builder =>
        {
            if (desk is not null)
                builder.Services.AddSingleton(desk);
            builder.Services.Replace(ServiceDescriptor.Singleton<IDiscordApi>(api));
            more?.Invoke(builder.Services);
        });

    /// <summary>Starts a bot on a server on loopback, with the real client and the real front desk.</summary>
    public static Task<RunningBot> StartAsync(TemporaryFolder folder, FakeDiscord discord, Action<HostApplicationBuilder>? more = null) =>
        StartAsync(folder, new RecordingApi(), more, ("Discord:Token", discord.Token), ("Discord:BaseUrl", discord.BaseUrl));

    private static async Task<RunningBot> StartAsync(
        TemporaryFolder folder, RecordingApi api, Action<HostApplicationBuilder>? more, params (string Key, string Value)[] settings)
    {
        var log = new RecordedLog();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Discord:Token"] = "MTIzNDU2Nzg5.GaaaBB.secretsecretsecret",
            ["Storage:Folder"] = folder.Path,
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton(Given.Phrases);
        builder.Services.AddStorage(builder.Configuration).AddCore(builder.Configuration);
        builder.Services.AddSingleton(Given.Keys);
        builder.Services.AddDiscord(builder.Configuration, _ => folder.Path);
        more?.Invoke(builder);

        var host = builder.Build();
        await host.Services.GetRequiredService<AssemblyHall>().RefreshAsync(TestContext.Current.CancellationToken);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new RunningBot(host, api, log);
    }

    /// <summary>Creates an assembly.</summary>
    public async Task CreateAsync(Action<TestAssembly>? configure = null)
    {
        var assembly = new TestAssembly();
        configure?.Invoke(assembly);
        await RecordAsync(assembly.ToChange(DateTimeOffset.UnixEpoch));
    }

    public async Task RecordAsync(Change change)
    {
        await Services.GetRequiredService<Recorder>().RecordAsync(change, TestContext.Current.CancellationToken);
        await Services.GetRequiredService<AssemblyHall>().RefreshAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The current votes of the first assembly.</summary>
    public async Task<IReadOnlyList<Stance>> VotesAsync() => await Services.GetRequiredService<IAssemblyStore>()
        .ReadCurrentVotesAsync(Given.Assembly, TestContext.Current.CancellationToken)
        .Select(vote => vote.Stance)
        .ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>Writes the summaries that are due at a time and sends what waits.</summary>
    public async Task SummarizeAsync(DateTimeOffset now)
    {
        await Services.GetRequiredService<SummaryWriter>().WriteDueAsync(now, TestContext.Current.CancellationToken);
        await SendPostsAsync();
    }

    public Task SendPostsAsync() => Services.GetRequiredService<Outbox>().SendAsync(TestContext.Current.CancellationToken);

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
    }
}
