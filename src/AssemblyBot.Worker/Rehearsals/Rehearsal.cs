using System.Diagnostics;

namespace AssemblyBot.Worker.Rehearsals;

/// <summary>
/// Plays a conversation through the real way of a vote, request by request, in the order of its times: people join,
/// write statements and vote at the desk, a moderator accepts, summaries fall due.
/// </summary>
internal sealed class Rehearsal
{
    private const string Moderator = "moderator";
    private static readonly TimeSpan LongestWithDailySummaries = TimeSpan.FromDays(60);

    private readonly Rehearsed _conversation;
    private readonly RehearsalClock _clock;
    private readonly AssemblyHall _hall;
    private readonly FrontDesk _desk;
    private readonly SummaryWriter _summaries;
    private readonly Outbox _outbox;
    private readonly RehearsalMessenger _messenger;
    private readonly Recorder _recorder;
    private readonly Dictionary<int, StatementId> _statements = [];
    private readonly HashSet<long> _joined = [];
    private readonly List<double> _milliseconds = [];
    private LiveAssembly _assembly = null!;
    private int _requests;
    private int _refused;

    public Rehearsal(Rehearsed conversation, RehearsalClock clock, RehearsalMessenger messenger, IServiceProvider services)
    {
        (_conversation, _clock, _messenger) = (conversation, clock, messenger);
        _hall = services.GetRequiredService<AssemblyHall>();
        _desk = services.GetRequiredService<FrontDesk>();
        _summaries = services.GetRequiredService<SummaryWriter>();
        _outbox = services.GetRequiredService<Outbox>();
        _recorder = services.GetRequiredService<Recorder>();
    }

    /// <summary>The setting that makes the rehearsal's moderator one.</summary>
    public static string ModeratorAccount => $"{RehearsalMessenger.Name}:{Moderator}";

    /// <summary>Plays it from beginning to end.</summary>
    /// <param name="progress">Told how many votes have been cast.</param>
    /// <param name="cancellationToken">Ends it between two requests.</param>
    public async Task<RehearsalResult> RunAsync(IProgress<int> progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await OpenAsync(cancellationToken);
        var toWrite = new Queue<RehearsedStatement>(
            _conversation.Statements.Where(statement => statement.Author is not null).OrderBy(statement => statement.Written));

        for (var cast = 0; cast < _conversation.Votes.Count; cast++)
        {
            var vote = _conversation.Votes[cast];
            while (toWrite.TryPeek(out var next) && next.Written <= vote.At)
                await WriteAsync(toWrite.Dequeue(), cancellationToken);
            await MoveToAsync(vote.At, cancellationToken);
            await VoteAsync(vote, cancellationToken);
            progress.Report(cast + 1);
        }

        while (toWrite.TryDequeue(out var late))
            await WriteAsync(late, cancellationToken);
        await CloseAsync(cancellationToken);
        return ResultOf(Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Creates the assembly with the organisers' statements and links the channel.</summary>
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var seeds = _conversation.Statements.Where(statement => statement.Author is null).ToArray();
        var settings = new AssemblySettings
        {
            Title = LocalText.Of("en", _conversation.Topic),
            Question = LocalText.Of("en", _conversation.Topic),
            Introduction = LocalText.Of("en", "A rehearsal of a conversation that took place elsewhere."),
            Languages = ["en"],
            StatementLength = 1000,
            Schedule = Schedule.Default with { Days = SummaryDays() },
        };
        await _recorder.RecordAsync(
            new Change.CreateAssembly(
                "rehearsal",
                settings,
                Stage.Open,
                [.. seeds.Select(seed => LocalText.Of("en", seed.Text.Length > 0 ? seed.Text : $"Statement {seed.Id}"))],
                _clock.GetUtcNow()),
            cancellationToken);
        _assembly = _hall.FindByCode("rehearsal")!;
        for (var i = 0; i < seeds.Length; i++)
            _statements[seeds[i].Id] = new StatementId(i + 1);

        await AskAsync(Moderator, new Place.InChannel(RehearsalMessenger.Channel), new CardAction.Organise("link rehearsal"), cancellationToken);
    }

    /// <summary>A summary a day; a week, when the conversation lasted for months.</summary>
    private DayOfWeek[] SummaryDays() =>
        _conversation.Votes[^1].At - _conversation.Votes[0].At < LongestWithDailySummaries ? Enum.GetValues<DayOfWeek>() : [DayOfWeek.Monday];

    private async Task VoteAsync(RehearsedVote vote, CancellationToken cancellationToken)
    {
        var person = $"{vote.Person}";
        await JoinAsync(vote.Person, cancellationToken);
        var before = _assembly.Votes.Head;
        var started = Stopwatch.GetTimestamp();
        await AskAsync(person, new CardAction.Vote(_assembly.Id, _statements[vote.Statement], vote.Stance), cancellationToken);
        _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        if (_assembly.Votes.Head == before)
            _refused++;
    }

    private async Task JoinAsync(long person, CancellationToken cancellationToken)
    {
        if (!_joined.Add(person))
            return;
        await AskAsync($"{person}", new CardAction.Start(_assembly.Record.Code), cancellationToken);
        await AskAsync($"{person}", new CardAction.Consent(_assembly.Id, _assembly.Settings.ConsentVersion), cancellationToken);
    }

    /// <summary>The author writes it, the moderator accepts it.</summary>
    private async Task WriteAsync(RehearsedStatement statement, CancellationToken cancellationToken)
    {
        await MoveToAsync(statement.Written!.Value, cancellationToken);
        await JoinAsync(statement.Author!.Value, cancellationToken);
        var before = _assembly.Statements.Count;
        await AskAsync($"{statement.Author}", new CardAction.Write(_assembly.Id), cancellationToken);
        await AskAsync($"{statement.Author}", new CardAction.Say(statement.Text), cancellationToken);
        if (_assembly.Statements.Count == before)
            throw new InvalidDataException($"statement {statement.Id} was not taken: \"{statement.Text}\"");

        var number = new StatementId(_assembly.Statements.Count);
        await AskAsync(Moderator, new CardAction.Accept(_assembly.Id, number), cancellationToken);
        _statements[statement.Id] = number;
    }

    /// <summary>Takes the rejected statements out, as the published data has them in the end, and closes.</summary>
    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var statement in _conversation.Statements.Where(statement => statement.IsRejected))
        {
            await AskAsync(
                Moderator,
                new CardAction.Reject(_assembly.Id, _statements[statement.Id], RejectionReason.OffTopic),
                cancellationToken);
        }

