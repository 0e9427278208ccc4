using System.Text.Json;
using AssemblyBot.Testing.Discord.Schema;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Fills in forms and writes what they carry.</summary>
internal static class ModalData
{
    public static IReadOnlyDictionary<string, string> Fill(DiscordModal modal, (string Field, string Value)[] values)
    {
        var filled = modal.Fields.ToDictionary(field => field.CustomId, field => field.Value);
        foreach (var (name, value) in values)
        {
            var field = modal.Fields.FirstOrDefault(field => field.CustomId == name || field.Label == name)
                ?? throw new InvalidOperationException($"The form \"{modal.Title}\" has no field \"{name}\"");
            filled[field.CustomId] = value;
        }

        foreach (var field in modal.Fields)
        {
            var length = TextLimits.Length(filled[field.CustomId]);
            var isEmptyAndMayBe = length == 0 && !field.IsRequired;
            if (!isEmptyAndMayBe && (length == 0 || length < field.Minimum || length > field.Maximum))
            {
                throw new InvalidOperationException($"The app does not send the form \"{modal.Title}\": \"{field.Label}\" is missing, too short or too long");
            }
        }

        return filled;
    }

    public static Action<Utf8JsonWriter> Write(DiscordModal modal, IReadOnlyDictionary<string, string> filled) => writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("custom_id"u8, modal.CustomId);
        writer.WriteStartArray("components"u8);
        var id = 1;
        for (var i = 0; i < modal.Texts.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("type"u8, 10);
            writer.WriteNumber("id"u8, id++);
            writer.WriteEndObject();
        }

        foreach (var field in modal.Fields)
        {
            writer.WriteStartObject();
            writer.WriteNumber("type"u8, 18);
            writer.WriteNumber("id"u8, id++);
            writer.WriteStartObject("component"u8);
            writer.WriteNumber("type"u8, field.Type);
            writer.WriteNumber("id"u8, id++);
            writer.WriteString("custom_id"u8, field.CustomId);
            WriteValue(writer, field, filled[field.CustomId]);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    };

    private static void WriteValue(Utf8JsonWriter writer, DiscordModalField field, string value)
    {
        if (field.Type == 4)
        {
            writer.WriteString("value"u8, value);
            return;
        }

        writer.WriteStartArray("values"u8);
        foreach (var one in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            writer.WriteStringValue(one);
        }

        writer.WriteEndArray();
    }
}
