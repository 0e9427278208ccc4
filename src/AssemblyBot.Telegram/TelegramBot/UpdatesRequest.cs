using System.Text.Json;
using global::Telegram.Bot;
using global::Telegram.Bot.Requests;
using Library = global::Telegram.Bot.Types;

namespace AssemblyBot.Telegram.TelegramBot;

/// <summary>
/// A poll whose updates are read one by one, so that one that the library cannot read loses none of the others, as it
/// would with the library's own request.
/// </summary>
internal sealed class UpdatesRequest() : RequestBase<JsonElement>("getUpdates")
{
    public long? Offset { get; init; }

    public int Limit { get; init; }

    public int Timeout { get; init; }

    public IReadOnlyList<string> AllowedUpdates { get; init; } = [];

    /// <summary>The updates of an answer.</summary>
    public static IReadOnlyList<Delivery> Read(JsonElement result) =>
        result.ValueKind == JsonValueKind.Array ? [.. result.EnumerateArray().Select(ReadOne)] : [];

    private static Delivery ReadOne(JsonElement element)
    {
        try
        {
            if (element.Deserialize<Library.Update>(JsonBotAPI.Options) is { Id: not 0 } update)
                return new Delivery(update.Id, FromLibrary.Update(update));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // Its number, if it has one, is all that is needed of it.
        }

        return new Delivery(IdOf(element), null);
    }

    private static long? IdOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("update_id", out var id)
        && id.ValueKind == JsonValueKind.Number
        && id.TryGetInt64(out var number)
            ? number
            : null;
}