        await AskAsync(Moderator, new CardAction.Organise("close rehearsal"), cancellationToken);
        await PostAsync(_clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Moves the clock, and lets every summary fall due that lies on the way.</summary>
    private async Task MoveToAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        while (_assembly.Settings.Schedule.NextDue(_clock.GetUtcNow()) is { } due && due <= time)
        {
            _clock.MoveTo(due);
            await PostAsync(due, cancellationToken);
        }

        _clock.MoveTo(time);
    }

    private async Task PostAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _summaries.WriteDueAsync(now, cancellationToken);
        while (await _outbox.SendAsync(cancellationToken) > 0)
        {
        }
    }

    private Task AskAsync(string person, CardAction action, CancellationToken cancellationToken) =>
        AskAsync(person, Place.Private.Instance, action, cancellationToken);

    private async Task AskAsync(string person, Place place, CardAction action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new Request(
            new Person(RehearsalMessenger.Name, person, person, "en"),
            place,
            new InboxKey("rehearsal", $"{++_requests}"),
            action);
        await _desk.AnswerAsync(request, cancellationToken);
    }

    private RehearsalResult ResultOf(TimeSpan took)
    {
        _milliseconds.Sort();
        return new RehearsalResult
        {
            Votes = _conversation.Votes.Count,
            Accepted = _conversation.Votes.Count - _refused,
            CurrentVotes = _assembly.Votes.VoteCount,
            People = _joined.Count,
            Statements = _statements.Count,
            Requests = _requests,
            Summaries = _messenger.Posts.Count,
            LastSummary = _messenger.Posts.Count > 0 ? _messenger.Posts[^1] : null,
            MessagesToPeople = _messenger.ToPeople,
            Took = took,
            MedianMilliseconds = Quantile(0.5),
            SlowMilliseconds = Quantile(0.99),
        };
    }

    private double Quantile(double share) =>
        _milliseconds.Count == 0 ? 0 : _milliseconds[(int)Math.Min(_milliseconds.Count - 1, share * _milliseconds.Count)];
}
