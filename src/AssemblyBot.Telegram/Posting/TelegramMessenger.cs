using System.Globalization;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Posting;

/// <summary>Posts to chats, topics and people on Telegram, no faster than Telegram wants it.</summary>
internal sealed partial class TelegramMessenger(
    ITelegramApi api,
    FloodGate gate,
    ClosedChats closed,
    BotIdentity bot,
    ChatLinks links,
    Pins pins,
    ButtonSeal seal,
    PhraseBooks phrases,
    TelegramHealth health,
    ILogger<TelegramMessenger> logger) : IMessenger
{
    /// <summary>A place further away than this is not waited for; the outbox comes back.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan AfterServerError = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterOddRefusal = TimeSpan.FromMinutes(15);

    public string Platform => TelegramPeople.Platform;

    public IReadOnlyList<Card> Split(Card card) => CardParts.Split(card);

    public Task<PostOutcome> PostAsync(ChannelAddress channel, Card part, string key, CancellationToken cancellationToken)
    {
        if (!TryReadId(channel.Chat, out var chat))
            return Task.FromResult<PostOutcome>(new PostOutcome.Gone($"'{channel.Chat}' is not the number of a Telegram chat"));
        var topic = TryReadId(channel.Topic, out var id) ? id : (long?)null;
        return PostAsync(new ChatSpot(chat, topic), part, TelegramPeople.Anyone, Urgency.Post, cancellationToken);
    }

    public Task<PostOutcome> PostAsync(string address, Card part, string key, CancellationToken cancellationToken) =>
        TryReadId(address, out var chat)
            ? PostAsync(new ChatSpot(chat), part, TelegramPeople.At(chat, null), Urgency.Reminder, cancellationToken)
            : Task.FromResult<PostOutcome>(new PostOutcome.Gone("the address is not the number of a Telegram account"));

    private async Task<PostOutcome> PostAsync(
        ChatSpot spot, Card part, Person person, Urgency urgency, CancellationToken cancellationToken)
    {
        if (closed.IsClosed(spot.Chat))
            return new PostOutcome.Gone("the chat has refused messages before");

        var isForAll = person == TelegramPeople.Anyone;
        var text = TelegramCards.Render(
            part, new CardReader(person, bot.Username, seal, phrases) { WayIn = isForAll ? links.WayIn : null });
        if (text.Html.Length == 0)
            return new PostOutcome.Posted();

        var isPinned = isForAll && part.Rows.Any(row => row.Any(button => button.Action is CardAction.Start));
        var outcome = await SendAsync(spot, text, isPinned, urgency, cancellationToken);
        if (outcome is null && spot.Topic is not null)
        {
            TopicGone(logger);
            spot = spot with { Topic = null };
            outcome = await SendAsync(spot, text, isPinned, urgency, cancellationToken);
            if (outcome is PostOutcome.Posted)
                return new PostOutcome.PostedElsewhere(TelegramPeople.AddressOf(spot));
        }

        return outcome ?? new PostOutcome.Gone("the topic is closed");
    }

    /// <summary>Null when the topic is gone.</summary>
    private async Task<PostOutcome?> SendAsync(
        ChatSpot spot, MessageText text, bool isPinned, Urgency urgency, CancellationToken cancellationToken)
    {
        if (gate.WaitOf(spot.Chat) is var wait && wait > LongestTurn)
            return new PostOutcome.TryAgain(wait);
        if (await gate.TryEnterAsync(spot.Chat, urgency, LongestTurn, cancellationToken) is not { } pass)
            return new PostOutcome.TryAgain(LongestTurn);

        ApiOutcome<long?> outcome;
        using (pass)
            outcome = await api.SendMessageAsync(spot, text, cancellationToken);
        if (outcome.IsOk && isPinned)
            await pins.PinAsync(spot.Chat, outcome.Value, cancellationToken);
        return outcome.Failure switch
        {
            null => new PostOutcome.Posted(),
            ApiFailure.NoAnswer { MayHaveArrived: true } or ApiFailure.Refused { Code: 504 } => new PostOutcome.Unknown(),
            ApiFailure.NoAnswer => new PostOutcome.TryAgain(AfterServerError),
            ApiFailure.Refused refused => Understand(spot, refused),
            _ => throw new InvalidOperationException($"{outcome.Failure.GetType().Name} is no failure that is known"),
        };
    }

    private PostOutcome? Understand(ChatSpot spot, ApiFailure.Refused refused)
    {
        if (refused.MigrateTo is { } newChat)
            return new PostOutcome.Moved(newChat.ToString(CultureInfo.InvariantCulture));
        if (refused.Code == 429)
        {
            var pause = refused.RetryAfter ?? AfterServerError;
            health.LimitedOnce();
            gate.Pause(spot.Chat, pause);
            return new PostOutcome.TryAgain(pause);
        }

        if (refused.Code >= 500)
            return new PostOutcome.TryAgain(AfterServerError);
        if (spot.Topic is not null && Refusals.IsTopicGone(refused))
            return null;
        if (refused.Code == 403)
            closed.Close(spot.Chat);
        if (Refusals.IsForGood(refused))
            return new PostOutcome.Gone($"{refused.Code} {refused.Description}".TrimEnd());

        OddlyRefused(logger, refused.Code, refused.Description);
        return new PostOutcome.TryAgain(AfterOddRefusal);
    }

    private static bool TryReadId(string? text, out long id) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out id) && id != 0;

    [LoggerMessage(LogLevel.Warning, "A topic is closed or deleted; its post goes to the chat itself")]
    private static partial void TopicGone(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "Telegram refused a post, which is tried again later: {Code} {Description}")]
    private static partial void OddlyRefused(ILogger logger, int code, string description);
}
