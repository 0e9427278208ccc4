using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Replies;

/// <summary>
/// Sends replies: one answer to an interaction, or the edit of one that was deferred; what does not fit follows. What the
/// server or the network does wrong is dealt with here and never thrown.
/// </summary>
/// <remarks>
/// An answer can be repeated without harm, since Discord takes only one, and an edit too; what follows is repeated only
/// when it is certain that it did not arrive.
/// </remarks>
internal sealed partial class ReplySender(
    IDiscordApi api, ReplyWriter writer, Backoff backoff, TimeProvider time, ILogger<ReplySender> logger)
{
    private const int Tries = 4;
    private const int UnknownInteraction = 10062;
    private const int AlreadyAnswered = 40060;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Discord waits no longer than this for an answer.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(3);

    /// <summary>Longer than a card is worth waiting for.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Shows a reply; never throws but for <paramref name="cancellationToken"/>.</summary>
    public async Task SendAsync(PendingAnswer pending, Reply reply, CancellationToken cancellationToken)
    {
        if (pending.Take() is { } deferral)
        {
            var outcome = await deferral;
            if (outcome.Failure is { } failure && !IsAnswered(failure))
                Report(failure);
            await FillAsync(pending, reply, cancellationToken);
            return;
        }

        if (await AnswerAsync(pending, reply, cancellationToken))
            await FollowAsync(pending.From, reply.Form is null ? reply.Messages.Skip(1) : [], cancellationToken);
    }

    private async Task<bool> AnswerAsync(PendingAnswer pending, Reply reply, CancellationToken cancellationToken)
    {
        InteractionAnswer answer = reply switch
        {
            { Form: { } form } => new InteractionAnswer.Ask(form),
            { Replaces: true } => new InteractionAnswer.Replace(reply.Messages[0]),
            _ => new InteractionAnswer.Say(reply.Messages[0]),
        };
        var from = pending.From;
        var failure = await RepeatAsync(
            () => api.AnswerAsync(from.Id, from.Token, answer, cancellationToken),
            canRepeat: failure => time.GetElapsedTime(pending.ReceivedAt) + WaitOf(failure) < AnswerWithin,
            cancellationToken);
        if (failure is null || IsAnswered(failure))
            return true;

        Report(failure);
        if (failure is not ApiFailure.Refused { Status: 400, Code: not AlreadyAnswered })
            return false;

        // The card is of a shape that Discord does not take, which is our fault; the person gets to know at least that.
        var sorry = new InteractionAnswer.Say(writer.Failure(from).Messages[0]);
        await api.AnswerAsync(from.Id, from.Token, sorry, cancellationToken);
        return false;
    }

    private async Task FillAsync(PendingAnswer pending, Reply reply, CancellationToken cancellationToken)
    {
        var from = pending.From;
        if (pending.Replaces && !reply.Replaces)
        {
            await FollowAsync(from, reply.Messages, cancellationToken);
            return;
        }

        var failure = await RepeatAsync(
            () => api.EditAnswerAsync(from.Application, from.Token, reply.Messages[0], cancellationToken), _ => true, cancellationToken);
        if (failure is null)
            await FollowAsync(from, reply.Messages.Skip(1), cancellationToken);
        else
            Report(failure);
    }

    private async Task FollowAsync(Interaction from, IEnumerable<MessageBody> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            var failure = await RepeatAsync(
                () => api.FollowUpAsync(from.Application, from.Token, message, cancellationToken),
                failure => failure is not ApiFailure.NoAnswer { MayHaveArrived: true },
                cancellationToken);
            if (failure is null)
                continue;

            Report(failure);
            return;
        }
    }

    /// <summary>Null: it succeeded at last.</summary>
    private async Task<ApiFailure?> RepeatAsync(
        Func<Task<ApiOutcome<bool>>> call, Func<ApiFailure, bool> canRepeat, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await call();
            TimeSpan? wait = outcome.Failure switch
            {
                ApiFailure.Refused { Status: 429, RetryAfter: var pause } => pause ?? FirstWait,
                ApiFailure.Refused { Status: >= 500 } or ApiFailure.NoAnswer => backoff.Before(attempt, FirstWait, LongestWait),
                _ => null,
            };
            if (wait is null || wait > LongestPause || attempt == Tries || !canRepeat(outcome.Failure!))
                return outcome.Failure;
            await Task.Delay(wait.Value, time, cancellationToken);
        }
    }

    /// <summary>How long Discord asks to wait; nothing when it does not.</summary>
    private static TimeSpan WaitOf(ApiFailure failure) => failure is ApiFailure.Refused { RetryAfter: { } wait } ? wait : TimeSpan.Zero;

    private static bool IsAnswered(ApiFailure failure) => failure is ApiFailure.Refused { Code: AlreadyAnswered };

    private void Report(ApiFailure failure)
    {
        switch (failure)
        {
            case ApiFailure.Refused { Status: 404, Code: var code }:
                TooLate(logger, code);
                break;
            case ApiFailure.Refused { Status: 400, Code: not UnknownInteraction } refused:
                Misshapen(logger, refused.Code, refused.Message);
                break;
            case ApiFailure.Refused refused:
                NotShown(logger, $"{refused.Status} {refused.Code} {refused.Message}".TrimEnd());
                break;
            case ApiFailure.NoAnswer none:
                NotShown(logger, none.Because);
                break;
        }
    }

    [LoggerMessage(LogLevel.Debug, "An answer came too late for Discord ({Code})")]
    private static partial void TooLate(ILogger logger, int code);

    [LoggerMessage(LogLevel.Error, "Discord does not take a card of this shape: {Code} {Message}")]
    private static partial void Misshapen(ILogger logger, int code, string message);

    [LoggerMessage(LogLevel.Warning, "A card was not shown: {Why}")]
    private static partial void NotShown(ILogger logger, string why);
}
