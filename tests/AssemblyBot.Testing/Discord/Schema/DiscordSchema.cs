using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>The official OpenAPI document: which operation a request is, and what its body must be. Read once for all servers.</summary>
internal sealed class DiscordSchema
{
    /// <summary>Where the document lies beside the repository.</summary>
    public const string RelativePath = "specs/discord/openapi.json";

    private static readonly Lazy<DiscordSchema> Shared = new(() => new DiscordSchema(SharedFiles.Find(RelativePath)));

    private readonly RouteTree _routes = new();
    private readonly Dictionary<string, JsonElement> _operations = new(StringComparer.Ordinal);
    private readonly SchemaCompiler _answers;

    private DiscordSchema(string file)
    {
        using var stream = File.OpenRead(file);
        Document = JsonDocument.Parse(stream).RootElement;
        var requests = new SchemaCompiler(Document, noteUnknown: true);
        _answers = new SchemaCompiler(Document, noteUnknown: false);
        foreach (var path in Document.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject().Where(member => member.Name != "parameters"))
            {
                var shared = path.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToArray() : [];
                var operation = Read(requests, path.Name, method, shared);
                _routes.Add(operation);
                _operations[operation.Id] = method.Value;
            }
        }
    }

    /// <summary>The document, read once.</summary>
    /// <exception cref="MissingSharedFileException">It is not beside the repository.</exception>
    public static DiscordSchema Instance => Shared.Value;

    public JsonElement Document { get; }

    /// <summary>The operation of a request, with the values of its path's variables.</summary>
    /// <param name="method">Such as <c>POST</c>.</param>
    /// <param name="path">Below the version, beginning with a slash.</param>
    /// <param name="values">The values, in the order of <see cref="Operation.Variables"/>.</param>
    /// <returns>Null: the document has no such path, or no such method on it.</returns>
    public Operation? Find(string method, string path, out IReadOnlyList<string> values) => _routes.Find(method, path, out values);

    /// <summary>What an operation answers with a status; null: nothing.</summary>
    public JsonSchema? Answer(string operation, int status)
        => _operations[operation].GetProperty("responses").TryGetProperty($"{status}", out var answer) && answer.TryGetProperty("content", out var content)
            ? _answers.Compile(content.GetProperty("application/json").GetProperty("schema"))
            : null;

    private static Operation Read(SchemaCompiler compiler, string path, JsonProperty method, JsonElement[] shared)
    {
        var own = method.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToArray() : [];
        var all = shared.Concat(own).ToArray();
        var body = method.Value.TryGetProperty("requestBody", out var request) ? request : default;
        return new Operation
        {
            Id = method.Value.GetProperty("operationId").GetString()!,
            Method = method.Name.ToUpperInvariant(),
            Path = path,
            Variables = path.Split('/').Where(step => step.StartsWith('{')).Select(step => step.Trim('{', '}')).ToArray(),
            VariableSchemas = Parameters("path"),
            Query = Parameters("query"),
            Bodies = body.ValueKind == JsonValueKind.Object
                ? body.GetProperty("content").EnumerateObject().ToDictionary(type => type.Name, type => compiler.Compile(type.Value.GetProperty("schema")))
                : [],
            RequiresBody = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("required", out var required) && required.GetBoolean(),
            RequiresToken = !method.Value.TryGetProperty("security", out var security)
                || !security.EnumerateArray().Any(scheme => !scheme.EnumerateObject().Any()),
        };

        Dictionary<string, JsonSchema> Parameters(string place) => all
            .Where(parameter => parameter.GetProperty("in").GetString() == place)
            .ToDictionary(parameter => parameter.GetProperty("name").GetString()!, parameter => compiler.Compile(parameter.GetProperty("schema")));
    }
}
