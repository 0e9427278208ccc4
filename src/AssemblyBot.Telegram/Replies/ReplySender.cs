using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Replies;

/// <summary>
/// Sends replies: for a press one edit and one answer side by side, for a text new messages. Messages of one chat keep
/// their order; answers to presses wait for nobody. What the server or the network does wrong is dealt with here and
/// never thrown.
/// </summary>
/// <remarks>
/// Edits and answers can be repeated without harm and are; a new message is repeated only when it is certain that it did
/// not arrive.
/// </remarks>
internal sealed partial class ReplySender : IDisposable
{
    private const int Tries = 4;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    /// <summary>A card that has stood in line for longer may be outdated.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// A press is answered after so long, even when it is not known yet whether its card can be shown to one member alone.
    /// </summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(2);

    /// <summary>Longer than any press or card is worth waiting for.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly ITelegramApi _api;
    private readonly FloodGate _gate;
    private readonly ClosedChats _closed;
    private readonly Backoff _backoff;
    private readonly TelegramHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger<ReplySender> _logger;
    private readonly OwnCards _own;
    private readonly ChatKeeper _chats;
    private readonly Pins _pins;
    private readonly SerialQueues<(long Chat, long? Member), Pending> _queues;
    private readonly CancellationTokenSource _stop = new();

    public ReplySender(
        ITelegramApi api,
        OwnCards own,
        ChatKeeper chats,
        Pins pins,
        FloodGate gate,
        ClosedChats closed,
        Backoff backoff,
        TelegramHealth health,
        TimeProvider time,
        ILogger<ReplySender> logger)
    {
        (_api, _gate, _closed, _backoff, _health, _time, _logger) = (api, gate, closed, backoff, health, time, logger);
        (_own, _chats, _pins) = (own, chats, pins);
        _queues = new SerialQueues<(long Chat, long? Member), Pending>(SendAsync);
    }

    /// <summary>How many replies are on their way.</summary>
    public int Count => _queues.Count;

    /// <summary>
    /// Answers the press now, unless that is done, and shows the messages after those that the chat still waits for.
    /// </summary>
    public void Add(Reply reply) => _queues.Add(
        QueueOf(reply),
        new Pending(
            reply with { Since = _time.GetTimestamp() },
            reply is { Query: { } query, Own: null, IsAnswered: false } ? AnswerAsync(query, reply) : Task.CompletedTask));

    /// <summary>Completes when nothing is on its way; gives up what is at <paramref name="deadline"/>.</summary>
    public async Task DrainAsync(CancellationToken deadline)
    {
        try
        {
            await _queues.WhenEmptyAsync().WaitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            LeftBehind(_logger, _queues.Count);
        }

        await _stop.CancelAsync();
    }

    public void Dispose() => _stop.Dispose();

    private async Task SendAsync(Pending pending)
    {
        var (reply, answer) = pending;
        try
        {
            await (reply.Own is null ? ShowAsync(reply) : ShowToMemberAsync(reply));
            await answer;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The update stays unconfirmed and comes again after the next start.
            return;
        }
        catch (Exception exception)
        {
            Failed(_logger, exception);
        }

        reply.Settled();
    }

    private async Task AnswerAsync(string query, Reply reply)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await _api.AnswerCallbackQueryAsync(query, reply.Notice, reply.Url, _stop.Token);
            var wait = outcome.Failure switch
            {
                null => null,
                ApiFailure.Refused { Code: 429, RetryAfter: var pause } => Limit(pause),
                ApiFailure.Refused { Code: >= 500 } or ApiFailure.NoAnswer => (TimeSpan?)Next(attempt),
                _ => null,
            };
            if (wait is null || attempt == Tries)
            {
                if (outcome.Failure is { } failure)
                    NotAnswered(_logger, Describe(failure));
                return;
            }

