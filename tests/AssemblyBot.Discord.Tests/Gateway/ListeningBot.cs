using System.Collections.Concurrent;
using AssemblyBot.Discord.Api;
using AssemblyBot.Discord.Gateway;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Discord.Tests.Gateway;

/// <summary>A process with the client in it that answers every interaction once, as an inbox would see to, on waits that are shortened.</summary>
internal sealed class ListeningBot : IAsyncDisposable
{
    /// <summary>The gateway's waits, a hundred times shorter and more.</summary>
    public static readonly GatewayPace Fast = new()
    {
        IdentifyEvery = TimeSpan.FromMilliseconds(55),
        LongestIdentifyWait = TimeSpan.FromMilliseconds(60),
        FirstWait = TimeSpan.FromMilliseconds(5),
        LongestWait = TimeSpan.FromMilliseconds(40),
        InvalidSession = TimeSpan.FromMilliseconds(5),
        Greeting = TimeSpan.FromSeconds(10),
        Farewell = TimeSpan.FromSeconds(1),
        SaveEvery = TimeSpan.FromMilliseconds(30),
    };

    /// <summary>A server that goes with them.</summary>
    public static readonly FakeDiscordOptions FastServer = new()
    {
        IdentifyWindow = TimeSpan.FromMilliseconds(50),
        SessionStarts = 1_000_000,
        AnswerDeadline = TimeSpan.FromMinutes(2),
        Patience = TimeSpan.FromSeconds(30),
    };

    private readonly ConcurrentDictionary<ulong, int> _came = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Interaction, bool> _isFinished;
    private Task<string?>? _listening;

    /// <summary>Which interactions are handled to their end: all, unless <paramref name="isFinished"/> says otherwise.</summary>
    public ListeningBot(
        FakeDiscord discord, string? folder = null, GatewayPace? pace = null, string? token = null, Func<Interaction, bool>? isFinished = null)
    {
        _isFinished = isFinished ?? (_ => true);
        Api = new DiscordApi(
            new DiscordOptions { Token = token ?? discord.Token, BaseUrl = discord.BaseUrl },
            new FileSessionShelf(folder, TimeProvider.System, new LogBook<FileSessionShelf>()),
            pace ?? Fast,
            new Backoff(new Random(5)),
            Health,
            TimeProvider.System,
            Log);
    }

    public DiscordApi Api { get; }

    public DiscordHealth Health { get; } = new();

    public LogBook<DiscordApi> Log { get; } = new();

    /// <summary>How often each interaction came.</summary>
    public IReadOnlyDictionary<ulong, int> Came => _came;

    public ListeningBot Start()
    {
        _listening = Api.ListenAsync(HandleAsync, _stop.Token);
        return this;
    }

    /// <summary>
    /// Waits until it knows its sessions. The server has them a moment earlier, and one whose name never arrived cannot go on.
    /// </summary>
    public async Task ConnectedAsync(int shards = 1)
    {
        for (var tries = 0; Health.Connected < shards; tries++)
        {
            Assert.True(tries < 6_000, "the bot does not connect");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for a refusal; its sentence.</summary>
    public Task<string?> RefusedAsync() => _listening!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public async Task<string?> StopAsync()
    {
        await _stop.CancelAsync();
        return await _listening!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_listening is not null)
            await StopAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', Log.Lines.Take(100)));
        await Api.DisposeAsync();
        _stop.Dispose();
    }

    private async Task HandleAsync(Interaction interaction)
    {
        if (_came.AddOrUpdate(interaction.Id, 1, static (_, count) => count + 1) == 1)
        {
            if (!_isFinished(interaction))
                await new TaskCompletionSource().Task;
            await Api.AnswerAsync(interaction.Id, interaction.Token, new InteractionAnswer.Say(new MessageBody { Content = "ok" }), CancellationToken.None);
        }
    }
}
