using System.Text.Json;
using AssemblyBot.Testing.BotApi.Server;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>The methods about the bot itself and the way its updates go.</summary>
internal sealed class ProfileMethods(BotWorld world, FakeBotApiOptions options)
{
    public Reply GetMe(BotCall call) => Reply.Result(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, world.BotId);
        writer.WriteBoolean("is_bot"u8, true);
        writer.WriteString("first_name"u8, "Assembly");
        writer.WriteString("username"u8, options.BotUsername);
        writer.WriteBoolean("can_join_groups"u8, true);
        writer.WriteBoolean("can_read_all_group_messages"u8, !options.PrivacyMode);
        writer.WriteBoolean("supports_inline_queries"u8, false);
        writer.WriteEndObject();
    });

    public Reply SetCommands(BotCall call)
    {
        world.Profile.Commands[Key(call)] = call.Find("commands")!.Value.EnumerateArray()
            .Select(command => new BotCommand(command.GetProperty("command").GetString()!, command.GetProperty("description").GetString()!))
            .ToArray();
        return Reply.True;
    }

    public Reply GetCommands(BotCall call) => Reply.Result(writer =>
    {
        writer.WriteStartArray();
        foreach (var command in world.Profile.Commands.GetValueOrDefault(Key(call), []))
        {
            writer.WriteStartObject();
            writer.WriteString("command"u8, command.Name);
            writer.WriteString("description"u8, command.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    public Reply DeleteCommands(BotCall call)
    {
        world.Profile.Commands.Remove(Key(call));
        return Reply.True;
    }

    public Reply SetText(BotCall call, string field)
    {
        world.Profile.Texts[(field, call.GetString("language_code") ?? "")] = call.GetString(field) ?? "";
        return Reply.True;
    }

    public Reply GetText(BotCall call, string field) => Reply.Result(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString(field, world.Profile.Texts.GetValueOrDefault((field, call.GetString("language_code") ?? ""), ""));
        writer.WriteEndObject();
    });

    public Reply SetWebhook(BotCall call)
    {
        var reply = DropPending(call);
        world.Updates.Courier!.Set(call.GetString("url")!, call.GetString("secret_token") ?? "", (int)(call.GetInteger("max_connections") ?? 40));
        world.Updates.EndPoll();
        return reply;
    }

    public Reply DeleteWebhook(BotCall call)
    {
        world.Updates.Courier!.Set("", "", 40);
        return DropPending(call);
    }

    public Reply GetWebhook(BotCall call) => Reply.Result(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("url"u8, world.Updates.WebhookUrl);
        writer.WriteBoolean("has_custom_certificate"u8, false);
        writer.WriteNumber("pending_update_count"u8, world.Updates.Count);
        if (world.Updates.WebhookUrl.Length > 0)
        {
            writer.WriteNumber("max_connections"u8, world.Updates.Courier!.Connections);
            if (world.Updates.Courier.LastError is { } error)
            {
                writer.WriteNumber("last_error_date"u8, error.At.ToUnixTimeSeconds());
                writer.WriteString("last_error_message"u8, error.Message);
            }
        }

        if (world.Updates.Allowed.Count > 0)
        {
            writer.WriteStartArray("allowed_updates"u8);
            foreach (var kind in world.Updates.Allowed)
            {
                writer.WriteStringValue(kind);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    private Reply DropPending(BotCall call)
    {
        if (call.Find("allowed_updates") is { } kinds)
        {
            world.Updates.Allow(kinds.EnumerateArray().Select(kind => kind.GetString()!));
        }

        if (call.IsTrue("drop_pending_updates"))
        {
            world.Updates.Clear();
        }

        return Reply.True;
    }

    /// <summary>Commands are kept per scope, with the chat and person it names, and language.</summary>
    private static (string Scope, string Language) Key(BotCall call)
    {
        var scope = "default";
        if (call.Find("scope") is { } value)
        {
            scope = string.Join(' ', value.EnumerateObject().OrderByDescending(property => property.Name, StringComparer.Ordinal).Select(property => Plain(property.Value)));
        }

        return (scope, call.GetString("language_code") ?? "");
    }

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
