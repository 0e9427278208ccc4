namespace AssemblyBot.Telegram.Posting;

/// <summary>
/// When the next message to a chat may go out: one a second in a chat, twenty a minute in a group, thirty a second in
/// all. Posts wait for their turn; what answers a person is only counted.
/// </summary>
/// <remarks>Source: the limits named in the Bot API's FAQ. Posts take 25 of the 30, so that answers find room.</remarks>
internal sealed class PostPace(TimeProvider time)
{
    private const int InAll = 25;
    private const int InGroup = 20;
    private const int RememberedChats = 10_000;
    private static readonly TimeSpan GroupSpan = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ChatSpan = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AllSpan = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, ChatPace> _chats = [];
    private readonly Queue<DateTimeOffset> _all = new();

    /// <summary>
    /// Takes the next place for a message to <paramref name="chat"/> and returns how long to wait for it; when that is
    /// longer than <paramref name="most"/>, takes none.
    /// </summary>
    public TimeSpan Take(long chat, TimeSpan most)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var at = Later(Later(now, Of(chat).Earliest(chat < 0)), EarliestOfAll());
            if (at - now <= most)
                Record(chat, at);
            return at - now;
        }
    }

    /// <summary>Counts a message that goes out now.</summary>
    public void Note(long chat)
    {
        lock (_gate)
            Record(chat, time.GetUtcNow());
    }

    /// <summary>Lets nothing go to <paramref name="chat"/> for a while.</summary>
    public void Pause(long chat, TimeSpan pause)
    {
        lock (_gate)
        {
            var paced = Of(chat);
            paced.PausedUntil = Later(paced.PausedUntil, time.GetUtcNow() + pause);
        }
    }

    private DateTimeOffset EarliestOfAll() => _all.Count < InAll ? DateTimeOffset.MinValue : _all.Peek() + AllSpan;

    private void Record(long chat, DateTimeOffset at)
    {
        _all.Enqueue(at);
        while (_all.Count > InAll)
            _all.Dequeue();
        Of(chat).Record(at);
    }

    private ChatPace Of(long chat)
    {
        if (_chats.TryGetValue(chat, out var paced))
            return paced;
        if (_chats.Count >= RememberedChats)
            Forget();
        return _chats[chat] = new ChatPace();
    }

    /// <summary>Chats without a message in the last minute have no bearing on the next one.</summary>
    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (chat, paced) in _chats.ToList())
        {
            if (paced.PausedUntil <= now && paced.Last + GroupSpan <= now)
                _chats.Remove(chat);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed class ChatPace
    {
        private readonly Queue<DateTimeOffset> _sent = new();

        public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

        public DateTimeOffset PausedUntil { get; set; } = DateTimeOffset.MinValue;

        public DateTimeOffset Earliest(bool isGroup)
        {
            var earliest = _sent.Count == 0 ? DateTimeOffset.MinValue : Last + ChatSpan;
            if (isGroup && _sent.Count == InGroup)
                earliest = Later(earliest, _sent.Peek() + GroupSpan);
            return Later(earliest, PausedUntil);
        }

        public void Record(DateTimeOffset at)
        {
            Last = Later(Last, at);
            _sent.Enqueue(at);
            if (_sent.Count > InGroup)
                _sent.Dequeue();
        }
    }
}
