using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Replies;

/// <summary>
/// Shows cards in a group that one member alone sees. What is sent is a harmless line; a card only ever replaces such a
/// line, once the server has said that the member alone sees it. So a server that shows the line to everyone, because it
/// does not know better or has changed, is never given a card, and the line is taken away at once.
/// </summary>
/// <remarks>
/// The documentation does not say whether the limit of a group counts such messages. They are paced as the member's private
/// chat is, and when the server wants silence in the group, all of them there wait.
/// </remarks>
internal sealed partial class OwnCards(
    ITelegramApi api,
    OwnMessageWays ways,
    ChatLinks links,
    FloodGate gate,
    TelegramHealth health,
    PhraseBooks phrases,
    Backoff backoff,
    TimeProvider time,
    ILogger<OwnCards> logger)
{
    /// <summary>For so long a press allows a message to whoever pressed; a second is left for the way.</summary>
    private static readonly TimeSpan PressLasts = TimeSpan.FromSeconds(14);

    /// <summary>A wait that is longer closes the way, and the private chat serves.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>After a refusal that showed nothing to anyone, in a chat where no way was found yet.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private const int Tries = 3;

    /// <summary>
    /// Shows a text to the member, in place of the card whose button was pressed when <paramref name="replaces"/>. False
    /// when there is no way at present, and the private chat has to serve.
    /// </summary>
    /// <param name="reply">The reply that the text belongs to.</param>
    /// <param name="text">The text.</param>
    /// <param name="replaces">Whether it takes the place of the pressed card.</param>
    /// <param name="isOutdated">Whether a newer card for the same place has come meanwhile.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<bool> ShowAsync(
        Reply reply, MessageText text, bool replaces, Func<bool> isOutdated, CancellationToken cancellationToken)
    {
        var own = reply.Own!;
        if (replaces && own.Message is { } pressed && await EditAsync(reply, pressed, text, isOutdated, cancellationToken) is { } isDone)
            return isDone;

        // The member's card is gone, as after a restart of their app, or there was none.
        return await OpenAsync(reply, takesPlace: replaces, cancellationToken) is { } opened
            && await EditAsync(reply, opened, text, isOutdated, cancellationToken) == true;
    }

    /// <summary>Null when there is no such message any more.</summary>
    private async Task<bool?> EditAsync(
        Reply reply, long message, MessageText text, Func<bool> isOutdated, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (ways.PauseOf(reply.Spot.Chat) > LongestWait)
                return false;
            ApiOutcome<bool> outcome;
            using (var turn = await EnterAsync(reply, cancellationToken))
            {
                if (attempt > 1 && isOutdated())
                {
                    turn.Abandon();
                    return true;
                }

                outcome = await api.EditOwnMessageTextAsync(reply.Spot.Chat, reply.Own!.Receiver, message, text, cancellationToken);
            }

            switch (outcome.Failure)
            {
                case null:
                case ApiFailure.Refused refused when refused.Says("message is not modified"):
                    return true;
                case ApiFailure.Refused { Code: 429 or >= 500 } or ApiFailure.NoAnswer:
                    break;
                default:
                    return null;
            }

            var wait = WaitAfter(outcome.Failure, reply.Spot.Chat, attempt);
            if (attempt == Tries || wait > LongestWait)
            {
                ways.Close(reply.Spot.Chat, wait);
                return false;
            }

            reply.Settled();
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>The member's turn, once the server does not want silence in the group any more.</summary>
    private async Task<FloodGate.Pass> EnterAsync(Reply reply, CancellationToken cancellationToken)
    {
        if (ways.PauseOf(reply.Spot.Chat) is var pause && pause > TimeSpan.Zero)
        {
            reply.Settled();
            await Task.Delay(pause, time, cancellationToken);
        }

        var turn = gate.EnterAsync(reply.Own!.Receiver, Urgency.Reply, cancellationToken);
        if (!turn.IsCompleted)
            reply.Settled();
        return await turn;
    }

    private TimeSpan WaitAfter(ApiFailure failure, long chat, int attempt)
    {
        if (failure is not ApiFailure.Refused { Code: 429, RetryAfter: var asked })
            return backoff.Before(attempt, FirstWait, LongestWait);
        var pause = asked ?? FirstWait;
        health.LimitedOnce();
        ways.Pause(chat, pause);
        return pause;
    }

    /// <summary>A harmless line that the member alone sees; null when there is no way to it.</summary>
    private async Task<long?> OpenAsync(Reply reply, bool takesPlace, CancellationToken cancellationToken)
    {
        var chat = reply.Spot.Chat;
        if (ways.IsClosed(chat) || ways.PauseOf(chat) > LongestWait)
            return null;
        if (ways.Of(chat) is { } known)
        {
            var found = await TryAsync(reply, known, takesPlace, cancellationToken);
            if (found is not Attempt.ShownToAll)
                return (found as Attempt.Shown)?.Message;
            ways.Lost(chat);
        }

        using var turn = await ways.TakeTurnAsync(chat, cancellationToken);
        if (ways.IsClosed(chat))
            return null;
        foreach (var way in ways.Of(chat) is { } foundMeanwhile ? [foundMeanwhile] : ways.ToTry())
        {
            switch (await TryAsync(reply, way, takesPlace, cancellationToken))
            {
                case Attempt.Shown shown:
                    ways.Found(chat, way);
                    return shown.Message;
                case Attempt.Failed:
                    return null;
            }
        }

        ways.ShownToAll(chat);
        return null;
    }

    private async Task<Attempt> TryAsync(Reply reply, OwnMessageWay way, bool takesPlace, CancellationToken cancellationToken)
    {
        var (chat, own) = (reply.Spot.Chat, reply.Own!);
        var isFresh = time.GetElapsedTime(own.At) < PressLasts;

        // Later than that, only an administrator may; the press is not quoted any more, and the server decides.
        var only = new OnlyFor(own.Receiver, isFresh ? reply.Query : null, takesPlace && own.TakesPlace && isFresh)
        {
            Command = isFresh ? own.Command : null,
        };
        var line = new MessageText(phrases.For(links.LanguageOf(chat)).Telegram.CardOpens, []);
        ApiOutcome<Message> outcome;
        using (await EnterAsync(reply, cancellationToken))
            outcome = await api.SendOwnMessageAsync(reply.Spot, line, only, way, cancellationToken);
        if (isFresh && outcome.Failure is ApiFailure.Refused { Code: 400 })
        {
            // The press may have waited on the server for longer than it was here.
            outcome = await api.SendOwnMessageAsync(reply.Spot, line, new OnlyFor(own.Receiver, null, false), way, cancellationToken);
        }

        switch (outcome)
        {
            case { Failure: ApiFailure.Refused { Code: 429 } limited }:
                WaitAfter(limited, chat, attempt: 1);
                return Attempt.Failed.Instance;
            case { Failure: ApiFailure.Refused }:
                if (ways.Of(chat) is null)
                    ways.Close(chat, AfterRefusal);
                return Attempt.Failed.Instance;
            case { Failure: not null }:
                return Attempt.Failed.Instance;
            case { Value: { EphemeralMessageId: { } message, ReceiverUser: var receiver } } when receiver is null || receiver.Id == own.Receiver:
                return new Attempt.Shown(message);
            case { Value: { EphemeralMessageId: null, MessageId: > 0 and var shown } }:
                await TakeAwayAsync(outcome.Value.Chat?.Id ?? chat, shown, cancellationToken);
                return Attempt.ShownToAll.Instance;
            default:
                Unclear(logger);
                return Attempt.ShownToAll.Instance;
        }
    }

    private async Task TakeAwayAsync(long chat, long message, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var outcome = await api.DeleteMessageAsync(chat, message, cancellationToken);
            if (outcome.IsOk)
            {
                TakenAway(logger);
                return;
            }

            var wait = outcome.Failure is ApiFailure.Refused { RetryAfter: { } asked } ? asked : backoff.Before(attempt, FirstWait, LongestWait);
            if (outcome.Failure is ApiFailure.Refused { Code: not 429 and < 500 } || wait > LongestWait)
                break;
            await Task.Delay(wait, time, cancellationToken);
        }

        LeftStanding(logger);
    }

    [LoggerMessage(LogLevel.Information, "A group has no messages for one member alone; a harmless line that everyone saw was taken away, and the private chat serves")]
    private static partial void TakenAway(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "A harmless line that everyone in a group sees could not be taken away")]
    private static partial void LeftStanding(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "The server does not say who sees a message; the private chat serves")]
    private static partial void Unclear(ILogger logger);

    /// <summary>What came of sending a harmless line.</summary>
    private abstract record Attempt
    {
        /// <summary>The member alone sees it, under this number.</summary>
        public sealed record Shown(long Message) : Attempt;

        /// <summary>Everyone saw it, or may have; it is taken away.</summary>
        public sealed record ShownToAll : Attempt
        {
            public static ShownToAll Instance { get; } = new();
        }

        /// <summary>Nobody sees it.</summary>
        public sealed record Failed : Attempt
        {
            public static Failed Instance { get; } = new();
        }
    }
}
