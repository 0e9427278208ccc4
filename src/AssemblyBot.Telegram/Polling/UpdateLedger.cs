namespace AssemblyBot.Telegram.Polling;

/// <summary>
/// Which updates are in hand, and so from where on the next poll may ask: an update is confirmed only when it and all
/// that came before it are done.
/// </summary>
/// <remarks>
/// An update is done when its reply is out. One whose effect is on disk, but whose reply takes longer than
/// <see cref="Grace"/>, counts as done too: the server hands out a hundred updates at a time, and a slow chat must not
/// fill that window for the others.
/// </remarks>
internal sealed class UpdateLedger(TimeProvider time)
{
    /// <summary>How long a reply may hold back the confirmation of an update whose effect is on disk.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    /// <summary>A number lower than the highest by more than this is a new numbering, no redelivery.</summary>
    private const long LargestStepBack = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Entry> _entries = [];
    private readonly Queue<Entry> _order = new();
    private readonly List<long> _settled = [];
    private TaskCompletionSource _changed = NewSource();
    private long? _highest;

    /// <summary>The lowest update that is not done, else the one after the last; null before the first.</summary>
    public long? Offset
    {
        get
        {
            lock (_gate)
            {
                Settle();
                return _order.TryPeek(out var entry) ? entry.Id : _highest + 1;
            }
        }
    }

    /// <summary>
    /// The offset of a poll that is sent now. Until the next one, updates that are done meanwhile stay known: the answer
    /// to this poll may still bring them.
    /// </summary>
    public long? BeginPoll()
    {
        lock (_gate)
        {
            var offset = Offset;
            foreach (var id in _settled)
                _entries.Remove(id);
            _settled.Clear();
            return offset;
        }
    }

    /// <summary>How many updates hold the offset back, those behind the lowest included.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
            {
                Settle();
                return _order.Count;
            }
        }
    }

    /// <summary>Takes an update in hand; false when it is in hand already, or was when the last poll was sent.</summary>
    public bool TryBegin(long id)
    {
        lock (_gate)
        {
            var entry = new Entry(id);
            if (!_entries.TryAdd(id, entry))
                return false;
            _order.Enqueue(entry);
            if (_highest is not { } highest || id > highest || highest - id > LargestStepBack)
                _highest = id;
            return true;
        }
    }

    /// <summary>Says that the effect of an update is on disk.</summary>
    public void MarkAnswered(long id)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(id, out var entry))
                entry.AnsweredAt = time.GetTimestamp();
        }
    }

    /// <summary>Says that an update is done; a second time changes nothing.</summary>
    public void Finish(long id)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (!_entries.TryGetValue(id, out var entry) || entry.IsDone)
                return;
            entry.IsDone = true;
            (changed, _changed) = (_changed, NewSource());
        }

        changed.TrySetResult();
    }

    /// <summary>Completes with the next update that is done.</summary>
    public Task NextAsync()
    {
        lock (_gate)
            return _changed.Task;
    }

    private void Settle()
    {
        while (_order.TryPeek(out var entry)
            && (entry.IsDone || (entry.AnsweredAt is { } at && time.GetElapsedTime(at) > Grace)))
        {
            _settled.Add(_order.Dequeue().Id);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Entry(long id)
    {
        public long Id { get; } = id;

        public long? AnsweredAt { get; set; }

        public bool IsDone { get; set; }
    }
}
