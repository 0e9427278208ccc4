using AssemblyBot.Telegram.Tests.Conversations;
using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Telegram.Tests.Networks;

/// <summary>
/// The bytes on the bot's line, headers included: what a person's card, and joining, 20 votes and a summary cost. Our own
/// client only; Telegram.Bot writes its requests in its own way.
/// </summary>
public sealed class WireTests : IDisposable
{
    private const int Votes = 20;
    private static readonly PhraseBook Book = Given.Phrases.For("en");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>With the headers that the official server is known to send; the last row is the worst that a server may do.</summary>
    [Theory]
    [InlineData("2", true, 2_000, 60_000)]
    [InlineData("2", false, 2_000, 80_000)]
    [InlineData("1.1", true, 2_000, 95_000)]
    [InlineData("1.1", false, 2_000, 110_000)]
    public async Task Cards_and_whole_visits_stay_small(string http, bool compresses, int mostPerCard, int mostInAll)
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        await using var api = await FakeBotApi.StartAsync(
            new FakeBotApiOptions { Compresses = compresses, SendsUsualHeaders = true, IsHttp2 = http == HttpVersions.Two }, Cancellation);
        await using var bot = await RunningBot.StartAsync(api, desk: null, _folder, ("Telegram:HttpVersion", http));
        await bot.Services.GetRequiredService<Recorder>().RecordAsync(Assembly(), Cancellation);
        await WaitAsync(() => api.CallCount("setMyCommands") >= 6 && api.CallCount("getUpdates") > 0);

        // A poll that overlaps with work on an update brings it once more; the smallest of three visits had the fewest of those.
        var visits = new List<(long All, long Vote, long Joining)>();
        FakeMessage card;
        do
        {
            card = await VisitAsync(api, visits);
        }
        while (visits[^1].All > mostInAll && visits.Count < 3);

        var (all, vote, joining) = visits.Min();
        var shown = await MeasureCardAsync(api, bot, card);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"HTTP {http}, compressed: {compresses}: a card {shown} B, a vote {vote} B, joining {joining} B, all {all} B");
        Assert.InRange(shown, 1, mostPerCard);
        Assert.InRange(all, 1, mostInAll);
    }

    private static async Task<FakeMessage> VisitAsync(FakeBotApi api, List<(long All, long Vote, long Joining)> visits)
    {
        var person = api.AddUser($"Person {visits.Count}");
        await SettleAsync(api);
        api.Wire.Reset();
        await person.AskAsync("/start commons");
        var card = await person.PressForCardAsync(Book.Joining.Accept);
        await SettleAsync(api);
        var joining = api.Wire.Total;
        for (var i = 0; i < Votes; i++)
            card = await person.PressForCardAsync(Book.Common.Agree, card);
        await SettleAsync(api);
        var voted = api.Wire.Total;
        await person.AskAsync("/summary");
        await SettleAsync(api);
        visits.Add((api.Wire.Total, (voted - joining) / Votes, joining));
        return card;
    }

    /// <summary>One edit, with its answer, as a vote makes it.</summary>
    private static async Task<long> MeasureCardAsync(FakeBotApi api, RunningBot bot, FakeMessage card)
    {
        var text = new MessageText(
            "<i>#7 · written by a participant</i>\n<blockquote>Whoever trains a model on share-alike works should have to release it under the same terms</blockquote>",
            [.. card.Rows.Select(row => row.Select(button => new InlineButton(button.Text, button.Data)).ToList())]);
        await SettleAsync(api);
        api.Wire.Reset();
        Assert.True((await bot.Services.GetRequiredService<ITelegramApi>().EditMessageTextAsync(card.Chat.Id, card.Id, text, Cancellation)).IsOk);
        return api.Wire.Total;
    }

    private static Change.CreateAssembly Assembly() => new(
        "commons",
        new AssemblySettings
        {
            Title = LocalText.Of("en", "AI and the commons"),
            Question = LocalText.Of("en", "How should what AI is trained on, and what it makes, be shared?"),
            Introduction = LocalText.Of("en", "The results go to those who write the guidelines."),
            Languages = ["en"],
        },
        Stage.Open,
        [.. Enumerable.Range(1, Votes + 2).Select(number => LocalText.Of(
            "en", $"Number {number}: whoever trains a model on share-alike works should have to release it under the same terms"))],
        TimeProvider.System.GetUtcNow());

    /// <summary>Until the poll that confirms what was done is out.</summary>
    private static async Task SettleAsync(FakeBotApi api)
    {
        await WaitAsync(() => api.PendingUpdates == 0);
        await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, Cancellation);
    }

    private static async Task WaitAsync(Func<bool> holds)
    {
        for (var i = 0; i < 1000 && !holds(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        Assert.True(holds());
    }
}