            await WaitAsync(reply, wait.Value);
        }
    }

    /// <summary>
    /// Shows the messages to one member of a group alone; the answer to the press waits for that, and opens the private chat
    /// where there is no way.
    /// </summary>
    private async Task ShowToMemberAsync(Reply reply)
    {
        var showing = ShowPartsToMemberAsync(reply);
        var isShown = true;
        try
        {
            isShown = await showing.WaitAsync(AnswerPatience, _time, _stop.Token);
        }
        catch (TimeoutException)
        {
            // Whoever pressed need not look at a waiting button any longer.
        }

        if (reply.Query is { } query)
            await AnswerAsync(query, isShown ? reply : reply with { Url = reply.DetourUrl, Notice = reply.DetourUrl is null ? reply.Detour : null });
        if (!await showing && reply.Invitation is { } invitation)
            await SendAsync(reply, invitation);
    }

    private async Task<bool> ShowPartsToMemberAsync(Reply reply)
    {
        for (var i = 0; i < reply.Parts.Count; i++)
        {
            if (!await _own.ShowAsync(reply, reply.Parts[i], replaces: i == 0, () => IsOutdated(reply), _stop.Token))
                return false;
        }

        return true;
    }

    /// <summary>A newer card for the same message has come: it is the one to show.</summary>
    private bool IsOutdated(Reply reply) => _queues.HasWaiting(
        QueueOf(reply), other => other.Reply.Edits == reply.Edits && other.Reply.Own?.Message == reply.Own?.Message && other.Reply.Parts.Count > 0);

    private static (long Chat, long? Member) QueueOf(Reply reply) => (reply.Spot.Chat, reply.Own?.Receiver);

    private async Task ShowAsync(Reply reply)
    {
        if (reply.File is { } file && await SendFileAsync(reply, file))
            return;
        for (var i = 0; i < reply.Parts.Count; i++)
        {
            var isShown = i == 0 && reply.Edits is { } message && await EditAsync(reply, message, reply.Parts[0]);
            if (!isShown && !await SendAsync(reply, reply.Parts[i]))
                return;
        }
    }

    /// <summary>False when the chat takes no files; one of which nobody knows whether it arrived is not sent again.</summary>
    private async Task<bool> SendFileAsync(Reply reply, FileUpload file)
    {
        for (var attempt = 1; ; attempt++)
        {
            ApiOutcome<long?> outcome;
            using (await EnterAsync(reply, reply.Spot.Chat))
                outcome = await _api.SendFileAsync(reply.Spot, file, _stop.Token);
            TimeSpan? wait = outcome.Failure switch
            {
                ApiFailure.Refused { Code: 429, RetryAfter: var pause } => Limit(pause, reply.Spot.Chat),
                ApiFailure.Refused { Code: >= 500 and not 504 } or ApiFailure.NoAnswer { MayHaveArrived: false } => Next(attempt),
                _ => null,
            };
            if (wait is null || attempt == Tries)
            {
                Report(reply.Spot.Chat, outcome.Failure);
                return outcome.Failure is null or ApiFailure.NoAnswer { MayHaveArrived: true };
            }

            await WaitAsync(reply, wait.Value);
        }
    }

    /// <summary>False when there is nothing to edit and a new message has to take its place.</summary>
    private async Task<bool> EditAsync(Reply reply, long message, MessageText text)
    {
        for (var attempt = 1; ; attempt++)
        {
            ApiOutcome<bool> outcome;
            var turn = EnterAsync(reply, reply.Spot.Chat);
            var hasWaited = attempt > 1 || !turn.IsCompleted || _time.GetElapsedTime(reply.Since) > Fresh;
            using (var pass = await turn)
            {
                // A newer card for the same message came while this one waited: it is the one to show.
                if (hasWaited && IsOutdated(reply))
                {
                    pass.Abandon();
                    return true;
                }

                outcome = await _api.EditMessageTextAsync(reply.Spot.Chat, message, text, _stop.Token);
            }

            TimeSpan? wait = null;
            switch (outcome.Failure)
            {
                case null:
                    await PinAsync(reply, text, reply.Spot.Chat, message);
                    return true;
                case ApiFailure.Refused refused when refused.Says("message is not modified"):
                    return true;
                case ApiFailure.Refused refused when IsGone(refused):
                    return false;
                case ApiFailure.Refused { Code: 429, RetryAfter: var pause }:
                    wait = Limit(pause, reply.Spot.Chat);
                    break;
                case ApiFailure.Refused { Code: >= 500 } or ApiFailure.NoAnswer:
                    wait = Next(attempt);
                    break;
            }

            if (wait is null || attempt == Tries)
            {
                Report(reply.Spot.Chat, outcome.Failure);
                return true;
            }

            await WaitAsync(reply, wait.Value);
        }
    }

    /// <summary>False when it did not arrive, so that nothing follows it.</summary>
    private async Task<bool> SendAsync(Reply reply, MessageText text)
    {
        var spot = reply.Spot;
        for (var attempt = 1; ; attempt++)
        {
            ApiOutcome<long?> outcome;
            using (await EnterAsync(reply, spot.Chat))
                outcome = await _api.SendMessageAsync(spot, text, _stop.Token);
            TimeSpan? wait = null;
            switch (outcome.Failure)
            {
                case null:
                    await PinAsync(reply, text, spot.Chat, outcome.Value);
                    return true;
                case ApiFailure.Refused { MigrateTo: { } newChat } when spot.Chat == reply.Spot.Chat && newChat != spot.Chat:
                    await _chats.MoveAsync(spot.Chat, newChat, _stop.Token);
                    spot = new ChatSpot(newChat);
                    continue;
                case ApiFailure.Refused refused when spot.Topic is not null && Refusals.IsTopicGone(refused):
                    spot = spot with { Topic = null };
                    continue;
                case ApiFailure.Refused { Code: 429, RetryAfter: var pause }:
                    wait = Limit(pause, spot.Chat);
                    break;
                case ApiFailure.Refused { Code: >= 500 and not 504 } or ApiFailure.NoAnswer { MayHaveArrived: false }:
                    wait = Next(attempt);
                    break;
            }

            if (wait is null || attempt == Tries)
            {
                Report(spot.Chat, outcome.Failure);
                return false;
            }

            await WaitAsync(reply, wait.Value);
        }
    }

    private Task PinAsync(Reply reply, MessageText text, long chat, long? message) =>
        reply.IsPinned && text == reply.Parts[^1] ? _pins.PinAsync(chat, message, _stop.Token) : Task.CompletedTask;

    private TimeSpan Next(int attempt) => _backoff.Before(attempt, FirstWait, LongestWait);

    /// <summary>The pause that was asked for; null when it is longer than a reply is worth.</summary>
    private TimeSpan? Limit(TimeSpan? pause, long? chat = null)
    {
        var wait = pause ?? TimeSpan.FromSeconds(1);
        _health.LimitedOnce();
        Limited(_logger, wait.TotalSeconds);
        if (chat is { } known)
            _gate.Pause(known, wait);
        return wait <= LongestPause ? wait : null;
    }

    /// <summary>Waits, and first says that what is durable is done: nobody else's updates wait for this.</summary>
    private Task WaitAsync(Reply reply, TimeSpan wait)
    {
        reply.Settled();
        return Task.Delay(wait, _time, _stop.Token);
    }

    /// <summary>The chat's turn to be sent something; who has to wait for it says first that what is durable is done.</summary>
    private ValueTask<FloodGate.Pass> EnterAsync(Reply reply, long chat)
    {
        var turn = _gate.EnterAsync(chat, Urgency.Reply, _stop.Token);
        if (!turn.IsCompleted)
            reply.Settled();
        return turn;
    }

    private void Report(long chat, ApiFailure? failure)
    {
        if (failure is ApiFailure.Refused { Code: 403 })
        {
            _closed.Close(chat);
            NotWanted(_logger, Describe(failure));
        }
        else if (failure is not null)
            NotShown(_logger, Describe(failure));
    }

    /// <summary>404 is what a small server says to a method that it lacks.</summary>
    private static bool IsGone(ApiFailure.Refused refused) =>
        refused.Code == 404
        || refused.Says("message to edit not found")
        || refused.Says("message can't be edited")
        || refused.Says("MESSAGE_ID_INVALID")
        || refused.MigrateTo is not null;

    private static string Describe(ApiFailure failure) => failure switch
    {
        ApiFailure.Refused refused => $"{refused.Code} {refused.Description}".TrimEnd(),
        ApiFailure.NoAnswer none => none.Because,
        _ => "",
    };

    [LoggerMessage(LogLevel.Debug, "A press was not answered: {Why}")]
    private static partial void NotAnswered(ILogger logger, string why);

    [LoggerMessage(LogLevel.Debug, "A chat refused a message: {Why}")]
    private static partial void NotWanted(ILogger logger, string why);

    [LoggerMessage(LogLevel.Warning, "A card was not shown: {Why}")]
    private static partial void NotShown(ILogger logger, string why);

    [LoggerMessage(LogLevel.Debug, "Telegram asked for {Seconds} s of silence in one chat")]
    private static partial void Limited(ILogger logger, double seconds);

    [LoggerMessage(LogLevel.Warning, "{Count} replies were still on their way at the end and were given up")]
    private static partial void LeftBehind(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "A reply failed")]
    private static partial void Failed(ILogger logger, Exception exception);

    /// <summary>A reply whose answer to the press is on its way.</summary>
    private readonly record struct Pending(Reply Reply, Task Answer);
}
