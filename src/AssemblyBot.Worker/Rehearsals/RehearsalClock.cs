namespace AssemblyBot.Worker.Rehearsals;

/// <summary>The time of the rehearsed conversation: it stands still until it is moved, and never goes back.</summary>
internal sealed class RehearsalClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void MoveTo(DateTimeOffset time)
    {
        if (time.UtcTicks > _ticks)
            Interlocked.Exchange(ref _ticks, time.UtcTicks);
    }
}
