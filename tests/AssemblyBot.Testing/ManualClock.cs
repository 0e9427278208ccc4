namespace AssemblyBot.Testing;

/// <summary>A clock that stands still until <see cref="Advance"/> moves it and fires, in order, the timers that fall due.</summary>
/// <remarks>
/// Serves <c>Task.Delay(delay, clock)</c>, <c>new CancellationTokenSource(delay, clock)</c> and <c>PeriodicTimer</c>.
/// A timer's callback runs inside <see cref="Advance"/>; what awaits a delay may go on a moment later on another thread.
/// </remarks>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<ManualTimer, (long Due, long Order)> _timers = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly DateTimeOffset _start;
    private TimeSpan _elapsed;
    private long _order;
    private int _active;

    /// <summary>Starts at noon UTC on Monday, 2 March 2026.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualClock(DateTimeOffset start) => _start = start.ToUniversalTime();

    /// <summary>The number of timers that will still fire.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_gate)
            {
                return _active;
            }
        }
    }

    /// <summary>UTC, so that a test reads the same everywhere.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    private TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _elapsed;
            }
        }
    }

    /// <summary>Moves to a moment, which must not lie in the past.</summary>
    public void AdvanceTo(DateTimeOffset moment) => Advance(moment - GetUtcNow());

    /// <summary>Moves on, stopping at every timer on the way, those that are made on the way included.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Elapsed + by;
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Completes once at least <paramref name="count"/> timers are set, so that the next <see cref="Advance"/> finds them.</summary>
    public async Task WaitForTimersAsync(int count = 1, TimeSpan? timeout = null)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_active >= count)
            {
                return;
            }

            _waiters.Add((count, reached));
        }

        try
        {
            await reached.Task.WaitAsync(timeout ?? TimeSpan.FromSeconds(10), System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{ActiveTimers} timers are set on the manual clock, {count} were waited for");
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (timer.IsActive)
            {
                _active--;
            }

            timer.Period = period;
            timer.Version = ++_order;
            timer.IsActive = dueTime != Timeout.InfiniteTimeSpan;
            if (timer.IsActive)
            {
                _active++;
                _timers.Enqueue(timer, ((_elapsed + dueTime).Ticks, _order));
                ReleaseWaiters();
            }
        }
    }

    /// <summary>Moves to the next timer that is due by <paramref name="target"/>; without one, to <paramref name="target"/>.</summary>
    private ManualTimer? TakeDue(TimeSpan target)
    {
        lock (_gate)
        {
            while (_timers.TryPeek(out var timer, out var when))
            {
                var isCurrent = timer.IsActive && timer.Version == when.Order;
                if (isCurrent && when.Due > target.Ticks)
                {
                    break;
                }

                _timers.Dequeue();
                if (!isCurrent)
                {
                    continue;
                }

                _elapsed = TimeSpan.FromTicks(Math.Max(_elapsed.Ticks, when.Due));
                timer.IsActive = false;
                _active--;
                if (timer.Period > TimeSpan.Zero)
                {
                    Schedule(timer, timer.Period, timer.Period);
                }

                return timer;
            }

            _elapsed = TimeSpan.FromTicks(Math.Max(_elapsed.Ticks, target.Ticks));
            return null;
        }
    }

    private void ReleaseWaiters()
    {
        for (var i = _waiters.Count - 1; i >= 0; i--)
        {
            if (_active >= _waiters[i].Count)
            {
                _waiters[i].Reached.TrySetResult();
                _waiters.RemoveAt(i);
            }
        }
    }
}
