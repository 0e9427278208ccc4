using System.Text.Json;
using AssemblyBot.Testing.Discord.Rules;
using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>The gateway's address, the application itself, and its commands.</summary>
internal sealed class ApplicationMethods(FakeDiscord discord)
{
    private readonly DiscordWorld _world = discord.World;

    public RestReply Gateway(RestCall call) => RestReply.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("url"u8, discord.GatewayUrl);
        writer.WriteEndObject();
    });

    public RestReply BotGateway(RestCall call) => RestReply.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("url"u8, discord.GatewayUrl);
        writer.WriteNumber("shards"u8, discord.Options.Shards);
        writer.WriteStartObject("session_start_limit"u8);
        writer.WriteNumber("total"u8, discord.Options.SessionStarts);
        writer.WriteNumber("remaining"u8, Math.Max(0, discord.Gateway.SessionStartsLeft));
        writer.WriteNumber("reset_after"u8, 86_400_000);
        writer.WriteNumber("max_concurrency"u8, discord.Options.MaxConcurrency);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    public RestReply Application(RestCall call) => RestReply.Ok(writer => Wire.Application(writer, _world));

    public RestReply User(RestCall call) => RestReply.Ok(writer => Wire.User(writer, _world.BotId, _world.BotName, isBot: true, isSelf: true));

    public RestReply ListCommands(RestCall call)
    {
        Own(call);
        return Show(_world.Commands.GetValueOrDefault(Guild(call), []));
    }

    public RestReply SetCommands(RestCall call)
    {
        Own(call);
        var guild = Guild(call);
        var former = _world.Commands.GetValueOrDefault(guild, []);
        var definitions = call.Body.ValueKind == JsonValueKind.Array ? call.Body.EnumerateArray().Select(definition => definition.Clone()).ToArray() : [];
        var commands = definitions.Select(definition => new DiscordCommand(
            former.FirstOrDefault(command => command.Name == definition.Text("name"))?.Id ?? _world.NextId(),
            guild == 0 ? null : guild,
            definition)).ToArray();
        _world.Commands[guild] = commands;
        discord.Changed();
        return Show(commands);
    }

    private void Own(RestCall call)
    {
        if (call.Id("application_id") != _world.ApplicationId)
        {
            throw new RestException(RestReply.Refusal(403, 20012, "You are not authorized to perform this action on this application"), "another application");
        }
    }

    private ulong Guild(RestCall call)
    {
        if (!call.Operation.Variables.Contains("guild_id"))
        {
            return 0;
        }

        var id = call.Id("guild_id");
        return _world.Guilds.Any(guild => guild.Id == id && guild.HasBot) ? id : throw RestException.Code(50001);
    }

    private RestReply Show(IReadOnlyList<DiscordCommand> commands) => RestReply.Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var command in commands)
        {
            Write(writer, command);
        }

        writer.WriteEndArray();
    });

    private void Write(Utf8JsonWriter writer, DiscordCommand command)
    {
        writer.WriteStartObject();
        Wire.Id(writer, "id"u8, command.Id);
        Wire.Id(writer, "application_id"u8, _world.ApplicationId);
        Wire.Id(writer, "version"u8, command.Id);
        writer.WriteNumber("type"u8, command.Definition.Whole("type") ?? 1);
        writer.WriteString("name"u8, command.Name);
        writer.WriteString("description"u8, command.Description);
        writer.WriteBoolean("nsfw"u8, command.Definition.IsTrue("nsfw"));
        if (command.DefaultPermissions is { } permissions)
        {
            Wire.Id(writer, "default_member_permissions"u8, permissions);
        }
        else
        {
            writer.WriteNull("default_member_permissions"u8);
        }

        if (command.Guild is { } guild)
        {
            Wire.Id(writer, "guild_id"u8, guild);
        }

        string[] kept = ["options", "name_localizations", "description_localizations", "contexts", "integration_types"];
        foreach (var name in kept.Where(name => command.Definition.Has(name)))
        {
            writer.WritePropertyName(name);
            command.Definition.GetProperty(name).WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
