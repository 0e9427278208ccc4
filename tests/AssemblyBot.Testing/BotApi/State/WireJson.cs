using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>Writes people, chats and messages as the Bot API shows them.</summary>
internal static class WireJson
{
    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly byte[] GroupAnonymousBot = Bot(1_087_968_824, "GroupAnonymousBot");

    private static readonly byte[] ChannelBot = Bot(136_817_688, "Channel_Bot");

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        write(writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] User(FakeUser user) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, user.Id);
        writer.WriteBoolean("is_bot"u8, false);
        writer.WriteString("first_name"u8, user.FirstName);
        WriteOptional(writer, "username", user.Username);
        WriteOptional(writer, "language_code", user.LanguageCode);
        writer.WriteEndObject();
    });

    public static byte[] Bot(long id, string username) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, id);
        writer.WriteBoolean("is_bot"u8, true);
        writer.WriteString("first_name"u8, "Assembly");
        writer.WriteString("username"u8, username);
        writer.WriteEndObject();
    });

    public static byte[] Chat(FakeChat chat) => Write(writer =>
    {
        writer.WriteStartObject();
        WriteChatFields(writer, chat);
        writer.WriteEndObject();
    });

    public static void WriteChatFields(Utf8JsonWriter writer, FakeChat chat)
    {
        writer.WriteNumber("id"u8, chat.Id);
        writer.WriteString("type"u8, chat.Type);
        if (chat.Person is { } person)
        {
            writer.WriteString("first_name"u8, person.FirstName);
            WriteOptional(writer, "username", person.Username);
        }
        else
        {
            writer.WriteString("title"u8, chat.Title);
        }
    }

    /// <param name="writer">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="bot">The bot as a user.</param>
    /// <param name="withReply">Whether the message it replies to is shown too.</param>
    public static void Message(Utf8JsonWriter writer, FakeMessage message, byte[] bot, bool withReply = true)
    {
        writer.WriteStartObject();
        writer.WriteNumber("message_id"u8, message.Id);
        if (message.OwnId is { } own)
        {
            writer.WriteNumber("ephemeral_message_id"u8, own);
            writer.WritePropertyName("receiver_user"u8);
            writer.WriteRawValue(message.Receiver!.Json, skipInputValidation: true);
        }

        Sender(writer, message, bot);
        writer.WritePropertyName("chat"u8);
        writer.WriteRawValue(message.Chat.Json, skipInputValidation: true);
        writer.WriteNumber("date"u8, message.SentAt.ToUnixTimeSeconds());
        if (message.EditedAt is { } edited)
        {
            writer.WriteNumber("edit_date"u8, edited.ToUnixTimeSeconds());
        }

        if (message.Topic is { } topic)
        {
            writer.WriteNumber("message_thread_id"u8, topic);
            writer.WriteBoolean("is_topic_message"u8, true);
        }

        if (withReply && message.ReplyTo is { } id && message.Chat.Find(id) is { } original)
        {
            writer.WritePropertyName("reply_to_message"u8);
            Message(writer, original, bot, withReply: false);
        }

        if (message.File is { } file)
        {
            File(writer, message, file);
        }

        if (message.Text.Length > 0)
        {
            writer.WriteString(message.File is null ? "text" : "caption", message.Text);
        }

        Entities(writer, message);
        if (message.Keyboard is { } keyboard)
        {
            writer.WritePropertyName("reply_markup"u8);
            writer.WriteRawValue(keyboard, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    /// <summary>In a channel nobody writes in their own name; who writes in a chat's name elsewhere is shown as a bot of Telegram's.</summary>
    private static void Sender(Utf8JsonWriter writer, FakeMessage message, byte[] bot)
    {
        var chat = message.Chat.Type == "channel" ? message.Chat : message.SenderChat;
        if (message.Chat.Type != "channel")
        {
            writer.WritePropertyName("from"u8);
            writer.WriteRawValue(
                chat is null ? message.From?.Json ?? bot : chat == message.Chat ? GroupAnonymousBot : ChannelBot, skipInputValidation: true);
        }

        if (chat is not null)
        {
            writer.WritePropertyName("sender_chat"u8);
            writer.WriteRawValue(chat.Json, skipInputValidation: true);
        }
    }

    private static void Entities(Utf8JsonWriter writer, FakeMessage message)
    {
        if (message.Entities.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(message.File is null ? "entities" : "caption_entities");
        foreach (var entity in message.Entities)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, entity.Type);
            writer.WriteNumber("offset"u8, entity.Offset);
            writer.WriteNumber("length"u8, entity.Length);
            WriteOptional(writer, "url", entity.Url);
            WriteOptional(writer, "language", entity.Language);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void File(Utf8JsonWriter writer, FakeMessage message, FakeFile file)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"file-{message.Chat.Id}-{message.Id}");
        var isPhoto = file.Field == "photo";
        writer.WritePropertyName(file.Field);
        if (isPhoto)
        {
            writer.WriteStartArray();
        }

        writer.WriteStartObject();
        writer.WriteString("file_id"u8, id);
        writer.WriteString("file_unique_id"u8, "unique-" + id);
        writer.WriteNumber("file_size"u8, file.Content.Length);
        if (isPhoto)
        {
            writer.WriteNumber("width"u8, 1280);
            writer.WriteNumber("height"u8, 720);
        }
        else
        {
            writer.WriteString("file_name"u8, file.Name);
        }

        writer.WriteEndObject();
        if (isPhoto)
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Raw JSON with <c>$id</c> replaced by the update's number.</summary>
    public static byte[] Raw(string json, long id)
        => Encoding.UTF8.GetBytes(json.Replace("$id", id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
