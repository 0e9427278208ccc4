using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AssemblyBot.Discord.Api;

namespace AssemblyBot.Discord.Gateway;

/// <summary>Reads interactions as Discord sends them; what is unknown or of another shape than promised is passed over.</summary>
internal static class InteractionReader
{
    private const ulong ForPersonAlone = 64;
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 512 };

    /// <summary>The interaction; null when it is none, or lacks its number, its token or its person.</summary>
    public static Interaction? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Deep);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Read(ref reader) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Interaction? Read(ref Utf8JsonReader reader)
    {
        var parts = new InteractionParts();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "id"u8))
                parts.Id = NumberOf(ref reader) ?? 0;
            else if (Is(ref reader, "application_id"u8))
                parts.Application = NumberOf(ref reader) ?? 0;
            else if (Is(ref reader, "type"u8))
                parts.Type = NumberOf(ref reader) ?? 0;
            else if (Is(ref reader, "token"u8))
                parts.Token = TextOf(ref reader);
            else if (Is(ref reader, "data"u8))
                ReadData(ref reader, ref parts);
            else if (Is(ref reader, "guild_id"u8))
                parts.Guild = NumberOf(ref reader);
            else if (Is(ref reader, "channel_id"u8))
                parts.Channel = NumberOf(ref reader) ?? parts.Channel;
            else if (Is(ref reader, "channel"u8))
                parts.Channel = ReadId(ref reader) is { } channel ? parts.Channel ?? channel : parts.Channel;
            else if (Is(ref reader, "member"u8))
                ReadMember(ref reader, ref parts);
            else if (Is(ref reader, "user"u8))
                parts.User = ReadId(ref reader) is { } user ? parts.User ?? user : parts.User;
            else if (Is(ref reader, "locale"u8))
                parts.Locale = TextOf(ref reader);
            else if (Is(ref reader, "guild_locale"u8))
                parts.GuildLocale = TextOf(ref reader);
            else if (Is(ref reader, "app_permissions"u8))
                parts.BotPermissions = NumberOf(ref reader) ?? 0;
            else if (Is(ref reader, "message"u8))
                ReadMessage(ref reader, ref parts);
            else
                Pass(ref reader);
        }

        return parts.ToInteraction();
    }

    private static void ReadData(ref Utf8JsonReader reader, ref InteractionParts parts)
    {
        if (!Opens(ref reader))
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "name"u8))
                parts.Command = TextOf(ref reader);
            else if (Is(ref reader, "custom_id"u8))
                parts.CustomId = TextOf(ref reader);
            else if (Is(ref reader, "values"u8))
                parts.Values = ReadTexts(ref reader);
            else if (Is(ref reader, "options"u8))
                ReadOptions(ref reader, ref parts);
            else if (Is(ref reader, "components"u8))
                ReadComponents(ref reader, ref parts);
            else
                Pass(ref reader);
        }
    }

    private static void ReadOptions(ref Utf8JsonReader reader, ref InteractionParts parts)
    {
        if (!Opens(ref reader, JsonTokenType.StartArray))
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                ReadOption(ref reader, ref parts);
            else
                reader.Skip();
        }
    }

    private static void ReadOption(ref Utf8JsonReader reader, ref InteractionParts parts)
    {
        string? name = null;
        string? value = null;
        ulong type = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "name"u8))
                name = TextOf(ref reader);
            else if (Is(ref reader, "type"u8))
                type = NumberOf(ref reader) ?? 0;
            else if (Is(ref reader, "value"u8))
                value = PlainOf(ref reader);
            else if (Is(ref reader, "options"u8))
                ReadOptions(ref reader, ref parts);
            else
                Pass(ref reader);
        }

        // A group (2) holds the subcommand (1), which was read first.
        if (type is 1 or 2)
            parts.Subcommand ??= name;
        else if (name is not null && value is not null)
            (parts.Options ??= [])[name] = value;
    }

    /// <summary>Fields may sit in labels, rows or whatever comes next; each has a custom id and a value.</summary>
    private static void ReadComponents(ref Utf8JsonReader reader, ref InteractionParts parts)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadComponent(ref reader, ref parts);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                ReadComponent(ref reader, ref parts);
            else
                reader.Skip();
        }
    }

    private static void ReadComponent(ref Utf8JsonReader reader, ref InteractionParts parts)
    {
        string? name = null;
        string? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "custom_id"u8))
                name = TextOf(ref reader);
            else if (Is(ref reader, "value"u8))
                value = PlainOf(ref reader);
            else if (Is(ref reader, "values"u8))
                value = string.Join(',', ReadTexts(ref reader));
            else if (Is(ref reader, "components"u8) || Is(ref reader, "component"u8))
                ReadComponents(ref reader, ref parts);
            else
                Pass(ref reader);
        }

        if (name is not null && value is not null)
            (parts.Fields ??= [])[name] = value;
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref InteractionParts parts)
    {
        if (!Opens(ref reader))
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "user"u8))
                parts.User = ReadId(ref reader) ?? parts.User;
            else if (Is(ref reader, "permissions"u8))
                parts.Permissions = NumberOf(ref reader) ?? 0;
            else
                Pass(ref reader);
        }
    }

    private static void ReadMessage(ref Utf8JsonReader reader, ref InteractionParts parts)
    {
        if (!Opens(ref reader))
            return;
        parts.HasMessage = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "flags"u8))
                parts.IsOnOwnCard = ((NumberOf(ref reader) ?? 0) & ForPersonAlone) != 0;
            else
                Pass(ref reader);
        }
    }

    private static ulong? ReadId(ref Utf8JsonReader reader)
    {
        if (!Opens(ref reader))
            return null;
        ulong? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "id"u8))
                id = NumberOf(ref reader);
            else
                Pass(ref reader);
        }

        return id;
    }

    private static List<string> ReadTexts(ref Utf8JsonReader reader)
    {
        if (!Opens(ref reader, JsonTokenType.StartArray))
            return [];
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String && Unescape(ref reader) is { } text)
                texts.Add(text);
            reader.Skip();
        }

        return texts;
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);

    /// <summary>Moves to the value; true when it opens, false when it is something else, which is then passed over.</summary>
    private static bool Opens(ref Utf8JsonReader reader, JsonTokenType opening = JsonTokenType.StartObject)
    {
        reader.Read();
        if (reader.TokenType == opening)
            return true;
        reader.Skip();
        return false;
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>A number, or one written as text, as Discord writes its ids and its sets of bits.</summary>
    private static ulong? NumberOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        var isNumber = reader.TokenType is JsonTokenType.Number or JsonTokenType.String
            && Utf8Parser.TryParse(reader.ValueSpan, out ulong value, out var used)
            && used == reader.ValueSpan.Length
            ? value
            : (ulong?)null;
        reader.Skip();
        return isNumber;
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType == JsonTokenType.String ? Unescape(ref reader) : null;
        reader.Skip();
        return text;
    }

    /// <summary>A text, a number or a truth as text.</summary>
    private static string? PlainOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType switch
        {
            JsonTokenType.String => Unescape(ref reader),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
        reader.Skip();
        return text;
    }

    private static string? Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a character, or bytes that are no text.
            return null;
        }
    }
}
