using System.Text.Json;

namespace AssemblyBot.Telegram.Api;

/// <summary>
/// The envelope of an answer: <c>{ok, result}</c> or <c>{ok, error_code, description, parameters}</c>, read in one pass
/// over the bytes; the result is left as bytes.
/// </summary>
internal readonly ref struct ApiReply
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private ApiReply(bool? ok, ReadOnlySpan<byte> result, ApiFailure.Refused refused)
    {
        Ok = ok;
        Result = result;
        Refused = refused;
    }

    /// <summary>What the server says about success; null when it does not say.</summary>
    public bool? Ok { get; }

    /// <summary>The JSON of the result; empty when there is none.</summary>
    public ReadOnlySpan<byte> Result { get; }

    /// <summary>The error, where <see cref="Ok"/> is false; its code is 0 when the server gave none.</summary>
    public ApiFailure.Refused Refused { get; }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A name in it is no text.</exception>
    public static ApiReply Read(ReadOnlySpan<byte> body)
    {
        var reader = ReaderOf(body);
        bool? ok = null;
        var (resultStart, resultEnd, code, description) = (0, 0, 0, "");
        TimeSpan? retryAfter = null;
        long? migrateTo = null;

        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("the answer is not an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("ok"u8))
            {
                reader.Read();
                ok = reader.TokenType switch { JsonTokenType.True => true, JsonTokenType.False => false, _ => null };
                reader.Skip();
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                resultStart = (int)reader.TokenStartIndex;
                reader.Skip();
                resultEnd = (int)reader.BytesConsumed;
            }
            else if (reader.ValueTextEquals("error_code"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Number)
                    _ = reader.TryGetInt32(out code);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("description"u8))
            {
                reader.Read();
                description = reader.TokenType == JsonTokenType.String ? TextOf(ref reader) : description;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                ReadParameters(ref reader, ref retryAfter, ref migrateTo);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new ApiReply(ok, body[resultStart..resultEnd], new ApiFailure.Refused(code, description, retryAfter, migrateTo));
    }

    /// <summary>The elements of the result, one by one, so that one that cannot be read loses none of the others.</summary>
    public IReadOnlyList<Delivery> ReadDeliveries()
    {
        var deliveries = new List<Delivery>();
        if (Result.IsEmpty || Result[0] != (byte)'[')
            return deliveries;

        var reader = ReaderOf(Result);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            deliveries.Add(ReadDelivery(Result[start..(int)reader.BytesConsumed]));
        }

        return deliveries;
    }

    /// <summary>One update.</summary>
    public static Delivery ReadDelivery(ReadOnlySpan<byte> json)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, TelegramJson.Wire.Update) is { UpdateId: not 0 } update)
                return new Delivery(update.UpdateId, update);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            // Its number, if it has one, is all that is needed of it.
        }

        try
        {
            return new Delivery(FindUpdateId(json), null);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return default;
        }
    }

    /// <summary>Whether an exception says that something is not JSON, or that a name in it is no text, such as half a character.</summary>
    public static bool IsUnreadable(Exception exception) => exception is JsonException or InvalidOperationException;

    private static long? FindUpdateId(ReadOnlySpan<byte> json)
    {
        var reader = ReaderOf(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("update_id"u8);
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id))
                return id;
            reader.Skip();
        }

        return null;
    }

    private static void ReadParameters(ref Utf8JsonReader reader, ref TimeSpan? retryAfter, ref long? migrateTo)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isRetry, isMigration) = (reader.ValueTextEquals("retry_after"u8), reader.ValueTextEquals("migrate_to_chat_id"u8));
            reader.Read();
            if (isRetry && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && seconds >= 0)
                retryAfter = seconds < LongestWait.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestWait;
            else if (isMigration && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var chat))
                migrateTo = chat;
            reader.Skip();
        }
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static Utf8JsonReader ReaderOf(ReadOnlySpan<byte> json) =>
        new(json, new JsonReaderOptions { MaxDepth = 1024 });
}
