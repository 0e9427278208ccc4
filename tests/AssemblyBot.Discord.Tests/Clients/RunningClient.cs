using System.Collections.Concurrent;
using AssemblyBot.Discord.Api;
using AssemblyBot.Discord.Gateway;
using AssemblyBot.Testing.Discord;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssemblyBot.Discord.Tests.Clients;

/// <summary>A client of Discord against a fake server, with what came in.</summary>
internal sealed class RunningClient : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Interaction> _taken = new();
    private readonly List<IAsyncDisposable> _around = [];
    private Task<string?> _listening = Task.FromResult<string?>(null);

    private RunningClient(FakeDiscord discord, string client, TimeSpan callTimeout)
    {
        var options = new DiscordOptions { Client = client, Token = discord.Token, BaseUrl = discord.BaseUrl, CallTimeout = callTimeout };
#pragma warning disable CA5394 // A fixed seed: a test repeats itself.
        var backoff = new Backoff(new Random(1));
#pragma warning restore CA5394
#if DSHARPPLUS
        if (client == DiscordClients.DSharpPlus)
        {
            var door = TlsDoor.To(new Uri(discord.BaseUrl));
            _around.Add(door);
            Api = new DSharpPlusClient.DSharpPlusApi(options, Health, backoff, TimeProvider.System, Pace, door.Proxy);
            return;
        }
#endif
        Api = new DiscordApi(
            options,
            new FileSessionShelf(null, TimeProvider.System, NullLogger<FileSessionShelf>.Instance),
            new GatewayPace
            {
                IdentifyEvery = TimeSpan.FromMilliseconds(50),
                FirstWait = TimeSpan.FromMilliseconds(50),
                LongestWait = TimeSpan.FromMilliseconds(200),
                InvalidSession = TimeSpan.FromMilliseconds(50),
            },
            backoff,
            Health,
            TimeProvider.System,
            NullLogger.Instance);
    }

    public IDiscordApi Api { get; }

    public DiscordHealth Health { get; } = new();

    /// <summary>What was handed over, in its order.</summary>
    public IReadOnlyList<Interaction> Taken => [.. _taken];

    /// <summary>How the listening ended, once it has.</summary>
    public Task<string?> Listening => _listening;

    /// <summary>What is done with an interaction, besides keeping it.</summary>
    public Func<Interaction, Task> Handle { get; set; } = static _ => Task.CompletedTask;

#if DSHARPPLUS
    private static DSharpPlusClient.WatchPace Pace { get; } = new()
    {
        Look = TimeSpan.FromMilliseconds(50),
        BeatSlack = TimeSpan.FromSeconds(1),
        BeginEvery = TimeSpan.FromMilliseconds(250),
        LongestWait = TimeSpan.FromSeconds(1),
        Farewell = TimeSpan.FromSeconds(1),
    };
#endif

    /// <summary>Makes a client; it does not listen yet.</summary>
    public static RunningClient Of(FakeDiscord discord, string client, TimeSpan? callTimeout = null) =>
        new(discord, client, callTimeout ?? TimeSpan.FromSeconds(10));

    /// <summary>Begins to listen, and waits until both sides know of the session.</summary>
    public async Task ListenAsync(FakeDiscord discord)
    {
        Listen();
        await discord.Gateway.WaitForReadyAsync(timeout: TimeSpan.FromSeconds(30));
        for (var i = 0; Health.Connected == 0 && i < 1000; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    /// <summary>Begins to listen.</summary>
    public void Listen() => _listening = Task.Run(() => Api.ListenAsync(
        interaction =>
        {
            _taken.Enqueue(interaction);
            return Handle(interaction);
        },
        _stop.Token));

    /// <summary>Stops to listen.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _listening.WaitAsync(TimeSpan.FromSeconds(15), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Api.DisposeAsync();
        foreach (var one in _around)
            await one.DisposeAsync();
        _stop.Dispose();
    }
}
