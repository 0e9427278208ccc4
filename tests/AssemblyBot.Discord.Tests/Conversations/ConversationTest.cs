using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Discord.Tests.Conversations;

/// <summary>A folder, Discord without a wire, and a bot that is started when the test wants it. The token must never be logged.</summary>
public abstract class ConversationTest : IAsyncLifetime
{
    private readonly List<RunningBot> _bots = [];

    private protected TemporaryFolder Folder { get; } = new();

    private protected RecordingApi Api { get; } = new();

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var bot in _bots)
            await bot.DisposeAsync();
        Folder.Dispose();
        Assert.DoesNotContain(_bots.SelectMany(bot => bot.Log.Lines), line => line.Contains("secretsecret", StringComparison.Ordinal));
        Assert.DoesNotContain(_bots.SelectMany(bot => bot.Log.Lines), line => line.Contains("token-", StringComparison.Ordinal));
    }

    private protected async Task<RunningBot> StartAsync(
        RecordingApi? api = null, AnswerRequest? desk = null, Action<IServiceCollection>? more = null)
    {
        var bot = await RunningBot.StartAsync(Folder, api ?? Api, desk, more);
        _bots.Add(bot);
        return bot;
    }

    /// <summary>A bot with one open assembly.</summary>
    private protected async Task<RunningBot> StartOpenAsync(Action<TestAssembly>? configure = null)
    {
        var bot = await StartAsync();
        await bot.CreateAsync(configure);
        return bot;
    }

    private protected Member NewMember(ulong id = 7, string locale = "en-US", RecordingApi? api = null) => new(api ?? Api, id) { Locale = locale };

    /// <summary>A person who has consented and has the first statement.</summary>
    private protected async Task<Member> NewVoterAsync(ulong id = 7, string locale = "en-US")
    {
        var member = NewMember(id, locale);
        await member.CommandAsync("vote");
        await member.PressAsync(Given.Phrases.For(locale).Joining.Accept);
        return member;
    }

    /// <summary>Someone with the organiser's role who manages the server.</summary>
    private protected async Task<Member> NewOrganiserAsync(RunningBot bot, ulong id = 3)
    {
        var organiser = NewMember(id);
        organiser.Permissions = Member.ManageServer;
        await bot.RecordAsync(new Change.IssueCode(SetupCode.Hash("AAAA-BBBB-CCCC"), Role.Organiser, DateTimeOffset.UnixEpoch));
        await organiser.CommandAsync("claim", ("code", "AAAA-BBBB-CCCC"));
        return organiser;
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
