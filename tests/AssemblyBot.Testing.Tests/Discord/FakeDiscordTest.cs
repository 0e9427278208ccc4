using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Testing.Tests.Discord;

/// <summary>A running fake with a server and a member in it, and a plain bot beside it.</summary>
public abstract class FakeDiscordTest : IAsyncLifetime
{
    private FakeDiscord? _discord;
    private PlainDiscordBot? _bot;
    private FakeMember? _ana;

    public ManualClock Clock { get; } = new();

    private protected FakeDiscord Discord => _discord!;

    private protected PlainDiscordBot Bot => _bot!;

    private protected FakeMember Ana => _ana!;

    private protected FakeChannel General => Ana.Guild!.General;

    private protected virtual FakeDiscordOptions Options => new() { Clock = Clock };

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        _discord = await FakeDiscord.StartAsync(Options, TestContext.Current.CancellationToken);
        _bot = new PlainDiscordBot(_discord);
        _ana = _discord.AddGuild().AddMember("Ana", "es-ES");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _bot?.Dispose();
        if (_discord is not null)
        {
            await _discord.DisposeAsync();
        }
    }
}
