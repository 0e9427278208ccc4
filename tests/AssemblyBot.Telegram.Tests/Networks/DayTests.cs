using System.Text;
using System.Text.RegularExpressions;
using AssemblyBot.Core;
using AssemblyBot.Telegram.Tests.Conversations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Networks;

/// <summary>
/// The whole bot through a day on a clock of its own that the server shares, over a line that drops one request in twenty
/// and is dead for ten minutes, with the documented flood limits.
/// </summary>
public sealed class DayTests : IAsyncLifetime
{
    private const int People = 24;
    private const int Statements = 12;
    private const int StepsBetweenPresses = 2;
    private const int StepsBetweenDoubles = 300;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 2, 16, 30, 0, TimeSpan.Zero));
    private FakeBotApi? _api;
    private int _atDesk;

    private FakeBotApi Api => _api!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        var options = new FakeBotApiOptions
        {
            Clock = _clock,
            PollClock = _clock,
            HasFloodLimits = true,
            KeepPresses = false,
            VersionsKept = 0,
        };
        _api = await FakeBotApi.StartAsync(options, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
            await _api.DisposeAsync();
        _folder.Dispose();
        Assert.Empty(_api?.Violations ?? []);
    }

    /// <summary>An hour in CI, with the outage and the summary that is due in it; <c>ASSEMBLYBOT_DAY=24</c> for the hours of a day.</summary>
    [Fact]
    public async Task A_day_over_a_line_that_drops_one_request_in_twenty_loses_no_vote_doubles_none_and_leaves_memory_flat()
    {
        var day = TimeSpan.FromHours(int.TryParse(Environment.GetEnvironmentVariable("ASSEMBLYBOT_DAY"), out var hours) ? hours : 1);
        var random = new Random(20260302);
        var olga = Api.AddUser("Olga");
        var groups = Enumerable.Range(1, 3).Select(number => Api.AddGroup($"Group {number}", members: olga)).ToList();
        var bot = await StartAsync(olga);
        foreach (var group in groups)
        {
            olga.Say("/assembly link commons", group);
            await UntilAsync(() => olga.LastMessage(group) is not null && Api.PendingUpdates == 0);
        }

        Api.Line.Spoil(loss: 0.05);
        var voters = Enumerable.Range(1, People).Select(number => new Voter(Api.AddUser($"Person {number}"), random)).ToList();
        var (begin, end) = (_clock.GetUtcNow(), _clock.GetUtcNow() + day);

        await LiveAsync(voters, random, begin + (day / 4));
        var early = HeapSize.Now();
        await LiveAsync(voters, random, begin + (day / 2));
        await UntilAsync(() => NobodyWaits(voters), voters);
        await Api.StopAsync();
        await LiveAsync(voters, random, _clock.GetUtcNow() + Outage);
        await Api.ResumeAsync(Cancellation);
        await LiveAsync(voters, random, end);
        await UntilAsync(() => NobodyWaits(voters) && Api.PendingUpdates == 0, voters);
        var late = HeapSize.Now();

        Api.Line.Mend();
        var presses = voters.Sum(voter => voter.Presses);
        TestContext.Current.SendDiagnosticMessage(
            "{0}: {1} requests, {2} of them hit; {3} presses, {4} of them again; {5} dropped by the server; heap {6} kB after a quarter, {7} kB at the end",
            day, Api.CallsByMethod.Values.Sum(), Api.Line.Troubles, presses, voters.Sum(voter => voter.Again), voters.Sum(voter => voter.Dropped), early / 1024, late / 1024);
        var events = await bot.Services.GetRequiredService<IAssemblyStore>().ReadVoteEventsAsync(Given.Assembly, 0, Cancellation).ToListAsync(Cancellation);
        var logged = bot.Log.From(LogLevel.Error).ToList();
        await StopAsync(bot);

        Assert.True(Api.Line.Troubles > 0);
        Assert.True(voters.Sum(voter => voter.Dropped) > 0, "the outage made the server drop presses");
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(cast => cast.Sequence));
        var counted = events.GroupBy(cast => cast.Participant).Select(person => Written(person.Select(cast => (cast.Statement.Number, cast.Stance!.Value)))).ToList();
        Assert.Equal(voters.Count, counted.Count);
        Assert.All(voters, voter => Assert.Single(counted, voter.Expected.IsMatch));
        Assert.All(groups, group => Assert.InRange(PostsSince(group, begin), 0, 1));
        Assert.True(groups.Any(group => PostsSince(group, begin) == 1), "the summary that was due is posted");
        Assert.InRange(late - early, long.MinValue, HeapSize.FlatWithin);
        Assert.Empty(logged);
    }

    /// <summary>Someone who joins, votes on one statement after the other again and again, and presses again when nothing happens.</summary>
    private sealed class Voter(FakeUser user, Random random)
    {
        /// <summary>Longer than the server keeps a press: what has not reached the bot by then never will.</summary>
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(155);

        private readonly StringBuilder _votes = new();
        private DateTimeOffset _joinedAt;
        private Press? _press;
        private (int Statement, Stance Stance) _vote;

        /// <summary>
        /// The votes in their order: those that were answered, and perhaps one that was not, whose delivery may have been cut
        /// off just before the server dropped it.
        /// </summary>
        public Regex Expected => new($"^{_votes}$", RegexOptions.CultureInvariant);

        public int Presses { get; private set; }

        public int Again { get; private set; }

        public int Dropped { get; private set; }

        public bool IsWaiting => _press is not null;

        /// <summary>Does what this person does next, unless the last press is still waited for.</summary>
        public void Act(DateTimeOffset now)
        {
            if (_press is not null)
                return;
            if (user.Card is not { } card || card.Buttons.Any(button => button.Text == Given.Phrases.For("en").Joining.Accept))
            {
                Join(now);
                return;
            }

            _vote = ((_vote.Statement % Statements) + 1, (Stance)random.Next(-1, 2));
            Press(card);
        }

        /// <summary>Sees whether the last press was answered, and presses again after waiting in vain.</summary>
        public void Look(DateTimeOffset now)
        {
            if (_press is not { } press || (press.Answer is null && now - press.SentAt < Patience))
                return;
            if (press.Delivered == 0)
                Dropped++;
            else
                _votes.Append(press.Answer is null ? $"(?:{Regex.Escape(Written([_vote]))})?" : Regex.Escape(Written([_vote])));
            _press = null;
            if (press.Answer is not null)
                return;
            Again++;
            Press(press.On);
        }

        private void Join(DateTimeOffset now)
        {
            if (now - _joinedAt < TimeSpan.FromMinutes(1))
                return;
            _joinedAt = now;
            if (user.Card is { } consent)
                user.Press(Given.Phrases.For("en").Joining.Accept, consent);
            else
                user.Say("/start commons");
        }

        private void Press(FakeMessage card)
        {
            Presses++;
            _press = user.PressRaw(Given.Seal.Seal(Given.Vote(_vote.Statement, _vote.Stance), Given.Person(user.Id)), card);
        }
    }

    private static string Written(IEnumerable<(int Statement, Stance Stance)> votes) =>
        string.Concat(votes.Select(vote => $"{(char)('a' + vote.Statement)}{"-0+"[(int)vote.Stance + 1]}"));

    private static bool NobodyWaits(List<Voter> voters) => !voters.Exists(voter => voter.IsWaiting);

    private static int PostsSince(FakeChat group, DateTimeOffset begin) => group.Messages.Count(message => message.IsFromBot && message.SentAt > begin);

    /// <summary>Lets people act until a moment; now and then the server brings an update twice.</summary>
    private async Task LiveAsync(List<Voter> voters, Random random, DateTimeOffset until)
    {
        for (var step = 0; _clock.GetUtcNow() < until; step++)
        {
            if (step % StepsBetweenDoubles == 0)
                Api.DeliverTwice();
            if (step % StepsBetweenPresses == 0)
                voters[random.Next(voters.Count)].Act(_clock.GetUtcNow());
            await StepAsync();
            voters.ForEach(voter => voter.Look(_clock.GetUtcNow()));
        }
    }

    /// <summary>Lets time pass, at most an hour of it, until something holds.</summary>
    private async Task UntilAsync(Func<bool> holds, List<Voter>? voters = null)
    {
        for (var step = 0; step < 1800 && !holds(); step++)
        {
            await StepAsync();
            voters?.ForEach(voter => voter.Look(_clock.GetUtcNow()));
        }

        Assert.True(holds());
    }

    /// <summary>Lets a step of time pass, and then what the bot and the server have to do about it, so that no time-out comes of a slow machine.</summary>
    private async Task StepAsync()
    {
        _clock.Advance(Step);
        var patience = 2000;
        do
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancellation);
        while ((Api.IsBusy || Volatile.Read(ref _atDesk) > 0) && --patience > 0);
    }

    private async Task<RunningBot> StartAsync(FakeUser organiser)
    {
        var bot = await RunningBot.StartAsync(
            Api,
            desk: null,
            _folder,
            services => services.AddSingleton<TimeProvider>(_clock).AddAssemblyClock().AddSingleton(CountAtDesk),
            (RunningBot.LogLevelKey, nameof(LogLevel.Error)),
            ("Telegram:MessagesPerSecond", "28"),
            ("Telegram:PollTimeout", "00:00:30"),
            ("Telegram:CallTimeout", "00:00:20"),
            ("Staff:Organisers:0", $"telegram:{organiser.Id}"));
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
        return bot;
    }

    private AnswerRequest CountAtDesk(IServiceProvider services)
    {
        var desk = services.GetRequiredService<FrontDesk>();
        return async (request, cancellationToken) =>
        {
            Interlocked.Increment(ref _atDesk);
            try
            {
                return await desk.AnswerAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _atDesk);
            }
        };
    }

    private async Task StopAsync(RunningBot bot)
    {
        var stopping = bot.DisposeAsync().AsTask();
        while (!stopping.IsCompleted)
            await StepAsync();
        await stopping;
    }
}
