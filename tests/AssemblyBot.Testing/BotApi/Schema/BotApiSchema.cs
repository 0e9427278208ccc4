using System.Text.Json;
using System.Text.RegularExpressions;

namespace AssemblyBot.Testing.BotApi.Schema;

/// <summary>The official list of the Bot API's methods and types with what <see cref="LaterVersions"/> adds, read once per version and kept for look-up.</summary>
internal sealed partial class BotApiSchema
{
    /// <summary>Where the list lies among the shared files.</summary>
    public const string RelativePath = "specs/telegram/api.json";

    private static readonly Lazy<BotApiSchema>[] Shared =
        [.. Enum.GetValues<BotApiVersion>().Select(version => new Lazy<BotApiSchema>(() => Read(SharedFiles.Find(RelativePath), version)))];

    private readonly BotApiVersion _version;
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

    private BotApiSchema(BotApiVersion version) => _version = version;

    /// <summary>The official list alone.</summary>
    /// <exception cref="MissingSharedFileException">The list is not beside the repository.</exception>
    public static BotApiSchema Instance => Of(BotApiVersion.V10Dot1);

    public int MethodCount => _methods.Count;

    /// <inheritdoc cref="Instance" path="/exception"/>
    public static BotApiSchema Of(BotApiVersion version) => Shared[(int)version].Value;

    /// <summary>Whether there is such a method in a later version than this.</summary>
    public static bool IsOfLaterVersion(string method) => LaterVersions.Methods.ContainsKey(method);

    private static BotApiSchema Read(string path, BotApiVersion version)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var schema = new BotApiSchema(version);
        foreach (var (name, fields) in LaterVersions.Types)
        {
            schema._types.Add(name, new ObjectSchema(name, schema.MakeFields(fields)));
        }

        foreach (var (name, parameters) in LaterVersions.Methods.Where(_ => version > BotApiVersion.V10Dot1))
        {
            schema._methods.Add(name, new MethodSchema(name, new ObjectSchema(name, schema.MakeFields(parameters)), SimpleSchema.Boolean));
        }

        var types = document.RootElement.GetProperty("types");
        foreach (var type in types.EnumerateObject())
        {
            schema._types.TryAdd(type.Name, schema.ReadType(type.Name, type.Value));
        }

        foreach (var method in document.RootElement.GetProperty("methods").EnumerateObject())
        {
            var parameters = new ObjectSchema(method.Name, schema.ReadFields(method.Name, method.Value));
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

        return type.TryGetProperty("fields", out _) ? new ObjectSchema(name, ReadFields(name, type)) : SimpleSchema.Anything;
    }

    private FieldSchema[] MakeFields((string Name, string Type, bool Required)[] fields)
        => [.. fields.Select(field => new FieldSchema(field.Name, Union([field.Type]), [field.Type], field.Required, constant: null))];

    private List<FieldSchema> ReadFields(string name, JsonElement owner)
    {
        var fields = new List<FieldSchema>();
        if (owner.TryGetProperty("fields", out var list))
        {
            foreach (var field in list.EnumerateArray())
            {
                var types = Strings(field, "types");
                var required = field.GetProperty("required").GetBoolean()
                    && !(_version > BotApiVersion.V10Dot1 && LaterVersions.IsOptional(name, field.GetProperty("name").GetString()!));
                var constant = required && types is ["String"] ? Constant(field.GetProperty("description").GetString()!) : null;
                fields.Add(new FieldSchema(field.GetProperty("name").GetString()!, Union(types), types, required, constant));
            }
        }

        fields.AddRange(LaterVersions.Fields.Where(field => field.Owner == name).Select(field =>
            new FieldSchema(field.Name, Union([field.Type]), [field.Type], required: false, constant: null)
            {
                IsIgnored = _version < field.First || _version > field.Last,
            }));
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
