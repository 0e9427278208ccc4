using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>The values that <c>enum</c> or <c>const</c> allow.</summary>
internal sealed class SchemaValues
{
    private readonly JsonElement[] _all;
    private readonly HashSet<long> _numbers = [];
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    public SchemaValues(IEnumerable<JsonElement> values)
    {
        _all = values.ToArray();
        foreach (var value in _all)
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                _texts.Add(value.GetString()!);
            }
            else if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
            {
                _numbers.Add(number);
            }
        }
    }

    public IReadOnlyList<JsonElement> All => _all;

    /// <summary>Those of them that are whole numbers; null: another one is among them.</summary>
    public IReadOnlyCollection<long>? Numbers => _numbers.Count == _all.Length ? _numbers : null;

    public bool Check(JsonElement value, SchemaCheck check)
        => Has(value) || check.Fail("BASE_TYPE_CHOICES", _all, static all => $"Value must be one of ({string.Join(", ", all)}).");

    private bool Has(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => _texts.Contains(value.GetString()!),
        JsonValueKind.Number when value.TryGetInt64(out var number) => _numbers.Contains(number),
        _ => Array.Exists(_all, allowed => JsonElement.DeepEquals(allowed, value)),
    };
}
