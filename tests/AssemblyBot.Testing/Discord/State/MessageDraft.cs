using System.Text.Json;
using AssemblyBot.Testing.Discord.Rules;
using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Makes messages of bodies, and changes them: what a body leaves out stays, null clears.</summary>
internal static class MessageDraft
{
    /// <summary>A message without anything in it.</summary>
    public static DiscordMessage Blank(DiscordWorld world, FakeChannel channel, FakeMember? forOne, int flags, InteractionTrace? origin, ulong? id = null) => new()
    {
        Id = id ?? world.NextId(),
        Channel = channel,
        Content = "",
        Embeds = [],
        Rows = [],
        Selects = [],
        Texts = [],
        Flags = flags,
        For = forOne,
        SentAt = world.Now,
        Origin = origin,
    };

    public static DiscordMessage Apply(DiscordMessage message, JsonElement body, RestCall call)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return message;
        }

        if (body.TryGetProperty("content", out _))
        {
            message = message with { Content = body.Text("content") ?? "" };
        }

        if (body.TryGetProperty("embeds", out _))
        {
            var embeds = body.Items("embeds");
            message = message with { Embeds = embeds.Select(Embed).ToArray(), EmbedsJson = Wire.Bytes(writer => WriteEmbeds(writer, embeds)) };
        }

        if (body.TryGetProperty("components", out var components))
        {
            message = ComponentReader.Apply(message, components);
        }

        if (call.Files.Count > 0)
        {
            message = message with { Files = call.Files.Select(file => new DiscordFile(file.Name, file.Content, Description(body, file))).ToArray() };
        }
        else if (body.TryGetProperty("attachments", out _) && body.Items("attachments").Length == 0)
        {
            message = message with { Files = [] };
        }

        return message;
    }

    /// <summary>The next version of a message.</summary>
    public static DiscordMessage Edit(DiscordWorld world, DiscordMessage message, JsonElement body, RestCall call)
    {
        var flags = body.ValueKind == JsonValueKind.Object ? body.Whole("flags") : null;
        var kept = message.Flags & ~128;
        return Apply(message, body, call) with
        {
            Flags = flags is { } set ? (kept & (64 | 32768)) | (set & (4 | 4096 | 32768)) : kept,
            EditedAt = world.Now,
            Edits = message.Edits + 1,
        };
    }

    private static string? Description(JsonElement body, UploadedFile file)
        => body.Items("attachments").Where(attachment => $"files[{attachment.GetProperty("id")}]" == file.Field).Select(attachment => attachment.Text("description")).FirstOrDefault();

    private static DiscordEmbed Embed(JsonElement embed) => new(
        embed.Text("title") ?? "",
        embed.Text("description") ?? "",
        embed.Items("fields").Select(field => (field.Text("name") ?? "", field.Text("value") ?? "")).ToArray(),
        embed.TryGetProperty("footer", out var footer) && footer.ValueKind == JsonValueKind.Object ? footer.Text("text") ?? "" : "",
        embed.TryGetProperty("image", out var image) && image.ValueKind == JsonValueKind.Object ? image.Text("url") ?? "" : "");

    private static void WriteEmbeds(Utf8JsonWriter writer, JsonElement[] embeds)
    {
        writer.WriteStartArray();
        foreach (var embed in embeds)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "rich");
            foreach (var property in embed.EnumerateObject().Where(property => property.Name != "type" && property.Value.ValueKind != JsonValueKind.Null))
            {
                if (property.Name == "fields")
                {
                    WriteFields(writer, property.Value);
                }
                else
                {
                    property.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter writer, JsonElement fields)
    {
        writer.WriteStartArray("fields"u8);
        foreach (var field in fields.EnumerateArray())
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, field.Text("name"));
            writer.WriteString("value"u8, field.Text("value"));
            writer.WriteBoolean("inline"u8, field.IsTrue("inline"));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
