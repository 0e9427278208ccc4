using System.Text.Json;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Writes an interaction as the gateway tells it.</summary>
internal static class InteractionJson
{
    public static void Write(Utf8JsonWriter writer, InteractionTrace trace, DiscordWorld world, Action<Utf8JsonWriter> writeData)
    {
        var member = trace.By;
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, 1);
        Wire.Id(writer, "id"u8, trace.Id);
        Wire.Id(writer, "application_id"u8, world.ApplicationId);
        writer.WriteNumber("type"u8, (int)trace.Kind);
        writer.WriteString("token"u8, trace.Token);
        writer.WritePropertyName("data"u8);
        writeData(writer);
        Wire.Id(writer, "channel_id"u8, trace.Channel.Id);
        writer.WritePropertyName("channel"u8);
        Wire.Channel(writer, trace.Channel);
        writer.WriteString("locale"u8, member.Locale);
        if (member.Guild is { } guild)
        {
            Wire.Id(writer, "guild_id"u8, guild.Id);
            writer.WriteString("guild_locale"u8, guild.Locale);
            writer.WriteStartObject("guild"u8);
            Wire.Id(writer, "id"u8, guild.Id);
            writer.WriteString("locale"u8, guild.Locale);
            Wire.Empty(writer, "features"u8);
            writer.WriteEndObject();
            writer.WritePropertyName("member"u8);
            Wire.Member(writer, member);
        }
        else
        {
            writer.WritePropertyName("user"u8);
            Wire.User(writer, member.Id, member.Name);
        }

        Wire.Id(writer, "app_permissions"u8, trace.Channel.BotPermissions);
        Wire.Empty(writer, "entitlements"u8);
        writer.WriteStartObject("authorizing_integration_owners"u8);
        Wire.Id(writer, "0"u8, member.Guild?.Id ?? 0);
        writer.WriteEndObject();
        writer.WriteNumber("context"u8, member.Guild is null ? 1 : 0);
        writer.WriteNumber("attachment_size_limit"u8, 10 * 1024 * 1024);
        if (trace.On is { } message)
        {
            writer.WritePropertyName("message"u8);
            Wire.Message(writer, message, world);
        }

        writer.WriteEndObject();
    }
}
