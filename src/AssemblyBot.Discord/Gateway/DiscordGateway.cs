using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AssemblyBot.Discord.Api;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Gateway;

/// <summary>The gateway: all shards, from the question how many there are to the goodbye.</summary>
internal sealed partial class DiscordGateway(
    DiscordOptions options,
    Func<CancellationToken, Task<ApiOutcome<GatewayInfo>>> ask,
    Func<bool> isTokenRefused,
    SessionKeeper keeper,
    GatewayPace pace,
    Backoff backoff,
    DiscordHealth health,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Runs until it is stopped; the sentence of a refusal for good, or null.</summary>
    public async Task<string?> RunAsync(Func<Interaction, Task> handle, CancellationToken cancellationToken)
    {
        try
        {
            var (info, refusal) = await AskAsync(cancellationToken);
            return info is null ? refusal : await RunShardsAsync(info, handle, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<(GatewayInfo? Info, string? Refusal)> AskAsync(CancellationToken cancellationToken)
    {
        string? told = null;
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await ask(cancellationToken);
            if (outcome is { Value: { } info })
                return (info, null);
            if (outcome.Failure is ApiFailure.Refused { Status: 401 })
                return (null, GatewayClose.TokenRefused("it answers 401"));

            var trouble = outcome.Failure switch
            {
                ApiFailure.Refused refused => $"HTTP {refused.Status}",
                ApiFailure.NoAnswer none => none.Because,
                _ => "its answer names no gateway",
            };
            if (told != trouble)
                NotReached(logger, trouble);
            told = trouble;
            var pause = backoff.Before(attempt, pace.FirstWait, pace.LongestWait);
            await Task.Delay(
                outcome.Failure is ApiFailure.Refused { RetryAfter: { } asked } && asked > pause ? asked : pause, time, cancellationToken);
        }
    }

    private async Task<string?> RunShardsAsync(GatewayInfo info, Func<Interaction, Task> handle, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hub = new GatewayHub(
            options.Token, DiscordRest.UserAgent, handle, keeper, pace, backoff, health, time, logger);
        var gate = new IdentifyGate(info, pace, time, backoff, logger);
        var kept = keeper.Load(BotOf(options.Token), info.Shards);
        Connecting(logger, info.Shards, kept.Count);

        var shards = Enumerable.Range(0, info.Shards)
            .Select(shard => new GatewayShard(hub, gate, shard, info.Shards, info.Url, isTokenRefused)
                .RunAsync(kept.FirstOrDefault(session => session.Shard == shard), over.Token))
            .ToList();
        var saving = keeper.RunAsync(over.Token);
        string? refusal = null;
        foreach (var ended in shards.Select((_, index) => index).ToList())
        {
            var shard = await Task.WhenAny(shards);
            shards.Remove(shard);
            if (await shard is not { } sentence)
                continue;
            refusal ??= sentence;
            keeper.Close();
            await over.CancelAsync();
        }

        await over.CancelAsync();
        await saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        keeper.Save();
        return refusal;
    }

    /// <summary>The bot's account, which is the first part of its token; null when it is not.</summary>
    private static ulong? BotOf(string token)
    {
        var first = token.AsSpan(0, Math.Max(0, token.IndexOf('.', StringComparison.Ordinal)));
        Span<byte> digits = stackalloc byte[64];
        return first.Length is > 0 and < 80
            && Base64Url.IsValid(first, out var length)
            && length <= digits.Length
            && Base64Url.TryDecodeFromChars(first, digits, out var written)
            && ulong.TryParse(Encoding.ASCII.GetString(digits[..written]), NumberStyles.None, CultureInfo.InvariantCulture, out var bot)
            ? bot
            : null;
    }

    [LoggerMessage(LogLevel.Warning, "Discord cannot be reached: {Why}. Trying again until it can")]
    private static partial void NotReached(ILogger logger, string why);

    [LoggerMessage(LogLevel.Information, "Connecting to Discord with {Shards} shards; {Kept} sessions go on from before")]
    private static partial void Connecting(ILogger logger, int shards, int kept);
}
