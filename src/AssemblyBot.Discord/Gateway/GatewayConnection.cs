using AssemblyBot.Discord.Api;

namespace AssemblyBot.Discord.Gateway;

/// <summary>One connection of a shard from its greeting to its end: a session begun or resumed, events, heartbeats.</summary>
internal sealed class GatewayConnection(GatewayHub hub, GatewaySocket socket, int shard, int shards, Uri gateway, ShardSession? session)
{
    private const int ForAnother = 4000;
    private const int ForGood = 1000;

    private readonly Lock _gate = new();
    private ShardSession? _session = session;
    private long? _servingSince;
    private bool _broughtSomething;
    private bool _isStopping;
    private volatile bool _isAnswered = true;

    /// <summary>
    /// Serves until the connection ends or <paramref name="stop"/> is cancelled, and then tells how it ended; a stop is an
    /// end like any other. Without a session, <paramref name="turn"/> allows to begin one and is given back when that is done.
    /// </summary>
    public async Task<GatewayEnding> RunAsync(IdentifyGate.Turn? turn, CancellationToken stop)
    {
        if (await GreetAsync(stop) is not { } beat)
            return End(GatewayClose.Of(socket.CloseCode));
        if (!await OpenAsync(turn))
            return End(GatewayClose.Of(socket.CloseCode)) with { WasGreeted = true };

        using var over = new CancellationTokenSource();
        var reading = ReadAsync();
        var beating = BeatAsync(beat, over.Token);
        var opening = WatchOpeningAsync(over.Token);
        var stopped = WaitAsync(stop, over.Token);
        try
        {
            var first = await Task.WhenAny(reading, beating, opening, stopped);
            if (first == reading)
                return await reading with { WasGreeted = true };
            if (first == stopped)
            {
                await StopAsync(reading);
                return End(new GatewayClose(GatewayClose.Next.Resume, "the program stops"));
            }

            await socket.CloseAsync(ForAnother, hub.Pace.Farewell);
            var words = first == beating ? "the heartbeats were not answered" : "no session came of it";
            return End(new GatewayClose(GatewayClose.Next.Resume, words)) with { WasGreeted = true };
        }
        finally
        {
            await over.CancelAsync();
            socket.Abort();
            await Task.WhenAll(reading, beating, opening, stopped);
            if (_servingSince is not null)
                hub.Health.DisconnectedOne();
        }
    }

