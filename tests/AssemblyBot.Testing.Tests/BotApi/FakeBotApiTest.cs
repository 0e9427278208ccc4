using AssemblyBot.Testing.BotApi;

namespace AssemblyBot.Testing.Tests.BotApi;

/// <summary>A running fake with one person who has started the bot, and a plain bot beside it.</summary>
public abstract class FakeBotApiTest : IAsyncLifetime
{
    private FakeBotApi? _api;
    private PlainBot? _bot;
    private FakeUser? _ana;

    public ManualClock Clock { get; } = new();

    private protected FakeBotApi Api => _api!;

    private protected PlainBot Bot => _bot!;

    private protected FakeUser Ana => _ana!;

    private protected virtual FakeBotApiOptions Options => new() { Clock = Clock };

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        _api = await FakeBotApi.StartAsync(Options, TestContext.Current.CancellationToken);
        _bot = new PlainBot(_api);
        _ana = _api.AddUser("Ana", languageCode: "es");
        _ana.Say("/start");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _bot?.Dispose();
        if (_api is not null)
        {
            await _api.DisposeAsync();
        }
    }
}
