using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Conversations;

/// <summary>With the real front desk and the real store.</summary>
public class WholeAssemblyTests : IAsyncLifetime
{
    private const int Statements = 5;
    private readonly TemporaryFolder _folder = new();
    private FakeBotApi? _api;

    private FakeBotApi Api => _api!;

    private protected virtual string Client => TelegramClients.Own;

    private static PhraseBook Book => Given.Phrases.For("en");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        WithTelegramBot.SkipUnlessHeld(Client);
        _api = await FakeBotApi.StartAsync(cancellationToken: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_api is not null)
            await _api.DisposeAsync();
        _folder.Dispose();
        Assert.Empty(_api?.Violations ?? []);
    }

    [Fact]
    public async Task A_person_joins_by_a_link_votes_on_everything_and_every_vote_is_on_disk()
    {
        await using var bot = await StartAsync();
        await CreateAsync(bot);
        var ana = Api.AddUser("Ana");

        await ana.AskAsync("/start commons");
        var card = await ana.PressForCardAsync(Book.Joining.Accept);
        Api.ResetCounts();
        for (var i = 0; i < Statements; i++)
        {
            Assert.Contains("Statement", card.Text, StringComparison.Ordinal);
            card = await ana.PressForCardAsync(Book.Common.Disagree, card);
        }

        Assert.Contains(Book.Voting.AllDoneTitle, card.Text, StringComparison.Ordinal);
        Assert.Equal(Statements, Api.CallCount("editMessageText", ana));
        Assert.Equal(Statements, Api.CallCount("answerCallbackQuery", ana));
        Assert.Equal(0, Api.CallCount("sendMessage", ana));
        Assert.Equal(Enumerable.Repeat(Stance.Disagree, Statements), await VotesAsync(bot));
        Assert.Empty(bot.Log.From(LogLevel.Warning));
    }

    [Fact]
    public async Task A_card_from_before_a_restart_works_after_it_and_a_press_in_between_is_not_lost()
    {
        var ana = Api.AddUser("Ana");
        await using (var first = await StartAsync())
        {
            await CreateAsync(first);
            await ana.AskAsync("/start commons");
            await ana.PressForCardAsync(Book.Joining.Accept);
        }

        var press = ana.Press(Book.Common.Agree);
        await using var second = await StartAsync();

        var card = await press.EditedAsync();
        await ana.PressForCardAsync(Book.Common.Pass, card);
        Assert.Equal([Stance.Agree, Stance.Pass], await VotesAsync(second));
    }

    [Fact]
    public async Task An_update_that_comes_twice_is_one_vote_on_disk()
    {
        await using var bot = await StartAsync();
        await CreateAsync(bot);
        var ana = Api.AddUser("Ana");
        await ana.AskAsync("/start commons");
        await ana.PressForCardAsync(Book.Joining.Accept);
        Api.DeliverTwice();
        Api.ResetCounts();

        await ana.PressAsync(Book.Common.Agree);
        await WaitAsync(() => Api.CallCount("answerCallbackQuery") == 2);

        var store = bot.Services.GetRequiredService<IAssemblyStore>();
        Assert.Single(await store.ReadVoteEventsAsync(Given.Assembly, 0, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task In_a_group_the_summary_is_for_everyone_and_votes_are_for_the_private_chat()
    {
        await using var bot = await StartAsync();
        await CreateAsync(bot);
        var ana = Api.AddUser("Ana");
        var group = Api.AddGroup("Group", members: ana);

        var invitation = await ana.AskAsync("/vote", group);
        var votes = await ana.AskAsync("/myvotes", group);

        Assert.Equal($"https://t.me/{Api.Options.BotUsername}?start=commons", Assert.Single(invitation.Buttons).Url);
        Assert.Contains(Book.Common.InPrivate, votes.Text, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(votes.Buttons).Url);
    }

    private Task<RunningBot> StartAsync() => RunningBot.StartAsync(Api, desk: null, _folder, ("Telegram:Client", Client));

    private static async Task CreateAsync(RunningBot bot)
    {
        var settings = new AssemblySettings
        {
            Title = LocalText.Of("en", "The commons"),
            Question = LocalText.Of("en", "What should be done?"),
            Introduction = LocalText.Of("en", "Asked by us"),
            Languages = ["en"],
        };
        var seeds = Enumerable.Range(1, Statements).Select(number => LocalText.Of("en", $"Statement number {number}")).ToList();
        await bot.Services.GetRequiredService<Recorder>().RecordAsync(
            new Change.CreateAssembly("commons", settings, Stage.Open, seeds, DateTimeOffset.UnixEpoch), Cancellation);
        await bot.Services.GetRequiredService<AssemblyHall>().RefreshAsync(Cancellation);
    }

    private static async Task<IReadOnlyList<Stance>> VotesAsync(RunningBot bot)
    {
        var store = bot.Services.GetRequiredService<IAssemblyStore>();
        return await store.ReadCurrentVotesAsync(Given.Assembly, Cancellation).Select(vote => vote.Stance).ToListAsync(Cancellation);
    }

    private static async Task WaitAsync(Func<bool> holds)
    {
        for (var i = 0; i < 500 && !holds(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        Assert.True(holds());
    }
}
