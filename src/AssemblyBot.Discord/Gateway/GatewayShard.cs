using AssemblyBot.Discord.Api;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Gateway;

/// <summary>A shard: one connection after another, each going on with the session of the one before where that is possible.</summary>
internal sealed partial class GatewayShard(
    GatewayHub hub, IdentifyGate gate, int shard, int shards, Uri gateway, Func<bool> isTokenRefused)
{
    /// <summary>So many resumes in a row that were greeted and came to nothing end a session.</summary>
    private const int MostVainResumes = 5;

    private ShardSession? _session;
    private int _failures;
    private int _unreachable;
    private int _vainResumes;
    private int _shortSessions;
    private long? _begunAt;
    private string? _trouble;

    /// <summary>Runs until it is stopped; the sentence of a refusal for good, or null.</summary>
    public async Task<string?> RunAsync(ShardSession? kept, CancellationToken stop)
    {
        _session = kept;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (isTokenRefused())
                    return GatewayClose.TokenRefused("it answers 401");
                var ending = await ConnectAsync(stop);
                if (stop.IsCancellationRequested)
                    break;
                if (ending.Close.Then == GatewayClose.Next.Stop)
                    return ending.Close.Words;
                await Task.Delay(After(ending), hub.Time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop between two connections: the session is kept as it is.
            hub.Keeper.Save();
        }

        return null;
    }

    private async Task<GatewayEnding> ConnectAsync(CancellationToken stop)
    {
        using var turn = _session is null ? await gate.EnterAsync(shard, _shortSessions, stop) : null;
        await using var socket = new GatewaySocket(hub.UserAgent, hub.Time);
        if (await socket.ConnectAsync(Address(), hub.Pace.Greeting, stop) is { } trouble)
            return new GatewayEnding(new GatewayClose(GatewayClose.Next.Resume, trouble)) { Session = _session };

        try
        {
            return await new GatewayConnection(hub, socket, shard, shards, gateway, _session).RunAsync(turn, stop);
        }
        catch (Exception exception)
        {
            Failed(hub.Logger, exception, shard);
            return new GatewayEnding(new GatewayClose(GatewayClose.Next.Resume, "an error of the bot")) { Session = _session, WasGreeted = true };
        }
    }

    /// <summary>Takes note of how a connection ended; how long to wait before the next.</summary>
    private TimeSpan After(GatewayEnding ending)
    {
        Tell(ending);
        CountResumes(ending);
        CountSessions(ending);
        hub.Keeper.Set(shard, _session);

        _unreachable = ending.WasGreeted ? 0 : _unreachable + 1;
        _failures = ending.Served >= hub.Pace.Good ? 0 : ending.BroughtSomething ? 1 : _failures + 1;
        var wait = _failures == 0 ? TimeSpan.Zero : hub.Backoff.Before(_failures, hub.Pace.FirstWait, hub.Pace.LongestWait);
        return wait > ending.Pause ? wait : ending.Pause;
    }

    private void CountSessions(GatewayEnding ending)
    {
        var isNew = _session is null;
        if (isNew && ending.WasGreeted)
            _begunAt = hub.Time.GetTimestamp() - (long)((ending.Served ?? TimeSpan.Zero).TotalSeconds * hub.Time.TimestampFrequency);
        _session = ending.Close.Then == GatewayClose.Next.Begin || _vainResumes >= MostVainResumes ? null : ending.Session;
        if (_session is not null || (isNew && !ending.WasGreeted))
            return;

        // One that an earlier run began is no fault of this one.
        _shortSessions = _begunAt is { } begun && hub.Time.GetElapsedTime(begun) < hub.Pace.GoodSession ? _shortSessions + 1 : 0;
        _vainResumes = 0;
    }

    private void CountResumes(GatewayEnding ending)
    {
        if (ending.Served is not null || ending.BroughtSomething)
            _vainResumes = 0;
        else if (_session is not null && ending.WasGreeted)
            _vainResumes++;
    }

    /// <summary>
    /// Where to connect: a session goes on at its own address, and, when that cannot be reached again and again, every
    /// other time at the one for all.
    /// </summary>
    private Uri Address()
    {
        var resumesElsewhere = _session is not null && _unreachable >= 3 && _unreachable % 2 == 1;
        var root = _session is null || resumesElsewhere ? gateway : GatewayAddress.Safe(_session.ResumeUrl, gateway);
        return GatewayAddress.WithQuery(root);
    }

    private void Tell(GatewayEnding ending)
    {
        if (ending.Served >= hub.Pace.Good)
            _trouble = null;
        if (_trouble != ending.Close.Words)
            Lost(hub.Logger, shard, ending.Close.Words);
        _trouble = ending.Close.Words;
    }

    [LoggerMessage(LogLevel.Error, "The connection of shard {Shard} to Discord failed; another one follows")]
    private static partial void Failed(ILogger logger, Exception exception, int shard);

    [LoggerMessage(LogLevel.Information, "The connection of shard {Shard} to Discord ended: {Why}. Connecting again")]
    private static partial void Lost(ILogger logger, int shard, string why);
}
