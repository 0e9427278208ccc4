using System.Text.Json;
using AssemblyBot.Testing.Discord.State;

namespace AssemblyBot.Testing.Discord.Server;

/// <summary>An answer over HTTP.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">JSON; empty for none.</param>
internal sealed record RestReply(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>204, without a body.</summary>
    public static readonly RestReply Done = new(204, ReadOnlyMemory<byte>.Empty);

    /// <summary>For a 429: how long to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For a 429: <c>user</c>, <c>global</c> or <c>shared</c>.</summary>
    public string? Scope { get; init; }

    public static RestReply Ok(Action<Utf8JsonWriter> write, int status = 200) => new(status, Wire.Bytes(write));

    /// <summary>A refusal with Discord's own code.</summary>
    public static RestReply Refusal(int status, int code, string message) => Ok(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("message"u8, message);
            writer.WriteNumber("code"u8, code);
            writer.WriteEndObject();
        },
        status);

    /// <summary>A 429.</summary>
    public static RestReply TooMany(TimeSpan retryAfter, string scope) => Ok(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("message"u8, scope == "shared" ? "The resource is being rate limited." : "You are being rate limited.");
            writer.WriteNumber("retry_after"u8, Math.Round(retryAfter.TotalSeconds, 3));
            writer.WriteBoolean("global"u8, scope == "global");
            writer.WriteNumber("code"u8, 0);
            writer.WriteEndObject();
        },
        429) with
    { RetryAfter = retryAfter, Scope = scope };
}
