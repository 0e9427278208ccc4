namespace AssemblyBot.Discord;

/// <summary>How the bot is doing on Discord, for whoever watches over it.</summary>
public sealed class DiscordHealth
{
    private long _lastBeat;
    private long _handled;
    private long _limited;
    private long _refused;
    private long _identified;
    private long _resumed;
    private long _skipped;
    private int _connected;

    /// <summary>
    /// Why the bot does not run on Discord at all, in one sentence that names the mend; null: nothing is wrong.
    /// </summary>
    public string? StoppedBecause { get; internal set; }

    /// <summary>When the gateway last answered a heartbeat, or let a session begin; null before the first time.</summary>
    public DateTimeOffset? LastBeat =>
        Interlocked.Read(ref _lastBeat) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>How many connections to the gateway have a session now; one for each shard when all is well.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>How many interactions were answered.</summary>
    public long Handled => Interlocked.Read(ref _handled);

    /// <summary>How often the server asked to slow down (429).</summary>
    public long Limited => Interlocked.Read(ref _limited);

    /// <summary>How often the server forbade a call (401, 403).</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How many sessions were begun; Discord allows 1,000 a day.</summary>
    public long Identified => Interlocked.Read(ref _identified);

    /// <summary>How often a session went on after a lost connection.</summary>
    public long Resumed => Interlocked.Read(ref _resumed);

    /// <summary>How many events could not be read.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    internal void Beat(DateTimeOffset at) => Interlocked.Exchange(ref _lastBeat, at.UtcTicks);

    internal void ConnectedOne() => Interlocked.Increment(ref _connected);

    internal void DisconnectedOne() => Interlocked.Decrement(ref _connected);

    internal void HandledOne() => Interlocked.Increment(ref _handled);

    internal void LimitedOnce() => Interlocked.Increment(ref _limited);

    internal void RefusedOnce() => Interlocked.Increment(ref _refused);

    internal void IdentifiedOnce() => Interlocked.Increment(ref _identified);

    internal void ResumedOnce() => Interlocked.Increment(ref _resumed);

    internal void SkippedOne() => Interlocked.Increment(ref _skipped);
}
