using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AssemblyBot.Testing.BotApi.Server;

/// <summary>An answer of the server: a status and a body in JSON.</summary>
internal sealed class Reply(int status, ReadOnlyMemory<byte> body)
{
    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{"ok":true,"result":true}</c></summary>
    public static readonly Reply True = Result(static writer => writer.WriteBooleanValue(true));

    public int Status => status;

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>A success with a result.</summary>
    public static Reply Result(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        writer.WriteStartObject();
        writer.WriteBoolean("ok"u8, true);
        writer.WritePropertyName("result"u8);
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return new Reply(200, buffer.WrittenMemory);
    }

    /// <summary>A refusal with its reason.</summary>
    public static Reply Refusal(int status, string description, TimeSpan? retryAfter = null, long? migrateTo = null)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        writer.WriteStartObject();
        writer.WriteBoolean("ok"u8, false);
        writer.WriteNumber("error_code"u8, status);
        writer.WriteString("description"u8, description);
        if (retryAfter is not null || migrateTo is not null)
        {
            writer.WriteStartObject("parameters"u8);
            if (retryAfter is { } wait)
            {
                writer.WriteNumber("retry_after"u8, (long)Math.Ceiling(wait.TotalSeconds));
            }

            if (migrateTo is { } chat)
            {
                writer.WriteNumber("migrate_to_chat_id"u8, chat);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.Flush();
        return new Reply(status, buffer.WrittenMemory);
    }
}
