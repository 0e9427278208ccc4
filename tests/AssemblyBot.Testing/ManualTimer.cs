namespace AssemblyBot.Testing;

/// <summary>One timer of a <see cref="ManualClock"/>; its fields belong to the clock's lock.</summary>
internal sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
{
    private bool _disposed;

    public TimeSpan Period { get; set; }

    /// <summary>Tells this setting of the timer from earlier ones that still lie in the clock's queue.</summary>
    public long Version { get; set; }

    public bool IsActive { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        if (dueTime == TimeSpan.Zero)
        {
            // Due at once, as with a real timer, whether or not the clock moves.
            clock.Schedule(this, period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan, period);
            ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            return true;
        }

        clock.Schedule(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            clock.Schedule(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _disposed = true;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
