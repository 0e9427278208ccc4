using System.Text.Json;
using System.Text.Json.Serialization;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Held;

/// <summary>The form of questions and answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(StoredRowConverter)])]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(HeldStoreName))]
[JsonSerializable(typeof(Recorded))]
[JsonSerializable(typeof(StoredRow))]
[JsonSerializable(typeof(AssemblyRecord))]
[JsonSerializable(typeof(StatementRecord))]
[JsonSerializable(typeof(ChannelRecord))]
[JsonSerializable(typeof(VoteEvent))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(string))]
internal sealed partial class HeldJson : JsonSerializerContext;

/// <summary>A row as a list: the name of its table, then its values; bytes are a list of one text in base64.</summary>
internal sealed class StoredRowConverter : JsonConverter<StoredRow>
{
    private static readonly Dictionary<string, StoredTable> Tables = StoredTable.All.ToDictionary(table => table.Name, StringComparer.Ordinal);

    public override StoredRow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!reader.Read() || reader.GetString() is not { } name || !Tables.TryGetValue(name, out var table))
            throw new JsonException("a row has no table");
        var values = new object?[table.Columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.Read() ? ValueOf(ref reader) : null;
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray
            ? new StoredRow(table, values)
            : throw new JsonException($"a row of {name} has not {values.Length} values");
    }

    public override void Write(Utf8JsonWriter writer, StoredRow value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Table.Name);
        foreach (var item in value.Values)
            Write(writer, item);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case byte[] bytes:
                writer.WriteStartArray();
                writer.WriteBase64StringValue(bytes);
                writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"a row holds a {value.GetType().Name}");
        }
    }

    private static object? ValueOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number:
                return reader.GetInt64();
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.StartArray when reader.Read():
                var bytes = reader.GetBytesFromBase64();
                reader.Read();
                return bytes;
            default:
                throw new JsonException("a row holds something else than numbers, texts and bytes");
        }
    }
}
