using AssemblyBot.Discord.Api;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Gateway;

/// <summary>
/// Lets shards begin sessions: those of one bucket one after another with a pause, and never so many that the day's
/// allowance ends, for Discord then takes the token away.
/// </summary>
internal sealed partial class IdentifyGate
{
    /// <summary>
    /// This share of the allowance is left for whoever mends what uses it up and starts the program anew: one in a hundred,
    /// at most 10.
    /// </summary>
    private const int Reserve = 100;

    private readonly GatewayPace _pace;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly ILogger _logger;
    private readonly Bucket[] _buckets;
    private readonly Lock _gate = new();
    private readonly int _total;
    private readonly int _reserve;
    private int _remaining;
    private DateTimeOffset _resetAt;

    public IdentifyGate(GatewayInfo info, GatewayPace pace, TimeProvider time, Backoff backoff, ILogger logger)
    {
        (_pace, _time, _backoff, _logger) = (pace, time, backoff, logger);
        _buckets = [.. Enumerable.Range(0, Math.Max(1, info.Concurrency)).Select(_ => new Bucket())];
        (_total, _remaining) = (info.Total, info.Remaining);
        _reserve = Math.Min(10, info.Total / Reserve);
        _resetAt = time.GetUtcNow() + info.ResetAfter;
    }

    /// <summary>
    /// Waits until a shard may begin a session. The turn lasts until it is given back, so that no other shard of the bucket
    /// begins one meanwhile.
    /// </summary>
    /// <param name="shard">The shard, from 0.</param>
    /// <param name="short">How many sessions in a row of this shard did not last.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Turn> EnterAsync(int shard, int @short, CancellationToken cancellationToken)
    {
        if (@short > 0)
            await Task.Delay(_backoff.Before(@short, _pace.IdentifyEvery, _pace.LongestIdentifyWait), _time, cancellationToken);
        var bucket = _buckets[shard % _buckets.Length];
        await bucket.Semaphore.WaitAsync(cancellationToken);
        try
        {
            await WaitForAllowanceAsync(bucket, cancellationToken);
            if (bucket.Last is { } last && _pace.IdentifyEvery - _time.GetElapsedTime(last) is var left && left > TimeSpan.Zero)
                await Task.Delay(left, _time, cancellationToken);
            return new Turn(this, bucket);
        }
        catch
        {
            bucket.Semaphore.Release();
            throw;
        }
    }

    private async Task WaitForAllowanceAsync(Bucket bucket, CancellationToken cancellationToken)
    {
        while (TimeToAllowance(isStart: bucket.Last is null) is var wait && wait > TimeSpan.Zero)
        {
            UsedUp(_logger, wait);
            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    /// <summary>The first session after a start may be one of those that are left.</summary>
    private TimeSpan TimeToAllowance(bool isStart)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (now >= _resetAt)
                (_remaining, _resetAt) = (_total, now + TimeSpan.FromDays(1));
            return _remaining > (isStart ? 0 : _reserve) ? TimeSpan.Zero : _resetAt - now;
        }
    }

    private void Spend(Bucket bucket)
    {
        Touch(bucket);
        lock (_gate)
            _remaining--;
    }

    private void Touch(Bucket bucket) => bucket.Last = _time.GetTimestamp();

    /// <summary>A shard's turn; disposing of it lets the next one in.</summary>
    public sealed class Turn(IdentifyGate gate, Bucket bucket) : IDisposable
    {
        private int _isOver;

        /// <summary>Counts a session as begun; before it is asked for, since it may be though asking fails.</summary>
        public void Spend() => gate.Spend(bucket);

        /// <summary>Lets the pause begin now that it is asked for.</summary>
        public void Spent() => gate.Touch(bucket);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                bucket.Semaphore.Release();
        }
    }

    /// <summary>The shards that may not begin sessions at the same moment.</summary>
    public sealed class Bucket
    {
        public SemaphoreSlim Semaphore { get; } = new(1);

        public long? Last { get; set; }
    }

    [LoggerMessage(LogLevel.Warning, "So many sessions were begun on Discord today that the next one waits {Wait}")]
    private static partial void UsedUp(ILogger logger, TimeSpan wait);
}
