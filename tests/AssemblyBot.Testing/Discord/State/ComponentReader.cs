using System.Text.Json;
using AssemblyBot.Testing.Discord.Rules;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Reads components into what a person sees, and writes them back with the ids the server gives them.</summary>
internal sealed class ComponentReader
{
    private readonly List<IReadOnlyList<DiscordButton>> _rows = [];
    private readonly List<DiscordSelect> _selects = [];
    private readonly List<string> _texts = [];
    private int _nextId;

    private ComponentReader()
    {
    }

    public static DiscordMessage Apply(DiscordMessage message, JsonElement components)
    {
        var reader = new ComponentReader();
        if (components.ValueKind != JsonValueKind.Array)
        {
            return message with { Rows = [], Selects = [], Texts = [], ComponentsJson = "[]"u8.ToArray() };
        }

        foreach (var component in components.EnumerateArray())
        {
            reader.Read(component);
        }

        return message with
        {
            Rows = reader._rows,
            Selects = reader._selects,
            Texts = reader._texts,
            ComponentsJson = Wire.Bytes(writer => reader.WriteList(writer, components)),
        };
    }

    private void Read(JsonElement component)
    {
        switch (component.Whole("type"))
        {
            case 1:
                var buttons = component.Items("components").Where(inner => inner.Whole("type") == 2).Select(Button).ToArray();
                if (buttons.Length > 0)
                {
                    _rows.Add(buttons);
                }

                foreach (var list in component.Items("components").Where(inner => inner.Whole("type") != 2))
                {
                    _selects.Add(Select(list));
                }

                return;
            case 2:
                _rows.Add([Button(component)]);
                return;
            case 10:
                _texts.Add(component.Text("content") ?? "");
                return;
        }

        foreach (var inner in component.Items("components"))
        {
            Read(inner);
        }

        if (component.TryGetProperty("accessory", out var accessory))
        {
            Read(accessory);
        }
    }

    private static DiscordButton Button(JsonElement button)
        => new(button.Text("label") ?? "", button.Text("custom_id"), button.Text("url"), button.Whole("style") ?? 0, button.IsTrue("disabled"));

    private static DiscordSelect Select(JsonElement select) => new(
        select.Text("custom_id") ?? "",
        select.Whole("type") ?? 0,
        select.Text("placeholder") ?? "",
        select.Items("options").Select(option => (option.Text("label") ?? "", option.Text("value") ?? "")).ToArray());

    private void WriteList(Utf8JsonWriter writer, JsonElement components)
    {
        writer.WriteStartArray();
        foreach (var component in components.EnumerateArray())
        {
            WriteOne(writer, component);
        }

        writer.WriteEndArray();
    }

    private void WriteOne(Utf8JsonWriter writer, JsonElement component)
    {
        writer.WriteStartObject();
        if (!component.Has("id"))
        {
            writer.WriteNumber("id"u8, ++_nextId);
        }

        foreach (var property in component.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            writer.WritePropertyName(property.Name);
            if (property.Name == "components")
            {
                WriteList(writer, property.Value);
            }
            else if (property.Name == "accessory")
            {
                WriteOne(writer, property.Value);
            }
            else
            {
                property.Value.WriteTo(writer);
            }
        }

        WriteDefaults(writer, component);
        writer.WriteEndObject();
    }

    /// <summary>What the server fills in where the bot left it out.</summary>
    private static void WriteDefaults(Utf8JsonWriter writer, JsonElement component)
    {
        switch (component.Whole("type"))
        {
            case 3 or 5 or 6 or 7 or 8:
                WriteMissing("min_values", 1);
                WriteMissing("max_values", 1);
                break;
            case 14:
                WriteMissing("spacing", 1);
                WriteMissing("divider", true);
                break;
            case 17:
                WriteMissing("spoiler", false);
                break;
        }

        void WriteMissing(string name, object value)
        {
            if (component.Has(name))
            {
                return;
            }

            writer.WritePropertyName(name);
            if (value is bool truth)
            {
                writer.WriteBooleanValue(truth);
            }
            else
            {
                writer.WriteNumberValue((int)value);
            }
        }
    }
}
