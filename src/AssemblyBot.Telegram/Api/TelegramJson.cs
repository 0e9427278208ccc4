using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssemblyBot.Telegram.Api;

/// <summary>How our types look in the Bot API's JSON; generated, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Update))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(WebhookInfo))]
[JsonSerializable(typeof(Requests.SetWebhook))]
[JsonSerializable(typeof(ChatMember))]
[JsonSerializable(typeof(Requests.GetUpdates))]
[JsonSerializable(typeof(Requests.DeleteWebhook))]
[JsonSerializable(typeof(Requests.SetMyCommands))]
[JsonSerializable(typeof(Requests.SendMessage))]
[JsonSerializable(typeof(Requests.EditMessageText))]
[JsonSerializable(typeof(Requests.EditEphemeralMessageText))]
[JsonSerializable(typeof(Requests.DeleteMessage))]
[JsonSerializable(typeof(Requests.PinChatMessage))]
[JsonSerializable(typeof(Requests.GetChatMember))]
[JsonSerializable(typeof(Requests.AnswerCallbackQuery))]
[JsonSerializable(typeof(Requests.AnswerInWebhook))]
internal sealed partial class TelegramJson : JsonSerializerContext
{
    /// <summary>The one to use: letters beyond ASCII go out as they are, at a third of the size.</summary>
    public static TelegramJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
