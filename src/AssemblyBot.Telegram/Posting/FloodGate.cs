using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Posting;

/// <summary>
/// Lets messages and edits out no faster than Telegram takes them: three in three seconds to a chat, twenty a minute to a
/// group, <see cref="TelegramOptions.MessagesPerSecond"/> in all. Replies go before posts, posts before reminders; among
/// equals goes who had a turn least recently; one turn in ten is for whoever has waited longest.
/// </summary>
/// <remarks>
/// Source: the limits named in the Bot API's FAQ, which speaks of messages, calls its numbers approximate and allows short
/// bursts. Whether an edit counts is documented nowhere. So replies to people, which are edits but for a few, are held to the
/// limits only once the server has refused something to a person, and for <see cref="WaryFor"/> from then; posts and
/// reminders are from the start, and have a share of their own that no crowd of people takes from them. Answers to presses
/// are no messages and pass by.
/// </remarks>
internal sealed class FloodGate : IDisposable
{
    private const int InChat = 3;
    private const int InGroup = 20;
    private const int LongestWaitingEvery = 10;
    private const int RememberedChats = 10_000;
    private static readonly TimeSpan ChatSpan = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GroupSpan = TimeSpan.FromMinutes(1);

    /// <summary>How long a refusal is remembered.</summary>
    private static readonly TimeSpan WaryFor = TimeSpan.FromMinutes(10);

    /// <summary>Timers are early by a little; a server that counts exactly must not be asked a moment too soon.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(25);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Chat> _chats = [];
    private readonly LinkedList<Waiting> _waiting = [];
    private readonly RollingLimit _all;
    private readonly RollingLimit _inTurn;
    private readonly bool _isOpen;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private TimeSpan _allPausedUntil;
    private TimeSpan _waryUntil;
    private (long Chat, TimeSpan Until) _lastPause;
    private int _turns;
    private int _sweepAt = RememberedChats;

