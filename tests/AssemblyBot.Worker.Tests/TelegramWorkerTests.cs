using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AssemblyBot.Consensus;
using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Voting;
using AssemblyBot.Storage;
using AssemblyBot.Testing;
using AssemblyBot.Testing.BotApi;

namespace AssemblyBot.Worker.Tests;

/// <summary>The program as a process, on Telegram.</summary>
public sealed class TelegramWorkerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Stances = ["Agree", "Disagree", "Pass"];

    /// <summary>How long a person looks at a card that does not change before pressing again.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private string _organiser = "telegram:1";
    private int _pressedAgain;
    private FakeBotApi _api = null!;
    private WorkerProcess? _last;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        _api = await FakeBotApi.StartAsync(new FakeBotApiOptions { Patience = Patience }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_last is not null)
            await _last.DisposeAsync();
        if (_api is not null)
            await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task People_vote_while_the_program_is_killed_again_and_again_and_no_counted_vote_is_lost_or_doubled()
    {
        await using var created = await WorkerProcess.RunAsync(_folder.Path, ["assembly", "new", "config/assemblies/ai-and-the-commons.json"]);
        Assert.Equal(0, created.ExitCode);
        var people = Enumerable.Range(1, 8).Select(number => _api.AddUser($"Person {number}")).ToArray();
        var counted = new ConcurrentDictionary<FakeUser, int>();

        var killing = KillAgainAndAgainAsync(() => counted.Values.Sum(), 10, 30, 55, 80, 110);
        await Task.WhenAll(people.Select(person => VoteOnEverythingAsync(person, counted)));
        await killing;
        await _last!.KillAsync();

        await using var store = EmbeddedStore.Open(Path.Combine(_folder.Path, "data"), TimeProvider.System);
        var assembly = new AssemblyId(1);
        var events = await store.ReadVoteEventsAsync(assembly, 0, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(vote => vote.Sequence));
        Assert.Equal(people.Length * 18, counted.Values.Sum());
        Assert.Equal(people.Length * 18, events.DistinctBy(vote => (vote.Participant, vote.Statement)).Count());
        Assert.InRange(events.Count, people.Length * 18, (people.Length * 18) + _pressedAgain);
        Assert.Empty(_api.Violations);
    }

    [Fact]
    public async Task A_token_that_telegram_does_not_know_ends_the_program_with_its_setting_named()
    {
        await using var worker = await WorkerProcess.RunAsync(
            _folder.Path, [$"Telegram:BaseUrl={_api.BaseUrl}"], "", ("Telegram__Token", "123456789:AAwrongwrongwrongwrongwrongwrongwro"));

        Assert.Equal(1, worker.ExitCode);
        Assert.Contains("Telegram:Token", worker.Output + worker.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("AAwrong", worker.Output + worker.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_to_stop_the_program_ends_well_and_says_nothing_of_anyone()
    {
        await using var created = await WorkerProcess.RunAsync(_folder.Path, ["assembly", "new", "config/assemblies/ai-and-the-commons.json"]);
        await using var worker = Start();
        var ana = _api.AddUser("Anabel", username: "anabel_handle");
        await ana.AskAsync("/start ai-commons", timeout: Patience);
        await ana.PressForCardAsync("let me take part");
        await ana.PressForCardAsync("Agree");

        await worker.TerminateAsync();

        Assert.Equal(0, worker.ExitCode);
        var said = worker.Output + worker.Errors;
        foreach (var secret in new[] { $"{ana.Id}", "Anabel", "anabel_handle", _api.Token, "Agree", ana.PrivateChat.LastMessage!.Text })
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        Assert.Empty(_api.Violations);
    }

    [Fact]
    public async Task People_vote_in_a_group_on_cards_that_they_alone_see_while_the_program_is_killed()
    {
        _api.Version = BotApiVersion.V10Dot3;
        await using var created = await WorkerProcess.RunAsync(_folder.Path, ["assembly", "new", "config/assemblies/ai-and-the-commons.json"]);
        var (olga, ben) = (_api.AddUser("Olga"), _api.AddUser("Ben"));
        var people = Enumerable.Range(1, 5).Select(number => _api.AddUser($"Person {number}")).ToArray();
        var group = _api.AddGroup("Neighbours", members: [olga, ben, .. people]);
        _organiser = $"telegram:{olga.Id}";
        var counted = new ConcurrentDictionary<FakeUser, int>();

        await using (var first = Start())
        {
            var post = await olga.AskAsync("/assembly link ai-commons", group, Patience);
            var cards = await Task.WhenAll(people.Select(person => OpenAsync(person, post)));
            var voting = Task.WhenAll(people.Zip(cards).Select(card => VoteOnEverythingAsync(card.First, card.Second, counted)));
            while (counted.Values.Sum() < 20)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancellation);
            await first.KillAsync();
            _last = Start();
            await voting;
            await _last.KillAsync();
        }

        await using var store = EmbeddedStore.Open(Path.Combine(_folder.Path, "data"), TimeProvider.System);
        var events = await store.ReadVoteEventsAsync(new AssemblyId(1), 0, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(people.Length * 18, events.DistinctBy(vote => (vote.Participant, vote.Statement)).Count());
        Assert.All(people, person => Assert.Empty(person.PrivateChat.Messages));
        Assert.Equal(2, group.MessagesFor(ben).Count);
        Assert.DoesNotContain("Disagree", ben.Transcript(group), StringComparison.Ordinal);
        Assert.DoesNotContain("let me take part", ben.Transcript(group), StringComparison.Ordinal);
        Assert.Empty(_api.Violations);
    }

    private WorkerProcess Start() => WorkerProcess.Start(
        _folder.Path,
        [],
        ("Telegram__Token", _api.Token),
        ("Telegram__BaseUrl", _api.BaseUrl),
        ("Telegram__PollTimeout", "00:00:02"),
        ("Staff__Organisers__0", _organiser));

    /// <summary>A member's own card in a group, after consent.</summary>
    private async Task<FakeMessage> OpenAsync(FakeUser person, FakeMessage post)
    {
        person.Press("Take part", post);
        var card = await person.WaitForMessageAsync(message => message.Rows.Count > 0, post.Chat, Patience);
        return await PressAsync(person, "let me take part", card);
    }

    /// <summary>Kills the program each time that so many votes are counted, with more on their way; then it stays.</summary>
    private async Task KillAgainAndAgainAsync(Func<int> counted, params int[] moments)
    {
        foreach (var moment in moments)
        {
            await using var worker = Start();
            while (counted() < moment)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancellation);
            await worker.KillAsync();
        }

        _last = Start();
    }

    private async Task VoteOnEverythingAsync(FakeUser person, ConcurrentDictionary<FakeUser, int> counted)
    {
        var card = await person.AskAsync("/start ai-commons", timeout: Patience);
        await VoteOnEverythingAsync(person, await PressAsync(person, "let me take part", card), counted);
    }

    private async Task VoteOnEverythingAsync(FakeUser person, FakeMessage card, ConcurrentDictionary<FakeUser, int> counted)
    {
        var (random, voted) = (new Random((int)(person.Id % 1000)), new HashSet<string>());
        while (card.Buttons.Any(button => button.Text == "Agree"))
        {
            var pressed = card;
            card = await PressAsync(person, Stances[random.Next(3)], pressed);

            // A card that comes once more for an earlier press may show a statement again whose vote is on its way.
            if (voted.Add(NumberOn(pressed)))
                counted.AddOrUpdate(person, 1, (_, count) => count + 1);
            else
                Interlocked.Increment(ref _pressedAgain);
        }
    }

    private static string NumberOn(FakeMessage card) => Regex.Match(card.Text, "#[0-9]+").Value;

    /// <summary>
    /// Presses and waits for the next card. A program that is killed between the vote and its card may leave the old one
    /// standing: then a person presses again, which is a press of its own and counts for the same vote.
    /// </summary>
    private async Task<FakeMessage> PressAsync(FakeUser person, string label, FakeMessage card)
    {
        for (var patience = Patience; ; patience -= Glance)
        {
            var press = person.Press(label, card);
            try
            {
                var shown = await press.EditedAsync(patience < Glance ? patience : Glance);
                await press.AnsweredAsync(patience < Glance ? patience : Glance);
                return shown;
            }
            catch (TimeoutException) when (patience > Glance)
            {
                // An earlier press, answered late on a busy machine, may have brought the next card already.
                var now = card.Chat.MessagesFor(person).FirstOrDefault(message => (message.Id, message.OwnId) == (card.Id, card.OwnId));
                if (now is not null && now.Edits > card.Edits)
                    return now;
                Interlocked.Increment(ref _pressedAgain);
            }
        }
    }
}
