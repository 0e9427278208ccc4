using System.Text.Json;

namespace AssemblyBot.Telegram.Webhooks;

/// <summary>The answer to a request that brought an update.</summary>
/// <param name="Status">200: its effect is on disk; anything else: it is to be brought again, or was none.</param>
internal readonly record struct WebhookReply(int Status)
{
    /// <summary>The call of the Bot API that is made by this answer, in JSON; empty: none.</summary>
    public ReadOnlyMemory<byte> Call { get; init; }

    /// <summary>In how many seconds the update is to be brought again; null: as the server likes.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The effect is on disk; the press, if it was one, is answered.</summary>
    public static WebhookReply Done(Reply? reply) => new(200)
    {
        Call = reply is not { Query: { } query, Own: null }
            ? default
            : JsonSerializer.SerializeToUtf8Bytes(
                new Requests.AnswerInWebhook("answerCallbackQuery", query, reply.Notice, reply.Url), TelegramJson.Wire.AnswerInWebhook),
    };

    /// <summary>Not now.</summary>
    public static WebhookReply Later(int seconds) => new(503) { RetryAfter = seconds };
}
