using System.Text.Json;

namespace AssemblyBot.Publishing.Polis;

/// <summary>Reads which number means "agree" where a file declares it.</summary>
internal static class VoteConvention
{
    private const string Right = "agree=+1;disagree=-1;pass=0, or both signs turned, would be right";

    private const long LongestFile = 1 << 20;

    /// <summary>Reads a declaration such as <c>agree=+1;disagree=-1;pass=0;format=polis-export/1</c>.</summary>
    /// <returns>The sign, or null when it is none of the two there are.</returns>
    public static VoteSign? Parse(string declaration)
    {
        var values = declaration
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1].TrimStart('+'), StringComparer.OrdinalIgnoreCase);
        return Sign(values.GetValueOrDefault("agree"), values.GetValueOrDefault("disagree"), values.GetValueOrDefault("pass", "0"));
    }

    /// <summary>Reads the declaration in a <c>format.json</c>.</summary>
    /// <returns>The sign, or null when the file declares none.</returns>
    public static VoteSign? ReadFormatFile(string file)
    {
        try
        {
            if (new FileInfo(file).Length > LongestFile)
            {
                throw new PolisFormatException(file, null, null, $"the file is longer than {LongestFile / 1024} KiB", "a declaration of one screen would be right");
            }

            // As text: JsonDocument takes bytes that are no UTF-8 and fails on them later.
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                if (document.RootElement.TryGetProperty("vote", out var vote) && vote.ValueKind == JsonValueKind.Object)
                {
                    return Sign(Raw(vote, "agree"), Raw(vote, "disagree"), Raw(vote, "pass") ?? "0") ?? throw Wrong(file, "vote", vote.GetRawText());
                }

                if (document.RootElement.TryGetProperty("vote-convention", out var convention) && convention.ValueKind == JsonValueKind.String)
                {
                    return Parse(convention.GetString()!) ?? throw Wrong(file, "vote-convention", convention.GetRawText());
                }
            }

            return null;
        }
        catch (JsonException exception)
        {
            throw new PolisFormatException(file, exception.LineNumber + 1, null, "this is no JSON", "the file may be cut; fetch it again", exception);
        }
    }

    /// <summary>The exception for a declaration that cannot be read.</summary>
    public static PolisFormatException Wrong(string file, string column, string declaration, long? row = null) =>
        new(file, row, column, $"the vote convention {PolisTable.Quoted(declaration)} is not known", Right);

    private static VoteSign? Sign(string? agree, string? disagree, string pass) => (agree, disagree, pass) switch
    {
        ("1", "-1", "0") => VoteSign.AgreeIsOne,
        ("-1", "1", "0") => VoteSign.AgreeIsMinusOne,
        _ => null,
    };

    private static string? Raw(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetRawText().Trim('"').TrimStart('+') : null;
}
