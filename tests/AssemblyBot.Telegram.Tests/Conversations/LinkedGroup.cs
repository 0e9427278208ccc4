using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Telegram.Tests.Conversations;

/// <summary>A group that is linked to an assembly of five statements, on a server of some version, with the real front desk.</summary>
internal sealed class LinkedGroup : IAsyncDisposable
{
    public const int Statements = 5;
    private readonly TemporaryFolder _folder = new();
    private readonly string _client;
    private RunningBot? _bot;

    private LinkedGroup(FakeBotApi api, string client)
    {
        Api = api;
        _client = client;
        Olga = api.AddUser("Olga");
        Ana = api.AddUser("Ana");
        Ben = api.AddUser("Ben");
        Chat = api.AddGroup("Neighbours", members: [Olga, Ana, Ben]);
    }

    public static PhraseBook Book => Given.Phrases.For("en");

    public FakeBotApi Api { get; }

    /// <summary>An organiser.</summary>
    public FakeUser Olga { get; }

    public FakeUser Ana { get; }

    /// <summary>A member who takes no part and sees what everyone sees.</summary>
    public FakeUser Ben { get; }

    public FakeChat Chat { get; }

    public RunningBot Bot => _bot!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it all; with <paramref name="isLinked"/>, the organiser has linked the group.</summary>
    public static async Task<LinkedGroup> StartAsync(
        BotApiVersion version = BotApiVersion.V10Dot1, string client = TelegramClients.Own, bool isLinked = true, TimeProvider? clock = null)
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        WithTelegramBot.SkipUnlessHeld(client);
        var api = await FakeBotApi.StartAsync(new FakeBotApiOptions { Version = version, Clock = clock ?? TimeProvider.System }, Cancellation);
        var group = new LinkedGroup(api, client);
        await group.StartBotAsync();
        await group.CreateAsync();
        if (isLinked)
            await group.Olga.AskAsync("/assembly link commons", group.Chat);
        return group;
    }

    /// <summary>The post by which people take part.</summary>
    public FakeMessage Post => Chat.Messages.Last(message => message.IsFromBot && message.Buttons.Any(button => button.Text == Book.Joining.TakePart));

    /// <summary>Starts the bot, after the one before has let go of the store.</summary>
    public async Task StartBotAsync()
    {
        if (_bot is not null)
            await _bot.DisposeAsync();
        _bot = await RunningBot.StartAsync(Api, desk: null, _folder, ("Telegram:Client", _client), ("Staff:Organisers:0", $"telegram:{Olga.Id}"));
    }

    /// <summary>A member's own card, opened by the post, after consent: the first statement.</summary>
    public async Task<FakeMessage> TakePartAsync(FakeUser member)
    {
        var consent = await OpenAsync(member);
        return await member.PressForCardAsync(Book.Joining.Accept, consent);
    }

    /// <summary>A member's own card, opened by the post.</summary>
    public async Task<FakeMessage> OpenAsync(FakeUser member)
    {
        var press = member.Press(Book.Joining.TakePart, Post);
        var card = await member.WaitForMessageAsync(message => message.Receiver == member && message.Rows.Count > 0, Chat);
        await press.AnsweredAsync();
        return card;
    }

    /// <summary>Waits, in real time, until something holds.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        for (var i = 0; i < 1000 && !holds(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        Assert.True(holds(), $"waited 10 s in vain until {what}");
    }

    public IReadOnlyList<ChannelRecord> Channels => Bot.Services.GetRequiredService<AssemblyHall>().Channels;

    public async Task<int> VotesAsync() =>
        await Bot.Services.GetRequiredService<IAssemblyStore>().ReadCurrentVotesAsync(Given.Assembly, Cancellation).CountAsync(Cancellation);

    /// <summary>Sends what waits to be posted.</summary>
    public Task PostAsync() => Bot.Services.GetRequiredService<AssemblyBot.Core.Posting.Outbox>().SendAsync(Cancellation);

    /// <summary>Lets an invitation wait for every linked channel.</summary>
    public async Task QueueOpenedAsync(int number)
    {
        foreach (var channel in Channels)
        {
            await Bot.Services.GetRequiredService<Recorder>().RecordAsync(
                new Change.Enqueue(new Post { Key = $"test:{number}", Assembly = channel.Assembly, Channel = channel.Id, Message = new AssemblyBot.Core.Ports.Message.Opened() }),
                Cancellation);
        }
    }

    public Task<PostOutcome> PostAsync(ChatSpot spot, Card card) =>
        Bot.Messenger.PostAsync(TelegramPeople.AddressOf(spot), card, "key/1", Cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null)
            await _bot.DisposeAsync();
        await Api.DisposeAsync();
        _folder.Dispose();
        Assert.Empty(Api.Violations);
    }

    private async Task CreateAsync()
    {
        var settings = new AssemblySettings
        {
            Title = LocalText.Of("en", "The commons"),
            Question = LocalText.Of("en", "What should be done?"),
            Introduction = LocalText.Of("en", "Asked by us"),
            Languages = ["en"],
        };
        var seeds = Enumerable.Range(1, Statements).Select(number => LocalText.Of("en", $"Statement number {number}")).ToList();
        await Bot.Services.GetRequiredService<Recorder>().RecordAsync(
            new Change.CreateAssembly("commons", settings, Stage.Open, seeds, DateTimeOffset.UnixEpoch), Cancellation);
        await Bot.Services.GetRequiredService<AssemblyHall>().RefreshAsync(Cancellation);
    }
}
