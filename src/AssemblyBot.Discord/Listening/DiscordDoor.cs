using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Listening;

/// <summary>Opens the way in: a token that Discord knows.</summary>
internal sealed partial class DiscordDoor(
    IDiscordApi api,
    Backoff backoff,
    DiscordHealth health,
    PlatformWatch platforms,
    TimeProvider time,
    ILogger<DiscordDoor> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The application of the token; null when Discord does not know the token, which is named. A server that cannot be
    /// reached is asked again until it can.
    /// </summary>
    public async Task<Application?> OpenAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await api.GetApplicationAsync(cancellationToken);
            switch (outcome)
            {
                case { IsOk: true, Value: { } application }:
                    Opened(logger, application.Name);
                    return application;
                case { Failure: ApiFailure.Refused { Status: 401 } }:
                    Close("Discord:Token is not known to Discord (it answers 401): reset the token on the page \"Bot\" of the "
                        + "developer portal, and set Discord__Token to the new one");
                    return null;
            }

            if (attempt == 1)
                NotReached(logger, outcome.Failure is ApiFailure.Refused refused ? $"it answers {refused.Status}" : "no answer");
            var pause = outcome.Failure is ApiFailure.Refused { RetryAfter: { } asked } ? asked : backoff.Before(attempt, FirstWait, LongestWait);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Says why there is nothing to do on Discord any more; the host stops unless another platform works.</summary>
    public void Close(string reason)
    {
        health.StoppedBecause = reason;
        Closed(logger, reason);
        platforms.GiveUp(DiscordPeople.Platform);
    }

    [LoggerMessage(LogLevel.Information, "Connected to Discord as {Name}")]
    private static partial void Opened(ILogger logger, string name);

    [LoggerMessage(LogLevel.Warning, "Discord cannot be reached ({Why}); trying again until it can")]
    private static partial void NotReached(ILogger logger, string why);

    [LoggerMessage(LogLevel.Critical, "{Problem}")]
    private static partial void Closed(ILogger logger, string problem);
}
