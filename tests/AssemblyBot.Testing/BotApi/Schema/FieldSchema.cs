using System.Text;
using System.Text.Json;

namespace AssemblyBot.Testing.BotApi.Schema;

/// <summary>A field of an object, or a parameter of a method.</summary>
/// <param name="name">The name in JSON.</param>
/// <param name="type">What its value looks like.</param>
/// <param name="typeNames">The type's alternatives as the official list writes them.</param>
/// <param name="required">Whether it must be present.</param>
/// <param name="constant">The one string it may hold, or null.</param>
internal sealed class FieldSchema(string name, ValueSchema type, IReadOnlyList<string> typeNames, bool required, string? constant)
{
    public string Name => name;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    public bool Required => required;

    public bool AllowsString { get; } = typeNames.Contains("String");

    public bool AllowsInteger { get; } = typeNames.Contains("Integer");

    /// <summary>Whether a server of this version does not know it and takes no notice.</summary>
    public bool IsIgnored { get; init; }

    public bool AllowsFile { get; } = typeNames.Contains("InputFile");

    public string? Check(JsonElement value)
    {
        if (IsIgnored)
        {
            return null;
        }

        if (type.Check(value) is { } problem)
        {
            return problem;
        }

        return constant is null || value.ValueEquals(constant) ? null : $": \"{value}\" where \"{constant}\" is due";
    }
}
