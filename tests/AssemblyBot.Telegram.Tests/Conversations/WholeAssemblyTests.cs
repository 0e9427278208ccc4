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

        Assert.Equal($"https://t.me/{Api.Options.BotUsername}?start=commons", invitation.Button(Book.Telegram.PrivateChat).Url);
        Assert.Contains(Book.Common.InPrivate, votes.Text, StringComparison.Ordinal);
        Assert.NotNull(votes.Button(Book.Telegram.PrivateChat).Url);
    }

    [Fact]
    public async Task An_organiser_creates_an_assembly_in_a_message_of_several_lines_and_someone_votes_in_it()
    {
        var (olga, ana) = (Api.AddUser("Olga"), Api.AddUser("Ana"));
        await using var bot = await RunningBot.StartAsync(Api, desk: null, _folder, ("Telegram:Client", Client), ("Staff:Organisers:0", $"telegram:{olga.Id}"));

        var created = await olga.AskAsync("/assembly new\nOur park\nWhat should become of it?\nIt needs <trees> & benches.\ncode: our-park");
        var opened = await olga.AskAsync("/assembly open our-park");
        await ana.AskAsync("/start our-park");
        var card = await ana.PressForCardAsync(Book.Joining.Accept);

        Assert.Contains("/assembly link our-park", created.Text, StringComparison.Ordinal);
        Assert.Contains(Book.Organising.Opened.With(("title", "Our park")), opened.Text, StringComparison.Ordinal);
        Assert.Contains("It needs <trees> & benches.", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_accounts_that_are_linked_by_a_code_count_as_one_and_are_erased_together()
    {
        await using var bot = await StartAsync();
        await CreateAsync(bot);
        var (ana, work) = (Api.AddUser("Ana"), Api.AddUser("Ana at work"));
        foreach (var account in new[] { ana, work })
        {
            await account.AskAsync("/start commons");
            var card = await account.PressForCardAsync(Book.Joining.Accept);
            await account.PressForCardAsync(Book.Common.Agree, card);
        }

        var offer = await ana.AskAsync("/link");
        var linked = await work.AskAsync($"/link {System.Text.RegularExpressions.Regex.Match(offer.Text, "(\\w{4}-){2}\\w{4}").Value}");
        var voters = bot.Services.GetRequiredService<AssemblyHall>().Find(Given.Assembly)!.Votes.VoterCount;
        await work.AskAsync("/forget");
        await work.PressForCardAsync(Book.Joining.ForgetEverything);
        var stranger = await ana.AskAsync("/myvotes");

        Assert.Contains(Book.Linking.Linked, linked.Text, StringComparison.Ordinal);
        Assert.Equal(1, voters);
        Assert.Contains(Book.Voting.NoVotesYet, stranger.Text, StringComparison.Ordinal);
        Assert.Empty(await VotesAsync(bot));
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
