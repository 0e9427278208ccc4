using System.Buffers;
using System.Text.Json;

namespace AssemblyBot.Discord.Api;

/// <summary>How commands look in Discord's JSON.</summary>
internal static class CommandBodies
{
    /// <summary>All commands.</summary>
    public static RestBody Of(IReadOnlyList<ApplicationCommand> commands)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Bodies.Options))
        {
            writer.WriteStartArray();
            foreach (var command in commands)
                WriteCommand(writer, command);
            writer.WriteEndArray();
        }

        return new RestBody(buffer.WrittenMemory, []);
    }

    private static void WriteCommand(Utf8JsonWriter writer, ApplicationCommand command)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type", 1);
        writer.WriteString("name", command.Name);
        writer.WriteString("description", command.Description);
        WriteTexts(writer, "name_localizations", command.Names);
        WriteTexts(writer, "description_localizations", command.Descriptions);
        if (command.Options.Count > 0)
            WriteOptions(writer, command.Options);
        if (command.DefaultMemberPermissions is { } permissions)
            writer.WriteNumber("default_member_permissions", permissions);
        writer.WriteStartArray("contexts");
        writer.WriteNumberValue(0);
        if (command.InPrivate)
            writer.WriteNumberValue(1);
        writer.WriteEndArray();
        writer.WriteStartArray("integration_types");
        writer.WriteNumberValue(0);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, IReadOnlyList<CommandOption> options)
    {
        writer.WriteStartArray("options");
        foreach (var option in options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("type", option.Type);
            writer.WriteString("name", option.Name);
            writer.WriteString("description", option.Description);
            WriteTexts(writer, "name_localizations", option.Names);
            WriteTexts(writer, "description_localizations", option.Descriptions);
            if (option.IsRequired)
                writer.WriteBoolean("required", true);
            if (option.MaximumLength is { } length)
                writer.WriteNumber("max_length", length);
            if (option.Minimum is { } minimum)
                writer.WriteNumber("min_value", minimum);
            if (option.Choices.Count > 0)
                WriteChoices(writer, option.Choices);
            if (option.ChannelTypes.Count > 0)
                WriteChannelTypes(writer, option.ChannelTypes);
            if (option.Options.Count > 0)
                WriteOptions(writer, option.Options);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteChoices(Utf8JsonWriter writer, IReadOnlyList<CommandChoice> choices)
    {
        writer.WriteStartArray("choices");
        foreach (var choice in choices)
        {
            writer.WriteStartObject();
            writer.WriteString("name", choice.Name);
            writer.WriteString("value", choice.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteChannelTypes(Utf8JsonWriter writer, IReadOnlyList<int> types)
    {
        writer.WriteStartArray("channel_types");
        foreach (var type in types)
            writer.WriteNumberValue(type);
        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
            return;
        writer.WriteStartObject(name);
        foreach (var (locale, text) in texts)
            writer.WriteString(locale, text);
        writer.WriteEndObject();
    }
}
