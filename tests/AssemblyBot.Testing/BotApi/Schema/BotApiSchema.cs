using System.Text.Json;
using System.Text.RegularExpressions;

namespace AssemblyBot.Testing.BotApi.Schema;

/// <summary>The official list of the Bot API's methods and types, read once and kept for look-up.</summary>
internal sealed partial class BotApiSchema
{
    /// <summary>Where the list lies among the shared files.</summary>
    public const string RelativePath = "specs/telegram/api.json";

    private static readonly Lazy<BotApiSchema> Shared = new(() => Read(SharedFiles.Find(RelativePath)));

    private readonly Dictionary<string, ValueSchema> _types = new(StringComparer.Ordinal)
    {
        ["Integer"] = SimpleSchema.Integer,
        ["Float"] = SimpleSchema.Float,
        ["String"] = SimpleSchema.String,
        ["Boolean"] = SimpleSchema.Boolean,
        // A file arrives as a part of its own; in JSON it is a reference to one.
        ["InputFile"] = SimpleSchema.String,
    };

    private readonly Dictionary<string, MethodSchema> _methods = new(StringComparer.OrdinalIgnoreCase);

    private BotApiSchema()
    {
    }

    /// <exception cref="MissingSharedFileException">The list is not beside the repository.</exception>
    public static BotApiSchema Instance => Shared.Value;

    public int MethodCount => _methods.Count;

    public static BotApiSchema Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var schema = new BotApiSchema();
        var types = document.RootElement.GetProperty("types");
        foreach (var type in types.EnumerateObject())
        {
            schema._types.TryAdd(type.Name, schema.ReadType(type.Name, type.Value));
        }

        foreach (var method in document.RootElement.GetProperty("methods").EnumerateObject())
        {
            var parameters = new ObjectSchema(method.Name, schema.ReadFields(method.Value));
            schema._methods.Add(method.Name, new MethodSchema(method.Name, parameters, schema.Union(Strings(method.Value, "returns"))));
        }

        return schema;
    }

    /// <summary>A method by its name, in any case of letters, as the real server takes it.</summary>
    public MethodSchema? FindMethod(string name) => _methods.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">The list has no such type.</exception>
    public ValueSchema Type(string name) => _types[name];

    private ValueSchema ReadType(string name, JsonElement type)
    {
        if (type.TryGetProperty("subtypes", out _) && name is not "RichText")
        {
            var subtypes = Strings(type, "subtypes");
            return new UnionSchema(name, () => subtypes.Select(Resolve).ToArray());
        }

        return type.TryGetProperty("fields", out _) ? new ObjectSchema(name, ReadFields(type)) : SimpleSchema.Anything;
    }

    private List<FieldSchema> ReadFields(JsonElement owner)
    {
        var fields = new List<FieldSchema>();
        if (owner.TryGetProperty("fields", out var list))
        {
            foreach (var field in list.EnumerateArray())
            {
                var types = Strings(field, "types");
                var required = field.GetProperty("required").GetBoolean();
                var constant = required && types is ["String"] ? Constant(field.GetProperty("description").GetString()!) : null;
                fields.Add(new FieldSchema(field.GetProperty("name").GetString()!, Union(types), types, required, constant));
            }
        }

        return fields;
    }

    private UnionSchema Union(IReadOnlyList<string> names)
        => new UnionSchema(string.Join(" or ", names), () => names.Select(Resolve).ToArray());

    private ValueSchema Resolve(string name)
    {
        const string ArrayOf = "Array of ";
        return name.StartsWith(ArrayOf, StringComparison.Ordinal) ? new ArraySchema(Resolve(name[ArrayOf.Length..])) : _types[name];
    }

    private static string? Constant(string description)
    {
        var match = ConstantSentence().Match(description);
        return match.Success ? match.Groups["value"].Value : null;
    }

    private static List<string> Strings(JsonElement owner, string property)
        => owner.GetProperty(property).EnumerateArray().Select(item => item.GetString()!).ToList();

    [GeneratedRegex("""(always|must be) "?(?<value>[a-z0-9_]+)"?$""")]
    private static partial Regex ConstantSentence();
}
