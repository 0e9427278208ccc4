using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Writes what the bot is shown of people, servers, channels and messages.</summary>
internal static class Wire
{
    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The buffer of this thread, while nobody writes into it.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _idle;

    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = _idle ?? new ArrayBufferWriter<byte>(8192);
        _idle = null;
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            write(writer);
        }

        var bytes = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        _idle = buffer;
        return bytes;
    }

    public static void Id(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ulong id)
    {
        Span<char> digits = stackalloc char[20];
        id.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        writer.WriteString(name, digits[..length]);
    }

    public static void User(Utf8JsonWriter writer, ulong id, string name, bool isBot = false, bool isSelf = false)
    {
        writer.WriteStartObject();
        Id(writer, "id"u8, id);
        writer.WriteString("username"u8, name);
        writer.WriteNull("avatar"u8);
        writer.WriteString("discriminator"u8, isBot ? "4242" : "0");
        writer.WriteNumber("public_flags"u8, 0);
        writer.WriteNumber("flags"u8, 0);
        writer.WriteNull("global_name"u8);
        writer.WriteNull("primary_guild"u8);
        if (isBot)
        {
            writer.WriteBoolean("bot"u8, true);
        }

        if (isSelf)
        {
            writer.WriteString("locale"u8, "en-US");
            writer.WriteBoolean("mfa_enabled"u8, false);
            writer.WriteBoolean("verified"u8, true);
            writer.WriteNull("email"u8);
        }

        writer.WriteEndObject();
    }

    public static void Member(Utf8JsonWriter writer, FakeMember member)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("user"u8);
        User(writer, member.Id, member.Name);
        writer.WriteNull("nick"u8);
        writer.WriteNull("avatar"u8);
        writer.WriteStartArray("roles"u8);
        writer.WriteEndArray();
        writer.WriteString("joined_at"u8, "2026-01-01T00:00:00.000000+00:00");
        writer.WriteNull("premium_since"u8);
        writer.WriteNull("communication_disabled_until"u8);
        writer.WriteBoolean("deaf"u8, false);
        writer.WriteBoolean("mute"u8, false);
        writer.WriteBoolean("pending"u8, false);
        writer.WriteNumber("flags"u8, 0);
        Id(writer, "permissions"u8, member.Permissions);
        writer.WriteEndObject();
    }

    /// <param name="writer">Where to.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="first">For a thread that was opened just now: the message it begins with.</param>
    /// <param name="world">Needed with <paramref name="first"/>.</param>
    public static void Channel(Utf8JsonWriter writer, FakeChannel channel, DiscordMessage? first = null, DiscordWorld? world = null)
    {
        writer.WriteStartObject();
        Id(writer, "id"u8, channel.Id);
        writer.WriteNumber("type"u8, channel.Type);
        writer.WriteNumber("flags"u8, 0);
        writer.WriteNull("last_message_id"u8);
        if (channel.Guild is { } guild)
        {
            GuildChannel(writer, channel, guild);
        }
        else if (channel.Recipient is { } recipient)
        {
            writer.WriteStartArray("recipients"u8);
            User(writer, recipient.Id, recipient.Name);
            writer.WriteEndArray();
        }

        if (first is not null)
        {
            writer.WritePropertyName("message"u8);
            Message(writer, first, world!);
        }

        writer.WriteEndObject();
    }

    public static void Guild(Utf8JsonWriter writer, FakeGuild guild)
    {
        writer.WriteStartObject();
        Id(writer, "id"u8, guild.Id);
        writer.WriteString("name"u8, guild.Name);
        writer.WriteString("preferred_locale"u8, guild.Locale);
        writer.WriteBoolean("unavailable"u8, false);
        writer.WriteString("joined_at"u8, "2026-01-01T00:00:00.000000+00:00");
        writer.WriteNumber("member_count"u8, guild.Members.Count + 1);
        writer.WriteBoolean("large"u8, false);
        Empty(writer, "features"u8);
        Empty(writer, "roles"u8);
        Empty(writer, "emojis"u8);
        Empty(writer, "members"u8);
        Empty(writer, "presences"u8);
        Empty(writer, "voice_states"u8);
        Empty(writer, "stage_instances"u8);
        Empty(writer, "guild_scheduled_events"u8);
        Channels(writer, "channels"u8, guild.Channels.Where(channel => !channel.IsThread));
        Channels(writer, "threads"u8, guild.Channels.Where(channel => channel.IsThread));
        writer.WriteEndObject();
    }

    public static void Message(Utf8JsonWriter writer, DiscordMessage message, DiscordWorld world)
    {
        writer.WriteStartObject();
        Id(writer, "id"u8, message.Id);
        Id(writer, "channel_id"u8, message.Channel.Id);
        writer.WriteNumber("type"u8, message.Origin is null ? 0 : 20);
        writer.WriteString("content"u8, message.Content);
        Empty(writer, "mentions"u8);
        Empty(writer, "mention_roles"u8);
        Attachments(writer, message);
        writer.WritePropertyName("embeds"u8);
        writer.WriteRawValue(message.EmbedsJson, skipInputValidation: true);
        writer.WriteString("timestamp"u8, message.SentAt);
        if (message.EditedAt is { } edited)
        {
            writer.WriteString("edited_timestamp"u8, edited);
        }
        else
        {
            writer.WriteNull("edited_timestamp"u8);
        }

        writer.WriteNumber("flags"u8, message.Flags);
        writer.WritePropertyName("components"u8);
        writer.WriteRawValue(message.ComponentsJson, skipInputValidation: true);
        writer.WritePropertyName("author"u8);
        User(writer, world.BotId, world.BotName, isBot: true);
        writer.WriteBoolean("pinned"u8, message.IsPinned);
        writer.WriteBoolean("mention_everyone"u8, false);
        writer.WriteBoolean("tts"u8, false);
        if (message.Nonce is { } nonce)
        {
            writer.WriteString("nonce"u8, nonce);
        }

        if (message.Origin is not null)
        {
            Id(writer, "application_id"u8, world.ApplicationId);
            Id(writer, "webhook_id"u8, world.ApplicationId);
        }

        writer.WriteEndObject();
    }

    public static void Application(Utf8JsonWriter writer, DiscordWorld world)
    {
        writer.WriteStartObject();
        Id(writer, "id"u8, world.ApplicationId);
        writer.WriteString("name"u8, world.BotName);
        writer.WriteNull("icon"u8);
        writer.WriteString("description"u8, "");
        writer.WriteNull("type"u8);
        writer.WriteString("verify_key"u8, new string('0', 64));
        writer.WriteNumber("flags"u8, 0);
        writer.WriteString("flags_new"u8, "0");
        Empty(writer, "eligible_oauth2_scopes"u8);
        writer.WriteBoolean("bot_public"u8, true);
        writer.WriteBoolean("bot_require_code_grant"u8, false);
        writer.WriteString("slug"u8, "assembly");
        Empty(writer, "redirect_uris"u8);
        writer.WriteNull("interactions_endpoint_url"u8);
        writer.WriteNull("role_connections_verification_url"u8);
        writer.WriteNumber("approximate_guild_count"u8, world.Guilds.Count);
        writer.WriteNumber("approximate_user_install_count"u8, 0);
        writer.WriteNumber("approximate_user_authorization_count"u8, 0);
        writer.WriteNumber("explicit_content_filter"u8, 0);
        writer.WriteStartObject("integration_types_config"u8);
        writer.WriteEndObject();
        writer.WritePropertyName("owner"u8);
        User(writer, world.ApplicationId - 1, "owner");
        writer.WriteNull("team"u8);
        writer.WritePropertyName("bot"u8);
        User(writer, world.BotId, world.BotName, isBot: true);
        writer.WriteEndObject();
    }

    public static void Empty(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }

    private static void GuildChannel(Utf8JsonWriter writer, FakeChannel channel, FakeGuild guild)
    {
        writer.WriteString("name"u8, channel.Name);
        Id(writer, "guild_id"u8, guild.Id);
        if (channel.Parent is { } parent)
        {
            Id(writer, "parent_id"u8, parent.Id);
        }
        else
        {
            writer.WriteNull("parent_id"u8);
        }

        if (channel.IsThread)
        {
            Thread(writer, channel);
            return;
        }

        writer.WriteNumber("position"u8, 0);
        writer.WriteBoolean("nsfw"u8, false);
        Empty(writer, "permission_overwrites"u8);
        if (channel.Type == 15)
        {
            Empty(writer, "available_tags"u8);
        }
    }

    private static void Thread(Utf8JsonWriter writer, FakeChannel channel)
    {
        Id(writer, "owner_id"u8, channel.Id);
        writer.WriteStartObject("thread_metadata"u8);
        writer.WriteBoolean("archived"u8, channel.IsArchived);
        writer.WriteString("archive_timestamp"u8, "2026-01-01T00:00:00.000000+00:00");
        writer.WriteNumber("auto_archive_duration"u8, 4320);
        writer.WriteBoolean("locked"u8, channel.IsArchived);
        writer.WriteString("create_timestamp"u8, "2026-01-01T00:00:00.000000+00:00");
        writer.WriteEndObject();
        writer.WriteNumber("message_count"u8, channel.Messages.Count);
        writer.WriteNumber("member_count"u8, 1);
        writer.WriteNumber("total_message_sent"u8, channel.Messages.Count);
    }

    private static void Channels(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<FakeChannel> channels)
    {
        writer.WriteStartArray(name);
        foreach (var channel in channels.Where(channel => !channel.IsDeleted))
        {
            Channel(writer, channel);
        }

        writer.WriteEndArray();
    }

    private static void Attachments(Utf8JsonWriter writer, DiscordMessage message)
    {
        writer.WriteStartArray("attachments"u8);
        for (var i = 0; i < message.Files.Count; i++)
        {
            var file = message.Files[i];
            writer.WriteStartObject();
            Id(writer, "id"u8, message.Id + (ulong)i + 1);
            writer.WriteString("filename"u8, file.Name);
            writer.WriteNumber("size"u8, file.Content.Length);
            writer.WriteString("url"u8, $"https://cdn.example.org/{message.Id}/{i}");
            writer.WriteString("proxy_url"u8, $"https://media.example.org/{message.Id}/{i}");
            if (file.Description is { } description)
            {
                writer.WriteString("description"u8, description);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
