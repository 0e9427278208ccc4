using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Polling;

/// <summary>
/// Opens the way in: no webhook in the way of polls, if updates are polled; a token that the server knows; the bot's user name.
/// </summary>
internal sealed partial class TelegramDoor(
    ITelegramApi api,
    BotIdentity bot,
    Backoff backoff,
    TelegramHealth health,
    PlatformWatch platforms,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<TelegramDoor> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>
    /// False when the server does not know the token: that is named, and the host stops unless another platform works. A server that cannot be reached
    /// is asked again until it can.
    /// </summary>
    public async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!options.Value.HasWebhook)
                await api.DeleteWebhookAsync(cancellationToken);
            var outcome = await api.GetMeAsync(cancellationToken);
            switch (outcome.Failure)
            {
                case null:
                    bot.Username = outcome.Value?.Username;
                    Opened(logger, bot.Username ?? "(no user name)");
                    return true;
                case ApiFailure.Refused { Code: 401 } or ApiFailure.Refused { Code: 404 } when await IsUnknownAsync(outcome.Failure, cancellationToken):
                    return Stop((ApiFailure.Refused)outcome.Failure);
                case ApiFailure.Refused { Code: not 429 and < 500 }:
                    NoName(logger);
                    return true;
            }

            if (attempt == 1)
                NotReached(logger);
            var pause = outcome.Failure is ApiFailure.Refused { RetryAfter: { } asked } ? asked : backoff.Before(attempt, FirstWait, LongestWait);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>404 is the answer to a wrong token and to a method that a small server lacks; a poll tells them apart.</summary>
    private async Task<bool> IsUnknownAsync(ApiFailure failure, CancellationToken cancellationToken)
    {
        if (failure is ApiFailure.Refused { Code: 401 })
            return true;
        var poll = await api.GetUpdatesAsync(null, 1, TimeSpan.Zero, cancellationToken);
        return poll.Failure is ApiFailure.Refused { Code: 401 or 404 };
    }

    private bool Stop(ApiFailure.Refused refused)
    {
        health.StoppedBecause = $"Telegram:Token is not known to the server at Telegram:BaseUrl (it answers {refused.Code}): "
            + "copy the token anew from @BotFather, and leave Telegram:BaseUrl out unless you run a server of your own";
        Unknown(logger, health.StoppedBecause);
        platforms.GiveUp(TelegramPeople.Platform);
        return false;
    }

    [LoggerMessage(LogLevel.Information, "Connected to Telegram as {Username}")]
    private static partial void Opened(ILogger logger, string username);

    [LoggerMessage(LogLevel.Warning, "The server does not tell the bot's user name; there will be no links to the private chat")]
    private static partial void NoName(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "Telegram cannot be reached; trying again until it can")]
    private static partial void NotReached(ILogger logger);

    [LoggerMessage(LogLevel.Critical, "{Problem}")]
    private static partial void Unknown(ILogger logger, string problem);
}