    public FloodGate(IOptions<TelegramOptions> options, TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _isOpen = options.Value.MessagesPerSecond == 0;
        _all = new RollingLimit(options.Value.MessagesPerSecond, TimeSpan.FromSeconds(1));
        _inTurn = new RollingLimit(options.Value.MessagesPerSecond, TimeSpan.FromSeconds(1));
        _timer = time.CreateTimer(_ => Open(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>How many wait for their turn.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>
    /// Completes when a message to <paramref name="chat"/> may go out; dispose of the pass when its call has come back.
    /// </summary>
    public ValueTask<Pass> EnterAsync(long chat, Urgency urgency, CancellationToken cancellationToken)
    {
        Waiting waiting;
        lock (_gate)
        {
            var of = Of(chat);
            if (PassesBy(of, urgency))
                return ValueTask.FromResult(Grant(of, isInTurn: false));
            if (_waiting.Count == 0 && Next(of) <= Now)
                return ValueTask.FromResult(Grant(of, isInTurn: true));
            waiting = new Waiting(of, urgency);
            _waiting.AddLast(waiting);
            of.Waiting++;
        }

        Open();
        return new ValueTask<Pass>(WaitAsync(waiting, cancellationToken));
    }

    /// <summary>As <see cref="EnterAsync"/>; null when the turn does not come within <paramref name="patience"/>.</summary>
    public async Task<Pass?> TryEnterAsync(long chat, Urgency urgency, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var tooLate = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLate.Token);
        try
        {
            return await EnterAsync(chat, urgency, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>How long <paramref name="chat"/> has to wait at least, as things stand.</summary>
    public TimeSpan WaitOf(long chat)
    {
        lock (_gate)
        {
            var wait = Next(Of(chat)) - Now;
            return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < GroupSpan ? wait : PauseOf(chat) ?? GroupSpan;
        }
    }

    /// <summary>
    /// Lets nothing go to <paramref name="chat"/> for as long as the server asked for; when it asks for that in two private
    /// chats at once, the limit of all is meant, and nothing goes to anyone. A private chat makes wary of the limits.
    /// </summary>
    public void Pause(long chat, TimeSpan pause)
    {
        lock (_gate)
        {
            var until = Now + pause + Slack;
            var of = Of(chat);
            of.PausedUntil = Later(of.PausedUntil, until);
            if (chat > 0)
                _waryUntil = Now + WaryFor;
            if (chat > 0 && _lastPause.Chat > 0 && _lastPause.Chat != chat && _lastPause.Until > Now)
                _allPausedUntil = Later(_allPausedUntil, until);
            _lastPause = (chat, until);
        }
    }

    public void Dispose() => _timer.Dispose();

    private async Task<Pass> WaitAsync(Waiting waiting, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(() => Leave(waiting, cancellationToken));
        return await waiting.Turn.Task;
    }

    private void Leave(Waiting waiting, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(waiting))
                return;
            waiting.Chat.Waiting--;
        }

        waiting.Turn.TrySetCanceled(cancellationToken);
    }

    /// <summary>Gives the turns there are, and sets the timer for the next.</summary>
    private void Open()
    {
        List<(Waiting Waiting, Pass Pass)>? turns = null;
        lock (_gate)
        {
            while (Choose() is { } chosen)
            {
                _waiting.Remove(chosen);
                chosen.Chat.Waiting--;
                (turns ??= []).Add((chosen, Grant(chosen.Chat, isInTurn: true)));
            }

            SetTimer();
        }

        foreach (var (waiting, pass) in turns ?? [])
            waiting.Turn.TrySetResult(pass);
    }

    private Waiting? Choose()
    {
        var now = Now;
        if (_waiting.Count == 0 || NextOfAll(now) > now)
            return null;

        var isForLongestWaiting = _turns % LongestWaitingEvery == LongestWaitingEvery - 1;
        Waiting? best = null;
        foreach (var waiting in _waiting)
        {
            if (waiting.Chat.Next(now) > now)
                continue;
            if (isForLongestWaiting)
                return waiting;
            if (best is null || (waiting.Urgency, waiting.Chat.LastTurn).CompareTo((best.Urgency, best.Chat.LastTurn)) < 0)
                best = waiting;
        }

        return best;
    }

    /// <summary>Whether a reply need not wait: nothing was refused to a person lately, and this one's chat is not paused.</summary>
    private bool PassesBy(Chat chat, Urgency urgency)
    {
        var now = Now;
        return urgency == Urgency.Reply && chat.IsPersons && _waryUntil <= now && _allPausedUntil <= now && chat.PausedUntil <= now;
    }

    private Pass Grant(Chat chat, bool isInTurn)
    {
        if (!_isOpen)
        {
            _all.Begin();
            chat.Begin();
            if (isInTurn)
                _inTurn.Begin();
        }

        chat.LastTurn = ++_turns;
        return new Pass(this, chat, isInTurn);
    }

    private void Return(Chat chat, bool isInTurn, bool isUsed)
    {
        lock (_gate)
        {
            if (_isOpen)
                return;
            if (isUsed)
            {
                _all.End(Now);
                chat.End(Now);
                if (isInTurn)
                    _inTurn.End(Now);
            }
            else
            {
                _all.Abandon();
                chat.Abandon();
                if (isInTurn)
                    _inTurn.Abandon();
            }

            if (_waiting.Count == 0)
                return;
        }

        Open();
    }

    private TimeSpan Next(Chat chat) => Later(NextOfAll(Now), chat.Next(Now));

    /// <summary>As long as replies pass by, what takes turns has the whole of the limit.</summary>
    private TimeSpan NextOfAll(TimeSpan now) => Later((_waryUntil > now ? _all : _inTurn).Next(now), _allPausedUntil);

    private TimeSpan? PauseOf(long chat) => Later(Of(chat).PausedUntil, _allPausedUntil) - Now is var pause && pause > TimeSpan.Zero ? pause : null;

    private void SetTimer()
    {
        var now = Now;
        var all = NextOfAll(now);
        var next = TimeSpan.MaxValue;
        if (all < TimeSpan.MaxValue)
        {
            foreach (var waiting in _waiting)
            {
                if (waiting.Chat.Next(now) is var at && at < next)
                    next = at;
            }
        }

        if (next == TimeSpan.MaxValue)
            return;
        var wait = Later(all, next) - now;
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private Chat Of(long id)
    {
        if (_chats.TryGetValue(id, out var chat))
            return chat;
        if (_chats.Count >= _sweepAt)
            Sweep();
        return _chats[id] = new Chat(id < 0, _isOpen);
    }

    /// <summary>Chats without a message in the last minute have no bearing on the next one.</summary>
    private void Sweep()
    {
        var now = Now;
        foreach (var (id, chat) in _chats)
        {
            if (chat.IsIdle(now))
                _chats.Remove(id);
        }

        _sweepAt = Math.Max(RememberedChats, _chats.Count * 2);
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>The right to send one message, given back when its call has ended.</summary>
    internal sealed class Pass : IDisposable
    {
        private readonly FloodGate _gate;
        private readonly Chat _chat;
        private readonly bool _isInTurn;
        private bool _isUsed = true;

        internal Pass(FloodGate gate, Chat chat, bool isInTurn) => (_gate, _chat, _isInTurn) = (gate, chat, isInTurn);

        /// <summary>Says that nothing is sent, so that it does not count.</summary>
        public void Abandon() => _isUsed = false;

        public void Dispose() => _gate.Return(_chat, _isInTurn, _isUsed);
    }

    internal sealed class Chat(bool isGroup, bool isOpen)
    {
        private readonly RollingLimit _short = new(isOpen ? 0 : InChat, ChatSpan);
        private readonly RollingLimit? _long = isGroup && !isOpen ? new RollingLimit(InGroup, GroupSpan) : null;

        public bool IsPersons { get; } = !isGroup;

        public TimeSpan PausedUntil { get; set; } = TimeSpan.MinValue;

        /// <summary>The number of its last turn; 0: it had none.</summary>
        public int LastTurn { get; set; }

        /// <summary>How many messages to it wait.</summary>
        public int Waiting { get; set; }

        public TimeSpan Next(TimeSpan now) =>
            Later(PausedUntil, Later(_short.Next(now), _long?.Next(now) ?? TimeSpan.MinValue));

        public bool IsIdle(TimeSpan now) =>
            Waiting == 0 && PausedUntil <= now && _short.IsIdle(now) && _long?.IsIdle(now) != false;

        public void Begin()
        {
            _short.Begin();
            _long?.Begin();
        }

        public void End(TimeSpan now)
        {
            _short.End(now);
            _long?.End(now);
        }

        public void Abandon()
        {
            _short.Abandon();
            _long?.Abandon();
        }
    }

    private sealed class Waiting(Chat chat, Urgency urgency)
    {
        public Chat Chat { get; } = chat;

        public Urgency Urgency { get; } = urgency;

        public TaskCompletionSource<Pass> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
