namespace AssemblyBot.Discord.Api;

/// <summary>The gate of one limit: lets as many calls through as the headers said are left, and learns from every answer.</summary>
/// <remarks>The first call goes alone, for nothing is known before its answer.</remarks>
internal sealed class CallGate(TimeProvider time)
{
    /// <summary>Windows whose ends differ by less are the same one: the ends are told to a few milliseconds.</summary>
    private static readonly TimeSpan SameWindow = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private TaskCompletionSource _freed = NewSignal();
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _resetAt = DateTimeOffset.MinValue;
    private bool _isKnown;
    private int? _limit;
    private int _left;
    private int _underWay;

    /// <summary>Calls wait here one behind the other, so that they go out in the order in which they came.</summary>
    public SemaphoreSlim Door { get; } = new(1);

    /// <summary>Whether nobody would miss it.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                return _underWay == 0 && Door.CurrentCount == 1 && now >= _resetAt && now >= _closedUntil;
            }
        }
    }

    /// <summary>Takes a place; otherwise how long to wait, or until <paramref name="freed"/> ends, before asking again.</summary>
    public TimeSpan? TryEnter(out Task freed)
    {
        lock (_gate)
        {
            freed = _freed.Task;
            var now = time.GetUtcNow();
            if (now < _closedUntil)
                return _closedUntil - now;
            if (!_isKnown && _underWay > 0)
                return Timeout.InfiniteTimeSpan;
            if (_limit is { } limit)
            {
                if (now >= _resetAt && _left < limit - _underWay)
                    _left = limit - _underWay;
                if (_left <= 0)
                    return now < _resetAt ? _resetAt - now : Timeout.InfiniteTimeSpan;
                _left--;
            }

            _underWay++;
            return null;
        }
    }

    /// <summary>Gives a place back; <paramref name="headers"/> of the answer, if there was one.</summary>
    public void Leave(LimitHeaders? headers)
    {
        lock (_gate)
        {
            _underWay--;
            if (headers is { } told)
            {
                _isKnown = true;
                if (told.HasWindow)
                    Learn(told);
            }

            var freed = _freed;
            _freed = NewSignal();
            freed.TrySetResult();
        }
    }

    /// <summary>Lets nothing through for some time.</summary>
    public void Close(TimeSpan during)
    {
        lock (_gate)
        {
            var until = time.GetUtcNow() + during;
            if (until > _closedUntil)
                _closedUntil = until;
        }
    }

    private void Learn(LimitHeaders told)
    {
        var now = time.GetUtcNow();
        var resetAt = now + told.ResetAfter!.Value;
        var left = told.Remaining!.Value - _underWay;
        var isNewWindow = now >= _resetAt || resetAt - _resetAt > SameWindow;
        _left = isNewWindow || _limit is null ? left : Math.Min(_left, left);
        _limit = Math.Max(1, told.Limit!.Value);
        if (isNewWindow || resetAt > _resetAt)
            _resetAt = resetAt;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
