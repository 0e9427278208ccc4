using System.Text.Json;

namespace AssemblyBot.Testing.BotApi.Schema;

/// <summary>An object of the Bot API with its fields; a field it does not list is an error.</summary>
internal sealed class ObjectSchema(string name, IReadOnlyList<FieldSchema> fields) : ValueSchema
{
    private readonly Dictionary<string, FieldSchema> _fields = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    private readonly FieldSchema[] _required = fields.Where(field => field.Required).ToArray();

    public override string Name => name;

    public FieldSchema? Find(string field) => _fields.GetValueOrDefault(field);

    public IReadOnlyList<FieldSchema> Required => _required;

    public override string? Check(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Mismatch(value);
        }

        foreach (var property in value.EnumerateObject())
        {
            if (!_fields.TryGetValue(property.Name, out var field))
            {
                return $".{property.Name}: {name} has no such field";
            }

            if (field.Check(property.Value) is { } problem)
            {
                return $".{property.Name}{problem}";
            }
        }

        foreach (var field in _required)
        {
            if (!value.TryGetProperty(field.Utf8Name, out _))
            {
                return $".{field.Name}: missing, {name} requires it";
            }
        }

        return null;
    }
}
