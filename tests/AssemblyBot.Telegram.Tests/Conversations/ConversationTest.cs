using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Conversations;

/// <summary>A fake server, a fake desk, and a bot that is started when the test wants it. The token must never be logged, no rule be broken.</summary>
public abstract class ConversationTest : IAsyncLifetime
{
    private readonly List<RunningBot> _bots = [];
    private FakeBotApi? _api;

    private protected FakeBotApi Api => _api!;

    private protected FakeDesk Desk { get; } = new();

    private protected virtual FakeBotApiOptions Options => new();

    private protected virtual string Client => TelegramClients.Own;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        WithTelegramBot.SkipUnlessHeld(Client);
        _api = await FakeBotApi.StartAsync(Options, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var bot in _bots)
            await bot.DisposeAsync();
        if (_api is null)
            return;

        await _api.DisposeAsync();
        Assert.Empty(_api.Violations);
        var secret = _api.Token[(_api.Token.IndexOf(':', StringComparison.Ordinal) + 1)..];
        Assert.DoesNotContain(_bots.SelectMany(bot => bot.Log.From(LogLevel.Trace)), line => line.Contains(secret, StringComparison.Ordinal));
    }

    private protected async Task<RunningBot> StartBotAsync(params (string Key, string Value)[] settings)
    {
        var bot = await RunningBot.StartAsync(Api, Desk.AnswerAsync, null, [("Telegram:Client", Client), .. settings]);
        _bots.Add(bot);
        return bot;
    }

    /// <summary>A person who has started the bot and has the first card.</summary>
    private protected async Task<FakeUser> AddVoterAsync(string name = "Ana")
    {
        var person = Api.AddUser(name);
        await person.AskAsync("/start");
        return person;
    }

    /// <summary>Waits, in real time, until something holds.</summary>
    private protected static async Task UntilAsync(Func<bool> holds, string what)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (holds())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        }

        Assert.Fail($"waited 10 s in vain until {what}");
    }
}
