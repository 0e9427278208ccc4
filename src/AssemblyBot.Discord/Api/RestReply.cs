using System.Text;
using System.Text.Json;

namespace AssemblyBot.Discord.Api;

/// <summary>The body of an answer: an error's parts, or a result's members; what is of another shape counts as left out.</summary>
internal readonly struct RestReply
{
    private const int MostPlaces = 5;
    private readonly JsonElement _root;

    private RestReply(JsonElement root) => _root = root;

    /// <summary>Discord's own code; 0: none.</summary>
    public int Code => Member(_root, "code") is { ValueKind: JsonValueKind.Number } code && code.TryGetInt32(out var number) ? number : 0;

    /// <summary>Whether a 429 is about all calls.</summary>
    public bool IsGlobal => Member(_root, "global") is { ValueKind: JsonValueKind.True };

    /// <summary>Whether it is an error as Discord writes it.</summary>
    public bool IsError => Member(_root, "message") is { ValueKind: JsonValueKind.String };

    /// <summary>How long a 429 asks to wait.</summary>
    public TimeSpan? RetryAfter =>
        Member(_root, "retry_after") is { ValueKind: JsonValueKind.Number } wait && wait.TryGetDouble(out var seconds)
            ? LimitHeaders.ToSpan(seconds)
            : null;

    /// <summary>Reads a body; one that is no JSON has no members.</summary>
    public static RestReply Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 512 });
            return new RestReply(JsonElement.ParseValue(ref reader));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>An id among the members; null: none that can be read.</summary>
    public ulong? Id(string name) =>
        Member(_root, name) is { ValueKind: JsonValueKind.String } id && ulong.TryParse(TextOf(id), out var number) ? number : null;

    /// <summary>A number among the members; null: none that can be read.</summary>
    public double? Number(string name) =>
        Member(_root, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : null;

    /// <summary>A text among the members; null: none.</summary>
    public string? Text(string name) => Member(_root, name) is { ValueKind: JsonValueKind.String } text ? TextOf(text) : null;

    /// <summary>A member that has members itself; without any when there is none.</summary>
    public RestReply Inner(string name) => new(Member(_root, name) ?? default);

    /// <summary>An error's words: Discord's message, and which places of what was sent it is about, without what stood there.</summary>
    public string Explain()
    {
        var words = new StringBuilder(Text("message") ?? "");
        var places = new List<string>();
        if (Member(_root, "errors") is { } errors)
            Collect(errors, "", places);
        if (places.Count > 0)
            words.Append(" (").AppendJoin("; ", places).Append(')');
        return words.ToString();
    }

    private static void Collect(JsonElement element, string path, List<string> places)
    {
        if (element.ValueKind != JsonValueKind.Object || places.Count >= MostPlaces)
            return;
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name != "_errors")
                Collect(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", places);
            else if (member.Value is { ValueKind: JsonValueKind.Array } errors && errors.GetArrayLength() > 0)
                places.Add($"{path}: {TextOf(Member(errors[0], "code") ?? default) ?? "wrong"}");
        }
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
