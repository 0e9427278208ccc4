using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AssemblyBot.Discord.Api;

/// <summary>How answers, messages and forms look in Discord's JSON.</summary>
internal static class Bodies
{
    private const int ForPersonAlone = 64;
    private const int WithoutPreviews = 4;
    private const int LongestNonce = 25;

    /// <summary>Letters beyond ASCII go out as they are.</summary>
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The answer to an interaction.</summary>
    public static RestBody Answer(InteractionAnswer answer) => Write(answer, FilesOf(answer), static (writer, answer) =>
    {
        writer.WriteNumber("type", answer switch
        {
            InteractionAnswer.Say => 4,
            InteractionAnswer.SayLater => 5,
            InteractionAnswer.ReplaceLater => 6,
            InteractionAnswer.Replace => 7,
            InteractionAnswer.Ask => 9,
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.GetType(), "an answer of an unknown kind"),
        });
        if (answer is InteractionAnswer.ReplaceLater or InteractionAnswer.SayLater { IsForPersonAlone: false })
            return;
        writer.WriteStartObject("data");
        switch (answer)
        {
            case InteractionAnswer.Say say:
                WriteNew(writer, say.Message);
                break;
            case InteractionAnswer.Replace replace:
                WriteInPlace(writer, replace.Message);
                break;
            case InteractionAnswer.SayLater:
                writer.WriteNumber("flags", ForPersonAlone);
                break;
            case InteractionAnswer.Ask ask:
                WriteForm(writer, ask.Form);
                break;
        }

        writer.WriteEndObject();
    });

    /// <summary>A message of its own.</summary>
    public static RestBody Message(MessageBody message) => Write(message, message.Files, WriteNew);

    /// <summary>A message in place of another one: what that one had and this one has not goes away.</summary>
    public static RestBody InPlace(MessageBody message) => Write(message, message.Files, WriteInPlace);

    /// <summary>A message for a channel, of which there is one for each nonce.</summary>
    public static RestBody Post(MessageBody message, string nonce) => Write((message, nonce), message.Files, static (writer, post) =>
    {
        WriteNew(writer, post.message with { IsForPersonAlone = false });
        writer.WriteString("nonce", post.nonce.Length <= LongestNonce ? post.nonce : Shorten(post.nonce));
        writer.WriteBoolean("enforce_nonce", true);
    });

    /// <summary>A post in a forum: its title and its first message.</summary>
    public static RestBody ForumPost(string title, MessageBody message) => Write((title, message), message.Files, static (writer, post) =>
    {
        writer.WriteString("name", post.title);
        writer.WriteStartObject("message");
        WriteNew(writer, post.message with { IsForPersonAlone = false });
        writer.WriteEndObject();
    });

    /// <summary>The person to have a private channel with.</summary>
    public static RestBody Recipient(ulong user) => Write(user, [], static (writer, user) => WriteId(writer, "recipient_id", user));

    private static RestBody Write<T>(T value, IReadOnlyList<MessageFile> files, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            write(writer, value);
            writer.WriteEndObject();
        }

        return new RestBody(buffer.WrittenMemory, files);
    }

    private static IReadOnlyList<MessageFile> FilesOf(InteractionAnswer answer) => answer switch
    {
        InteractionAnswer.Say say => say.Message.Files,
        InteractionAnswer.Replace replace => replace.Message.Files,
        _ => [],
    };

    private static void WriteNew(Utf8JsonWriter writer, MessageBody message)
    {
        var flags = FlagsOf(message) | (message.IsForPersonAlone ? ForPersonAlone : 0);
        if (message.Content.Length > 0)
            writer.WriteString("content", message.Content);
        if (message.Embeds.Count > 0)
            WriteEmbeds(writer, message.Embeds);
        if (message.Rows.Count > 0)
            WriteRows(writer, message.Rows);
        if (message.Files.Count > 0)
            WriteAttachments(writer, message.Files);
        if (flags != 0)
            writer.WriteNumber("flags", flags);
        WriteNoPings(writer);
    }

    private static void WriteInPlace(Utf8JsonWriter writer, MessageBody message)
    {
        writer.WriteString("content", message.Content);
        WriteEmbeds(writer, message.Embeds);
        WriteRows(writer, message.Rows);
        WriteAttachments(writer, message.Files);
        writer.WriteNumber("flags", FlagsOf(message));
        WriteNoPings(writer);
    }

    /// <summary>Links are not to be unfolded; the flag would hide embeds of our own too.</summary>
    private static int FlagsOf(MessageBody message) => message.Embeds.Count == 0 && message.Content.Length > 0 ? WithoutPreviews : 0;

    private static void WriteNoPings(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("allowed_mentions");
        writer.WriteStartArray("parse");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteEmbeds(Utf8JsonWriter writer, IReadOnlyList<Embed> embeds)
    {
        writer.WriteStartArray("embeds");
        foreach (var embed in embeds)
        {
            writer.WriteStartObject();
            WriteIfAny(writer, "title", embed.Title);
            WriteIfAny(writer, "description", embed.Description);
            if (embed.Colour is { } colour)
                writer.WriteNumber("color", colour);
            if (embed.Fields.Count > 0)
                WriteEmbedFields(writer, embed.Fields);
            if (embed.Footer.Length > 0)
            {
                writer.WriteStartObject("footer");
                writer.WriteString("text", embed.Footer);
                writer.WriteEndObject();
            }

            if (embed.Image is { } image)
            {
                writer.WriteStartObject("image");
                writer.WriteString("url", "attachment://" + image);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteEmbedFields(Utf8JsonWriter writer, IReadOnlyList<EmbedField> fields)
    {
        writer.WriteStartArray("fields");
        foreach (var field in fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            writer.WriteString("value", field.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRows(Utf8JsonWriter writer, IReadOnlyList<IReadOnlyList<MessageButton>> rows)
    {
        writer.WriteStartArray("components");
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteNumber("type", 1);
            writer.WriteStartArray("components");
            foreach (var button in row)
            {
                writer.WriteStartObject();
                writer.WriteNumber("type", 2);
                writer.WriteNumber("style", button.Style);
                writer.WriteString("label", button.Label);
                if (button.CustomId is { } customId)
                    writer.WriteString("custom_id", customId);
                if (button.Url is { } url)
                    writer.WriteString("url", url);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteAttachments(Utf8JsonWriter writer, IReadOnlyList<MessageFile> files)
    {
        writer.WriteStartArray("attachments");
        for (var i = 0; i < files.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", i);
            writer.WriteString("filename", files[i].Name);
            WriteIfAny(writer, "description", files[i].Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteForm(Utf8JsonWriter writer, Form form)
    {
        writer.WriteString("custom_id", form.CustomId);
        writer.WriteString("title", form.Title);
        writer.WriteStartArray("components");
        if (form.Text.Length > 0)
        {
            writer.WriteStartObject();
            writer.WriteNumber("type", 10);
            writer.WriteString("content", form.Text);
            writer.WriteEndObject();
        }

        foreach (var field in form.Fields)
            WriteField(writer, field);
        writer.WriteEndArray();
    }

    private static void WriteField(Utf8JsonWriter writer, FormField field)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type", 18);
        writer.WriteString("label", field.Label);
        WriteIfAny(writer, "description", field.Description);
        writer.WriteStartObject("component");
        writer.WriteNumber("type", 4);
        writer.WriteString("custom_id", field.CustomId);
        writer.WriteNumber("style", field.IsLong ? 2 : 1);
        writer.WriteBoolean("required", field.IsRequired);
        writer.WriteNumber("max_length", field.MaximumLength);
        WriteIfAny(writer, "value", field.Value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
            writer.WriteString(name, text);
    }

    /// <summary>Ids travel as text, for they are larger than the numbers of many a language.</summary>
    private static void WriteId(Utf8JsonWriter writer, string name, ulong id)
    {
        Span<char> digits = stackalloc char[20];
        id.TryFormat(digits, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteString(name, digits[..length]);
    }

    private static string Shorten(string nonce) => System.Buffers.Text.Base64Url.EncodeToString(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(nonce)).AsSpan(0, 18));
}
