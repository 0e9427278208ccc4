using System.Globalization;
using System.Text.Json;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Writes what a command carries, if it is offered to the person.</summary>
internal static class CommandData
{
    public static Action<Utf8JsonWriter> Write(DiscordWorld world, FakeMember member, string line, (string Name, object Value)[] options)
    {
        var words = line.TrimStart('/').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var command = Find(world, member, words[0]);
        JsonElement? level = command?.Definition;
        foreach (var word in words.Skip(1))
        {
            level = level is { } above ? Option(above, word, line) : null;
        }

        var typed = options.Select(option => (option.Name, option.Value, Type: level is { } known ? DiscordCommand.Type(Option(known, option.Name, line)) : TypeOf(option.Value))).ToArray();
        if (level is { } definition)
        {
            Require(definition, line, options);
        }

        return writer =>
        {
            writer.WriteStartObject();
            Wire.Id(writer, "id"u8, command?.Id ?? 1);
            writer.WriteString("name"u8, words[0]);
            writer.WriteNumber("type"u8, 1);
            Nest(writer, words.AsSpan(1), typed);
            writer.WriteEndObject();
        };
    }

    private static DiscordCommand? Find(DiscordWorld world, FakeMember member, string name)
    {
        if (world.Commands.Values.All(commands => commands.Count == 0))
        {
            return null;
        }

        var here = member.Guild is { } guild ? world.Commands.GetValueOrDefault(guild.Id, []) : [];
        var command = here.Concat(world.Commands.GetValueOrDefault(0UL, [])).FirstOrDefault(command => command.Name == name)
            ?? throw new InvalidOperationException($"The bot registered no command \"{name}\"");
        if (member.Guild is null && !command.IsInPrivate)
        {
            throw new InvalidOperationException($"The command \"{name}\" is not offered in private");
        }

        var isAdministrator = (member.Permissions & (1UL << 3)) != 0;
        return member.Guild is not null && command.DefaultPermissions is { } needed && !isAdministrator && (needed == 0 || (member.Permissions & needed) != needed)
            ? throw new InvalidOperationException($"The command \"{name}\" is not offered to {member}")
            : command;
    }

    private static JsonElement Option(JsonElement of, string name, string line)
    {
        var found = DiscordCommand.Options(of).FirstOrDefault(option => DiscordCommand.NameOf(option) == name);
        return found.ValueKind == JsonValueKind.Object ? found : throw new InvalidOperationException($"The command \"{line}\" has no \"{name}\"");
    }

    /// <summary>What the app does not let a person send: a missing option, an unknown choice, a text too short or too long.</summary>
    private static void Require(JsonElement definition, string line, (string Name, object Value)[] given)
    {
        foreach (var option in DiscordCommand.Options(definition))
        {
            var name = DiscordCommand.NameOf(option);
            if (DiscordCommand.Type(option) is 1 or 2)
            {
                throw new InvalidOperationException($"The command \"{line}\" wants a subcommand such as \"{name}\"");
            }

            var value = given.Where(pair => pair.Name == name).Select(pair => pair.Value).FirstOrDefault();
            if (value is null && option.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.True)
            {
                throw new InvalidOperationException($"The command \"{line}\" wants \"{name}\"");
            }

            if (value is string text && (text.Length > Limit("max_length", 6000) || text.Length < Limit("min_length", 0)))
            {
                throw new InvalidOperationException($"\"{name}\" of the command \"{line}\" is too short or too long");
            }

            if (value is not null && option.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0
                && !choices.EnumerateArray().Any(choice => choice.GetProperty("value").ToString() == value.ToString()))
            {
                throw new InvalidOperationException($"\"{name}\" of the command \"{line}\" offers no choice \"{value}\"");
            }

            int Limit(string property, int otherwise) => option.TryGetProperty(property, out var limit) && limit.ValueKind == JsonValueKind.Number ? limit.GetInt32() : otherwise;
        }
    }

    private static void Nest(Utf8JsonWriter writer, ReadOnlySpan<string> words, (string Name, object Value, int Type)[] options)
    {
        writer.WriteStartArray("options"u8);
        if (words.Length > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, words[0]);
            writer.WriteNumber("type"u8, words.Length > 1 ? 2 : 1);
            Nest(writer, words[1..], options);
            writer.WriteEndObject();
        }
        else
        {
            foreach (var (name, value, type) in options)
            {
                writer.WriteStartObject();
                writer.WriteString("name"u8, name);
                writer.WriteNumber("type"u8, type);
                WriteValue(writer, value);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case bool truth:
                writer.WriteBoolean("value"u8, truth);
                break;
            case int or long:
                writer.WriteNumber("value"u8, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case FakeChannel channel:
                Wire.Id(writer, "value"u8, channel.Id);
                break;
            case FakeMember member:
                Wire.Id(writer, "value"u8, member.Id);
                break;
            default:
                writer.WriteString("value"u8, value.ToString());
                break;
        }
    }

    private static int TypeOf(object value) => value switch { bool => 5, int or long => 4, FakeMember => 6, FakeChannel => 7, _ => 3 };
}
