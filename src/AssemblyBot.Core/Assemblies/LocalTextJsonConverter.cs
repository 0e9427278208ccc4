using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssemblyBot.Core.Assemblies;

/// <summary>
/// Reads and writes a text as an object of its languages; a plain string is read as English. Public, because the
/// serializers that are generated in other projects use it.
/// </summary>
public sealed class LocalTextJsonConverter : JsonConverter<LocalText>
{
    /// <summary>Null is no text, and named as wrong.</summary>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Read([new("en", reader.GetString()!)]);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a text is either a string or an object such as { \"en\": \"…\", \"es\": \"…\" }");

        var texts = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var language = reader.GetString()!;
            if (language.Length != 2 || !language.All(char.IsAsciiLetterLower))
                throw new JsonException($"'{language}' is not a two-letter language code such as 'en'");
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException($"the text in '{language}' has to be a string");
            texts.Add(new(language, reader.GetString()!));
        }

        return Read(texts);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (language, text) in value.All)
            writer.WriteString(language, text);
        writer.WriteEndObject();
    }

    private static LocalText Read(List<KeyValuePair<string, string>> texts)
    {
        try
        {
            return new LocalText(texts);
        }
        catch (ArgumentException exception)
        {
            throw new JsonException(exception.Message.Split(" (Parameter")[0]);
        }
    }
}