    /// <summary>Waits for the greeting; how often heartbeats are wanted, or null when there was none.</summary>
    private async Task<TimeSpan?> GreetAsync(CancellationToken stop)
    {
        using var late = new CancellationTokenSource(hub.Pace.Greeting, hub.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        using var aborting = either.Token.UnsafeRegister(static socket => ((GatewaySocket)socket!).Abort(), socket);
        while (await socket.ReceiveAsync())
        {
            if (GatewayFrame.TryRead(socket.Message, out var frame) && frame.Op == 10)
                return GatewayGreetings.BeatOf(frame.Data);
        }

        return null;
    }

    private async Task<bool> OpenAsync(IdentifyGate.Turn? turn)
    {
        if (_session is { } session)
            return await socket.SendAsync(GatewayFrames.Resume(hub.Token, session.Id, session.Ledger.Last));

        turn?.Spend();
        hub.Health.IdentifiedOnce();
        var isSent = await socket.SendAsync(GatewayFrames.Identify(hub.Token, shard, shards));
        turn?.Spent();
        turn?.Dispose();
        return isSent;
    }

    private async Task<GatewayEnding> ReadAsync()
    {
        while (await socket.ReceiveAsync())
        {
            if (!GatewayFrame.TryRead(socket.Message, out var frame))
            {
                hub.Health.SkippedOne();
                continue;
            }

            switch (frame.Op)
            {
                case 0:
                    Take(frame);
                    break;
                case 1:
                    _ = BeatOnceAsync();
                    break;
                case 7:
                    await socket.CloseAsync(ForAnother, hub.Pace.Farewell);
                    return End(new GatewayClose(GatewayClose.Next.Resume, "Discord asks to connect anew"));
                case 9:
                    var mayResume = GatewayGreetings.MayResume(frame.Data) && _session is not null;
                    await socket.CloseAsync(ForAnother, hub.Pace.Farewell);
                    return End(new GatewayClose(mayResume ? GatewayClose.Next.Resume : GatewayClose.Next.Begin, "the session is not valid"))
                        with
                    { Pause = hub.Pace.InvalidSession * (1 + (4 * hub.Backoff.Chance())) };
                case 11:
                    _isAnswered = true;
                    hub.Health.Beat(hub.Time.GetUtcNow());
                    break;
            }
        }

        if (socket.CloseCode is not null)
            await socket.CloseAsync(ForAnother, hub.Pace.Farewell);
        return End(GatewayClose.Of(socket.CloseCode));
    }

    /// <summary>Takes an event in hand, unless the bot stops: then it comes again with the next session.</summary>
    private void Take(GatewayFrame frame)
    {
        lock (_gate)
        {
            if (_isStopping)
                return;
            var handled = Task.CompletedTask;
            switch (frame.Event)
            {
                case GatewayEvent.Ready:
                    Begin(frame);
                    return;
                case GatewayEvent.Resumed:
                    hub.Health.ResumedOnce();
                    Serve();
                    break;
                case GatewayEvent.Interaction when InteractionReader.Read(frame.Data) is { } interaction:
                    handled = hub.Hand(interaction);
                    _broughtSomething |= frame.Sequence > _session?.Ledger.Last;
                    break;
                case GatewayEvent.Interaction:
                    hub.Health.SkippedOne();
                    break;
            }

            if (frame.Sequence is { } sequence)
                _session?.Ledger.Take(sequence, handled);
        }
    }

    private void Begin(GatewayFrame frame)
    {
        var (id, resumeUrl, bot) = GatewayGreetings.ReadyOf(frame.Data);
        _session = id is null ? null : new ShardSession(
            id, GatewayAddress.Safe(resumeUrl, gateway).AbsoluteUri, shard, shards, bot, new SequenceLedger(frame.Sequence ?? 0));
        hub.Keeper.Set(shard, _session);

        // At once, so that a crash right after the begin does not make the next run begin another.
        hub.Keeper.Save();
        Serve();
    }

    private void Serve()
    {
        if (_servingSince is null)
            hub.Health.ConnectedOne();
        _servingSince ??= hub.Time.GetTimestamp();
        hub.Health.Beat(hub.Time.GetUtcNow());
    }

    /// <summary>Heartbeats, the first one after a part of the interval; ends when one was not answered before the next was due.</summary>
    private async Task BeatAsync(TimeSpan interval, CancellationToken over)
    {
        try
        {
            await Task.Delay(interval * hub.Backoff.Chance(), hub.Time, over);
            while (_isAnswered)
            {
                _isAnswered = false;
                _ = BeatOnceAsync();
                await Task.Delay(interval, hub.Time, over);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended otherwise.
        }
    }

    private Task<bool> BeatOnceAsync() =>
        socket.MaySend() ? socket.SendAsync(GatewayFrames.Heartbeat(_session?.Ledger.Last)) : Task.FromResult(false);

    /// <summary>Ends when no session came of the connection in time.</summary>
    private async Task WatchOpeningAsync(CancellationToken over)
    {
        try
        {
            // A resume replays what was missed first, which may take a while: twice the time.
            await Task.Delay(hub.Pace.Greeting * 2, hub.Time, over);
            if (_servingSince is not null)
                await Task.Delay(Timeout.InfiniteTimeSpan, hub.Time, over);
        }
        catch (OperationCanceledException)
        {
            // The connection ended otherwise.
        }
    }

    /// <summary>Takes nothing more, keeps the session, and says goodbye so that Discord keeps it too.</summary>
    private async Task StopAsync(Task reading)
    {
        lock (_gate)
            _isStopping = true;
        var isKept = hub.Keeper.Save() && _session is not null;
        await socket.CloseAsync(isKept ? ForAnother : ForGood, hub.Pace.Farewell);
        await Task.WhenAny(reading, Task.Delay(hub.Pace.Farewell, hub.Time, CancellationToken.None));
    }

    private GatewayEnding End(GatewayClose close) => new(close)
    {
        Session = _session,
        Served = _servingSince is { } since ? hub.Time.GetElapsedTime(since) : null,
        BroughtSomething = _broughtSomething,
    };

    private static async Task WaitAsync(CancellationToken stop, CancellationToken over)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, over);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ending = either.Token.UnsafeRegister(static ended => ((TaskCompletionSource)ended!).TrySetResult(), ended);
        await ended.Task;
    }
}
