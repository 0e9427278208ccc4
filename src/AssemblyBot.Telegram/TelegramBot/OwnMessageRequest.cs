using System.Text.Json;
using global::Telegram.Bot.Requests;

namespace AssemblyBot.Telegram.TelegramBot;

/// <summary>
/// A message that one member alone shall see, asked for as our own client does: the library knows the older of the two
/// ways only.
/// </summary>
internal sealed class OwnMessageRequest(Requests.SendMessage message) : RequestBase<JsonElement>("sendMessage")
{
    public override HttpContent ToHttpContent() =>
        TelegramApi.NewContent(JsonSerializer.SerializeToUtf8Bytes(message, TelegramJson.Wire.SendMessage));

    /// <summary>The message of an answer; null: it is none.</summary>
    public static Message? Read(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object ? result.Deserialize(TelegramJson.Wire.Message) : null;
}
