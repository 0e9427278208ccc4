using System.Globalization;
using System.Text.Json;
using AssemblyBot.Testing.Discord.Schema;

namespace AssemblyBot.Testing.Discord.Server;

/// <summary>A request as read: the operation, the values in its path, its query, its body and its files.</summary>
internal sealed class RestCall : IDisposable
{
    public required Operation Operation { get; init; }

    /// <summary>The values of the path's variables, in their order.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }

    /// <summary>Such as <c>application/json</c>; null: no body.</summary>
    public string? ContentType { get; set; }

    /// <summary>The body; undefined without one.</summary>
    public JsonElement Body => Document?.RootElement ?? default;

    public JsonDocument? Document { get; set; }

    public List<UploadedFile> Files { get; } = [];

    public bool HasBody => Document is not null;

    public string this[string variable]
    {
        get
        {
            for (var i = 0; i < Values.Count; i++)
            {
                if (Operation.Variables[i] == variable)
                {
                    return Values[i];
                }
            }

            throw new ArgumentException($"{Operation} has no variable {variable}", nameof(variable));
        }
    }

    /// <summary>A variable that is a snowflake; the schema has been checked.</summary>
    public ulong Id(string variable) => ulong.Parse(this[variable], CultureInfo.InvariantCulture);

    public bool Asks(string name) => Query.Any(pair => pair.Key == name && pair.Value == "true");

    /// <summary>What limits are counted by, beside the operation: the channel, the server, or the webhook with its token.</summary>
    public string Major() => Operation.Variables switch
    {
        ["webhook_id", "webhook_token", ..] => $"{Values[0]}/{Values[1]}",
        ["channel_id" or "guild_id", ..] => Values[0],
        _ => "",
    };

    public void Dispose() => Document?.Dispose();
}

/// <summary>A file of a multipart body.</summary>
/// <param name="Field">Such as <c>files[0]</c>.</param>
internal sealed record UploadedFile(string Field, string Name, byte[] Content);
