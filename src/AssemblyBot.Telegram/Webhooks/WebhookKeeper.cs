using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Webhooks;

/// <summary>
/// Tells the server where updates are to be brought, when it does not know already, and hears from it whether they can be.
/// Of several hosts, one does this.
/// </summary>
internal sealed partial class WebhookKeeper(
    ITelegramApi api,
    WebhookAddress address,
    HeldLeases leases,
    BotIdentity bot,
    Outages outages,
    Backoff backoff,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<WebhookKeeper> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    private string? _trouble;
    private bool _isSet;

    /// <summary>Looks after the webhook until <paramref name="cancellationToken"/> is cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await leases.WhenHeldAsync(bot.WebhookLease, cancellationToken);
            var failure = await LookAsync(cancellationToken);
            if (failure is null)
                attempt = 0;
            var pause = failure switch
            {
                null => BetweenLooks,
                ApiFailure.Refused { RetryAfter: { } asked } => asked,
                _ => backoff.Before(attempt, FirstWait, LongestWait),
            };
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task<ApiFailure?> LookAsync(CancellationToken cancellationToken)
    {
        var known = await api.GetWebhookInfoAsync(cancellationToken);
        if (known.Failure is { } failure and not ApiFailure.Refused { Code: 404 })
            return Name(failure);
        outages.Reached();
        if (!IsAsWanted(known.Value))
            return await SetAsync(cancellationToken);

        if (known.Value is { PendingUpdateCount: > 0, LastErrorMessage: { Length: > 0 } error })
            Name(error);
        else
            _trouble = null;
        return null;
    }

    private async Task<ApiFailure?> SetAsync(CancellationToken cancellationToken)
    {
        var webhook = new Webhook(address.Url, address.Secret, options.Value.WebhookConnections);
        if ((await api.SetWebhookAsync(webhook, cancellationToken)).Failure is { } failure)
            return Name(failure);
        (_isSet, _trouble) = (true, null);
        Set(logger);
        return null;
    }

    /// <summary>A server that does not say is told once. The secret is never told; it changes with the address.</summary>
    private bool IsAsWanted(WebhookInfo? known) => known?.Url is not { } url
        ? _isSet
        : url == address.Url
            && (known.MaxConnections is not { } connections || connections == options.Value.WebhookConnections)
            && (known.AllowedUpdates is not { Count: > 0 } kinds || kinds.ToHashSet().SetEquals(TelegramApi.AllowedUpdates));

    private ApiFailure Name(ApiFailure failure)
    {
        Name(failure switch
        {
            ApiFailure.Refused { Code: 401 or 404 } refused => $"the server does not know Telegram:Token any more ({refused.Code})",
            ApiFailure.Refused { Code: 400 } refused => $"the server does not take Telegram:WebhookUrl: {refused.Description}",
            ApiFailure.Refused refused => $"{refused.Code} {refused.Description}".TrimEnd(),
            ApiFailure.NoAnswer none => none.Because,
            _ => "an unknown failure",
        });
        return failure;
    }

    /// <summary>Each trouble is named once. The server's words hold no more of the address than its host.</summary>
    private void Name(string trouble)
    {
        trouble = trouble.Replace(address.Url, "…", StringComparison.Ordinal);
        if (_trouble != trouble)
            NotBrought(logger, trouble);
        _trouble = trouble;
    }

    [LoggerMessage(LogLevel.Information, "Telegram brings updates to Telegram:WebhookUrl")]
    private static partial void Set(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "Telegram does not bring all updates: {Why}")]
    private static partial void NotBrought(ILogger logger, string why);
}
