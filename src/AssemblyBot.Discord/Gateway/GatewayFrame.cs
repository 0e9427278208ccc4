using System.Text.Json;

namespace AssemblyBot.Discord.Gateway;

/// <summary>The envelope of what the gateway sends, <c>{op, s, t, d}</c>, read in one pass over the bytes; <c>d</c> is left as bytes.</summary>
internal readonly ref struct GatewayFrame
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 512 };

    private GatewayFrame(int op, long? sequence, GatewayEvent what, ReadOnlySpan<byte> data)
    {
        (Op, Sequence, Event) = (op, sequence, what);
        Data = data;
    }

    /// <summary>What kind of frame it is; 0 is an event.</summary>
    public int Op { get; }

    /// <summary>An event's number; null: none.</summary>
    public long? Sequence { get; }

    /// <summary>Which event it is.</summary>
    public GatewayEvent Event { get; }

    /// <summary>The JSON of what it carries; empty: nothing.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Reads a frame; false: it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out GatewayFrame frame)
    {
        try
        {
            return Read(json, out frame);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            frame = default;
            return false;
        }
    }

    private static bool Read(ReadOnlySpan<byte> json, out GatewayFrame frame)
    {
        var reader = new Utf8JsonReader(json, Deep);
        var op = -1;
        long? sequence = null;
        var (what, start, end) = (GatewayEvent.Other, 0, 0);

        frame = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            switch (name)
            {
                case 'o' when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number):
                    op = number;
                    break;
                case 's' when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number):
                    sequence = number;
                    break;
                case 't' when reader.TokenType == JsonTokenType.String:
                    what = EventOf(ref reader);
                    break;
                case 'd':
                    start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    end = (int)reader.BytesConsumed;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        frame = new GatewayFrame(op, sequence, what, json[start..end]);
        return op >= 0;
    }

    private static char NameOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("op"u8) ? 'o'
        : reader.ValueTextEquals("s"u8) ? 's'
        : reader.ValueTextEquals("t"u8) ? 't'
        : reader.ValueTextEquals("d"u8) ? 'd'
        : ' ';

    private static GatewayEvent EventOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("INTERACTION_CREATE"u8) ? GatewayEvent.Interaction
        : reader.ValueTextEquals("READY"u8) ? GatewayEvent.Ready
        : reader.ValueTextEquals("RESUMED"u8) ? GatewayEvent.Resumed
        : GatewayEvent.Other;
}
