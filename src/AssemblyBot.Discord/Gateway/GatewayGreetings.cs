using System.Text.Json;

namespace AssemblyBot.Discord.Gateway;

/// <summary>Reads the little that the bot needs of the gateway's own frames; what is of another shape counts as left out.</summary>
internal static class GatewayGreetings
{
    private static readonly TimeSpan UsualBeat = TimeSpan.FromSeconds(41.25);
    private static readonly TimeSpan ShortestBeat = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestBeat = TimeSpan.FromMinutes(10);

    /// <summary>How often the server wants a heartbeat, from its first frame (10).</summary>
    public static TimeSpan BeatOf(ReadOnlySpan<byte> data) =>
        Look(data, static root => Member(root, "heartbeat_interval") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetDouble(out var milliseconds)
            && milliseconds > 0
            ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, ShortestBeat.TotalMilliseconds, LongestBeat.TotalMilliseconds))
            : (TimeSpan?)null) ?? UsualBeat;

    /// <summary>Whether an invalid session (9) may be tried again.</summary>
    public static bool MayResume(ReadOnlySpan<byte> data) =>
        Look(data, static root => root.ValueKind == JsonValueKind.True ? true : (bool?)null) ?? false;

    /// <summary>What the event READY tells: the session's name, where to resume it, and who the bot is.</summary>
    public static (string? Session, string? ResumeUrl, ulong Bot) ReadyOf(ReadOnlySpan<byte> data) =>
        Look<(string?, string?, ulong)>(data, static root => (
            TextOf(Member(root, "session_id")),
            TextOf(Member(root, "resume_gateway_url")),
            Member(root, "user") is { } user && ulong.TryParse(TextOf(Member(user, "id")), out var id) ? id : 0)) ?? (null, null, 0);

    private static T? Look<T>(ReadOnlySpan<byte> data, Func<JsonElement, T?> find)
        where T : struct
    {
        try
        {
            var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = 512 });
            using var document = JsonDocument.ParseValue(ref reader);
            return find(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static string? TextOf(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;
}
