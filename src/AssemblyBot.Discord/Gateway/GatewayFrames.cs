using System.Text.Json;

namespace AssemblyBot.Discord.Gateway;

/// <summary>The frames that the bot sends.</summary>
internal static class GatewayFrames
{
    /// <summary>
    /// None: interactions belong to no intent and always come, and nothing else is wanted.
    /// </summary>
    private const int Intents = 0;

    /// <summary>A heartbeat (1); null: nothing was taken yet.</summary>
    public static byte[] Heartbeat(long? last) => Write(1, writer =>
    {
        if (last is { } number)
            writer.WriteNumber("d", number);
        else
            writer.WriteNull("d");
    });

    /// <summary>The begin of a session (2).</summary>
    public static byte[] Identify(string token, int shard, int shards) => Write(2, writer =>
    {
        writer.WriteStartObject("d");
        writer.WriteString("token", token);
        writer.WriteNumber("intents", Intents);
        writer.WriteStartObject("properties");
        writer.WriteString("os", OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux");
        writer.WriteString("browser", "AssemblyBot");
        writer.WriteString("device", "AssemblyBot");
        writer.WriteEndObject();
        writer.WriteStartArray("shard");
        writer.WriteNumberValue(shard);
        writer.WriteNumberValue(shards);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>A session to go on (6).</summary>
    public static byte[] Resume(string token, string session, long last) => Write(6, writer =>
    {
        writer.WriteStartObject("d");
        writer.WriteString("token", token);
        writer.WriteString("session_id", session);
        writer.WriteNumber("seq", last);
        writer.WriteEndObject();
    });

    private static byte[] Write(int op, Action<Utf8JsonWriter> writeData)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("op", op);
            writeData(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
