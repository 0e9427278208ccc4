using System.Collections.Concurrent;

namespace AssemblyBot.Discord.Api;

/// <summary>
/// Keeps calls within Discord's limits: 50 a second over all, the pause after a global 429, and the limits by route and
/// owner, which are learnt from the headers alone.
/// </summary>
internal sealed class CallLimits(TimeProvider time)
{
    private const int PerSecond = 50;
    private const int ManyGates = 1_000;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, string> _buckets = new();
    private readonly ConcurrentDictionary<(string Bucket, string Owner), CallGate> _gates = new();
    private readonly Lock _gate = new();
    private readonly DateTimeOffset[] _recent = new DateTimeOffset[PerSecond];
    private int _next;
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private int _nextSweep = ManyGates;

    /// <summary>Waits for a place. Null: it was got, and is to be given back; otherwise how long it would take, which is too long.</summary>
    /// <param name="call">The call.</param>
    /// <param name="deadline">When waiting has no use any more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(CallGate? Gate, TimeSpan TooLong)> EnterAsync(RestCall call, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var gate = GateOf(call);
            using var late = new CancellationTokenSource(Longest(deadline - time.GetUtcNow()), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            try
            {
                await gate.Door.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return (null, Second);
            }

            try
            {
                if (GateOf(call) != gate)
                    continue;
                if (await PassAsync(gate, call, deadline, either.Token) is { } tooLong)
                    return (null, tooLong);
                return (gate, TimeSpan.Zero);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return (null, Second);
            }
            finally
            {
                gate.Door.Release();
            }
        }
    }

    /// <summary>Gives a place back and learns from the answer; null headers: there was none.</summary>
    public void Leave(RestCall call, CallGate gate, LimitHeaders? headers)
    {
        if (headers?.Bucket is { } bucket)
        {
            _buckets[call.Route] = bucket;
            _gates.TryAdd((bucket, call.Owner), gate);
            if (GateOf(call) is var shared && shared != gate)
                shared.Close(headers is { HasWindow: true, Remaining: 0, ResetAfter: { } rest } ? rest : TimeSpan.Zero);
        }

        gate.Leave(headers);
        Sweep();
    }

    /// <summary>Obeys a 429.</summary>
    public void Close(RestCall call, TimeSpan during, bool isGlobal)
    {
        if (!isGlobal)
        {
            GateOf(call).Close(during);
            return;
        }

        lock (_gate)
        {
            var until = time.GetUtcNow() + during;
            if (until > _pausedUntil)
                _pausedUntil = until;
        }
    }

    private CallGate GateOf(RestCall call) =>
        _gates.GetOrAdd((_buckets.GetValueOrDefault(call.Route, call.Route), call.Owner), static (_, time) => new CallGate(time), time);

    /// <summary>Passes the pause, the gate and the limit over all, in this order; how long it would take if that is too long.</summary>
    private async Task<TimeSpan?> PassAsync(CallGate gate, RestCall call, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task freed = Task.CompletedTask;
            var wait = Pause();
            if (wait == TimeSpan.Zero)
            {
                if (gate.TryEnter(out freed) is not { } closed)
                    break;
                wait = closed;
            }

            if (wait == Timeout.InfiniteTimeSpan)
            {
                await freed.WaitAsync(cancellationToken);
                continue;
            }

            if (time.GetUtcNow() + wait > deadline)
                return wait;
            await Task.Delay(wait, time, cancellationToken);
        }

        try
        {
            if (call.NeedsToken && Turn() is var turn && turn > TimeSpan.Zero)
                await Task.Delay(turn, time, cancellationToken);
            return null;
        }
        catch
        {
            gate.Leave(null);
            throw;
        }
    }

    private TimeSpan Pause()
    {
        lock (_gate)
            return _pausedUntil - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>How long to wait for one of the 50 places of a second; it is taken.</summary>
    private TimeSpan Turn()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var free = _recent[_next] == default ? now : _recent[_next] + Second;
            var at = free > now ? free : now;
            _recent[_next] = at;
            _next = (_next + 1) % PerSecond;
            return at - now;
        }
    }

    /// <summary>Every interaction has a gate of its own: those that nobody would miss go.</summary>
    private void Sweep()
    {
        if (_gates.Count < _nextSweep)
            return;
        foreach (var (key, gate) in _gates)
        {
            if (gate.IsIdle)
                _gates.TryRemove(key, out _);
        }

        _nextSweep = (_gates.Count * 2) + ManyGates;
    }

    private static TimeSpan Longest(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
