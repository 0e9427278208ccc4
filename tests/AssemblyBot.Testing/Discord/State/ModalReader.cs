using System.Text.Json;
using AssemblyBot.Testing.Discord.Rules;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Reads a form into what a person sees of it.</summary>
internal static class ModalReader
{
    public static DiscordModal Read(JsonElement form)
    {
        var components = form.Items("components");
        return new DiscordModal(
            form.Text("custom_id")!,
            form.Text("title")!,
            components.Where(component => component.Whole("type") == 10).Select(text => text.Text("content") ?? "").ToArray(),
            components.SelectMany(component => FormRules.Fields(component).Select(field => Field(component, field))).ToArray());
    }

    private static DiscordModalField Field(JsonElement around, JsonElement field) => new(
        field.Text("custom_id")!,
        field.Whole("type") ?? 0,
        around.Text("label") ?? field.Text("label") ?? "",
        around.Text("description") ?? "",
        field.Text("value") ?? "",
        !field.TryGetProperty("required", out var required) || required.ValueKind != JsonValueKind.False,
        field.Whole("min_length") ?? 0,
        field.Whole("max_length") ?? 4000,
        field.Items("options").Select(option => option.Text("value") ?? "").ToArray());
}
