using System.Text.Json;
using AssemblyBot.Testing.BotApi.Rules;
using AssemblyBot.Testing.BotApi.Schema;

namespace AssemblyBot.Testing.BotApi;

/// <summary>A request of the bot: a method and its arguments, already in JSON whichever way they came.</summary>
public sealed class BotCall : IDisposable
{
    private readonly List<(string Name, JsonElement Value)> _arguments = [];
    private readonly Dictionary<string, FakeFile> _files = new(StringComparer.Ordinal);
    private readonly List<JsonDocument> _documents = [];

    internal BotCall(MethodSchema schema) => Schema = schema;

    /// <summary>The method's name as the official list spells it.</summary>
    public string Method => Schema.Name;

    /// <summary>The number of the target chat, if the call names one.</summary>
    public long? ChatId => GetInteger("chat_id");

    /// <summary>The text of the message or notice, with its markup.</summary>
    public string? Text => GetString("text");

    /// <summary>The argument as a string, or null.</summary>
    public string? GetString(string name)
        => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The argument as an integer, or null.</summary>
    public long? GetInteger(string name)
        => Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>Whether the argument is true.</summary>
    public bool IsTrue(string name) => Find(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The argument in JSON, or null. Valid while the call is answered.</summary>
    public JsonElement? Find(string name)
    {
        foreach (var (argument, value) in _arguments)
        {
            if (argument == name)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The uploaded file of a parameter, or null.</summary>
    public FakeFile? File(string field) => _files.GetValueOrDefault(field);

    public override string ToString() => $"{Method}({string.Join(", ", _arguments.Select(argument => $"{argument.Name}={argument.Value}"))})";

    internal MethodSchema Schema { get; }

    internal IReadOnlyList<(string Name, JsonElement Value)> Arguments => _arguments;

    internal IReadOnlyDictionary<string, FakeFile> Files => _files;

    /// <summary>The text or caption without its markup; set by the rules, which read it first.</summary>
    internal FormattedText Formatted { get; set; } = FormattedText.None;

    /// <summary>The keyboard; set by the rules, which read it first.</summary>
    internal FakeKeyboard? Keyboard { get; set; }

    internal void Add(JsonDocument arguments)
    {
        _documents.Add(arguments);
        foreach (var property in arguments.RootElement.EnumerateObject())
        {
            _arguments.Add((property.Name, property.Value));
        }
    }

    internal void Add(string name, JsonDocument value)
    {
        _documents.Add(value);
        _arguments.Add((name, value.RootElement));
    }

    /// <summary>Takes out what a server of this version takes no notice of.</summary>
    internal void DropIgnored() => _arguments.RemoveAll(argument => Schema.Parameters.Find(argument.Name) is { IsIgnored: true });

    internal void Add(FakeFile file) => _files.Add(file.Field, file);

    public void Dispose() => _documents.ForEach(document => document.Dispose());
}
