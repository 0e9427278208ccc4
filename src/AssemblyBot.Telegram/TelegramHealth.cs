namespace AssemblyBot.Telegram;

/// <summary>How the bot is doing on Telegram, for whoever watches over it.</summary>
public sealed class TelegramHealth
{
    private long _lastPoll;
    private long _handled;
    private long _limited;

    /// <summary>
    /// Why the bot does not run on Telegram at all, in one sentence that names the setting; null: nothing is wrong. Set
    /// before <see cref="PlatformWatch"/> is told.
    /// </summary>
    public string? StoppedBecause { get; internal set; }

    /// <summary>When a poll was last answered, or an update brought; null before the first time.</summary>
    public DateTimeOffset? LastPoll =>
        Interlocked.Read(ref _lastPoll) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>How many updates were answered.</summary>
    public long Handled => Interlocked.Read(ref _handled);

    /// <summary>How often the server asked to slow down (429).</summary>
    public long Limited => Interlocked.Read(ref _limited);

    internal void Polled(DateTimeOffset at) => Interlocked.Exchange(ref _lastPoll, at.UtcTicks);

    internal void HandledOne() => Interlocked.Increment(ref _handled);

    internal void LimitedOnce() => Interlocked.Increment(ref _limited);
}
