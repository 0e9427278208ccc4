namespace AssemblyBot.Telegram.Replies;

/// <summary>
/// What was found out by trying: in which groups one member alone can be shown a message, and how the server is asked for
/// it. In memory only; a group where it failed is tried again after a while, and when the bot's place in it changes.
/// </summary>
internal sealed class OwnMessageWays(TimeProvider time)
{
    /// <summary>A try that failed may have been seen by all for a moment; so it is not made often.</summary>
    private static readonly TimeSpan AfterShownToAll = TimeSpan.FromDays(1);

    private const int RememberedChats = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Finding> _chats = [];
    private OwnMessageWay _lastFound;

    /// <summary>The way that works in a chat; null: none is known.</summary>
    public OwnMessageWay? Of(long chat)
    {
        lock (_gate)
            return _chats.GetValueOrDefault(chat)?.Way;
    }

    /// <summary>Whether there is no way in a chat at present.</summary>
    public bool IsClosed(long chat)
    {
        lock (_gate)
            return _chats.GetValueOrDefault(chat)?.ClosedUntil > time.GetUtcNow();
    }

    /// <summary>For how long the server wants no such messages in a chat; zero: it does not mind.</summary>
    public TimeSpan PauseOf(long chat)
    {
        lock (_gate)
            return _chats.GetValueOrDefault(chat)?.PausedUntil - time.GetUtcNow() is { } pause && pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }

    /// <summary>The server wants no such messages in a chat for a while.</summary>
    public void Pause(long chat, TimeSpan pause)
    {
        lock (_gate)
            FindingOf(chat).PausedUntil = time.GetUtcNow() + pause;
    }

    /// <summary>The ways to try in a chat where none is known, the one that worked last elsewhere first.</summary>
    public IReadOnlyList<OwnMessageWay> ToTry()
    {
        lock (_gate)
            return [_lastFound, _lastFound == OwnMessageWay.Object ? OwnMessageWay.Pair : OwnMessageWay.Object];
    }

    /// <summary>One at a time tries a chat where no way is known: dispose of what is returned when it is found out.</summary>
    public async Task<IDisposable> TakeTurnAsync(long chat, CancellationToken cancellationToken)
    {
        Finding finding;
        lock (_gate)
            finding = FindingOf(chat);
        await finding.Turn.WaitAsync(cancellationToken);
        return new TurnEnd(finding.Turn);
    }

    /// <summary>A message was shown to one member alone.</summary>
    public void Found(long chat, OwnMessageWay way)
    {
        lock (_gate)
        {
            var finding = FindingOf(chat);
            (finding.Way, finding.ClosedUntil, _lastFound) = (way, null, way);
        }
    }

    /// <summary>No way led to one member alone: each message was shown to all.</summary>
    public void ShownToAll(long chat) => Close(chat, AfterShownToAll);

    /// <summary>Nothing is tried in a chat for a while.</summary>
    public void Close(long chat, TimeSpan pause)
    {
        lock (_gate)
            FindingOf(chat).ClosedUntil = time.GetUtcNow() + pause;
    }

    /// <summary>The way that was known is none any more.</summary>
    public void Lost(long chat)
    {
        lock (_gate)
            FindingOf(chat).Way = null;
    }

    /// <summary>The bot's place in a chat has changed: what was found there need not hold any more.</summary>
    public void Forget(long chat)
    {
        lock (_gate)
        {
            if (_chats.TryGetValue(chat, out var finding))
                finding.ClosedUntil = null;
        }
    }

    private Finding FindingOf(long chat)
    {
        if (_chats.TryGetValue(chat, out var finding))
            return finding;
        if (_chats.Count >= RememberedChats)
            _chats.Clear();
        return _chats[chat] = new Finding();
    }

    private sealed class Finding
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public OwnMessageWay? Way { get; set; }

        public DateTimeOffset? ClosedUntil { get; set; }

        public DateTimeOffset? PausedUntil { get; set; }
    }

    private sealed class TurnEnd(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
