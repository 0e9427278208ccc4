using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Posting;

/// <summary>Posts to channels, threads, forums and people on Discord; its client keeps to Discord's limits.</summary>
internal sealed partial class DiscordMessenger(
    IDiscordApi api,
    ChannelPoster poster,
    ButtonSeal seal,
    PhraseBooks phrases,
    ChannelLinks links,
    DeliveryKeys keys,
    TimeProvider time,
    ILogger<DiscordMessenger> logger) : IMessenger
{
    private const int RememberedPeople = 10_000;
    private const int RememberedPosts = 1_000;
    private static readonly TimeSpan AfterServerError = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterOddRefusal = TimeSpan.FromMinutes(15);

    /// <summary>Discord tells repetitions by their nonce for some minutes; this is well within them.</summary>
    private static readonly TimeSpan NonceHolds = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<ulong, ulong> _privateChannels = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _uncertain = new(StringComparer.Ordinal);

    public string Platform => DiscordPeople.Platform;

    public IReadOnlyList<Card> Split(Card card) => CardParts.Split(card, phrases.For(card.Language));

    public async Task<PostOutcome> PostAsync(ChannelAddress channel, Card part, string key, CancellationToken cancellationToken)
    {
        var outcome = await poster.PostAsync(channel, part, key, cancellationToken);
        return Understand(outcome.Failure, key, hasNonce: !DiscordPeople.IsForum(channel));
    }

    public async Task<PostOutcome> PostAsync(string address, Card part, string key, CancellationToken cancellationToken)
    {
        if (!DiscordPeople.TryReadId(address, out var user))
            return new PostOutcome.Gone("the address is not the number of a Discord account");
        if (!_privateChannels.TryGetValue(user, out var channel))
        {
            var opened = await api.OpenPrivateChannelAsync(user, cancellationToken);
            if (opened.Failure is { } failure)
                return Understand(failure is ApiFailure.NoAnswer none ? none with { MayHaveArrived = false } : failure, key, hasNonce: true);
            if (_privateChannels.Count >= RememberedPeople)
                _privateChannels.Clear();
            _privateChannels[user] = channel = opened.Value;
        }

        var reader = new CardReader(DiscordPeople.At(user, null), phrases.For(part.Language), seal, links.WayIn);
        var message = DiscordCards.Render(part, reader) with { IsForPersonAlone = false };
        var outcome = await api.PostAsync(channel, message, keys.Nonce(key), cancellationToken);
        if (outcome.Failure is ApiFailure.Refused { Status: 404 })
            _privateChannels.TryRemove(user, out _);
        return Understand(outcome.Failure, key, hasNonce: true);
    }

    private PostOutcome Understand(ApiFailure? failure, string key, bool hasNonce)
    {
        switch (failure)
        {
            case null:
                _uncertain.TryRemove(key, out _);
                return new PostOutcome.Posted();
            case ApiFailure.NoAnswer { MayHaveArrived: false }:
                return new PostOutcome.TryAgain(AfterServerError);
            case ApiFailure.NoAnswer:
                return hasNonce && IsWithinNonce(key) ? new PostOutcome.TryAgain(AfterServerError) : new PostOutcome.Unknown();
            case ApiFailure.Refused { Status: 429 } refused:
                return new PostOutcome.TryAgain(refused.RetryAfter ?? AfterServerError);
            case ApiFailure.Refused { Status: >= 500 }:
                return new PostOutcome.TryAgain(AfterServerError);
            case ApiFailure.Refused refused when Refusals.IsForGood(refused):
                return new PostOutcome.Gone($"{refused.Code} {refused.Message}".TrimEnd());
            case ApiFailure.Refused refused:
                OddlyRefused(logger, refused.Status, refused.Code, refused.Message);
                return new PostOutcome.TryAgain(AfterOddRefusal);
            default:
                throw new InvalidOperationException($"{failure.GetType().Name} is no failure that is known");
        }
    }

    /// <summary>Whether a repetition is still told by its nonce; the time counts from the first post without an answer.</summary>
    private bool IsWithinNonce(string key)
    {
        var now = time.GetUtcNow();
        if (_uncertain.Count >= RememberedPosts)
            _uncertain.Clear();
        return now + AfterServerError - _uncertain.GetOrAdd(key, now) <= NonceHolds;
    }

    [LoggerMessage(LogLevel.Warning, "Discord refused a post, which is tried again later: {Status} {Code} {Message}")]
    private static partial void OddlyRefused(ILogger logger, int status, int code, string message);
}
