using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssemblyBot.Core.Phrases;

/// <summary>Reads and writes a phrase as its sentence.</summary>
internal sealed class PhraseJsonConverter : JsonConverter<Phrase>
{
    public override Phrase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("a phrase has to be a string");
        try
        {
            return new Phrase(reader.GetString()!);
        }
        catch (FormatException exception)
        {
            throw new JsonException(exception.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, Phrase value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
