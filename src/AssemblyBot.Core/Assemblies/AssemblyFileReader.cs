using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace AssemblyBot.Core.Assemblies;

/// <summary>Reads an assembly's file, and names whatever is wrong in it: the row of a seed statement, too.</summary>
public static partial class AssemblyFileReader
{
    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="languages">The languages there is a phrase book in.</param>
    /// <exception cref="AssemblyFileException">It cannot be read, or something in it is missing, unknown or impossible.</exception>
    public static AssemblyFile Read(string path, IReadOnlyList<string> languages)
    {
        var file = Deserialize(path);
        foreach (var wrong in Check(file, languages))
            throw new AssemblyFileException($"{path}: {wrong}");
        return file;
    }

    /// <summary>The change that creates the assembly of a file at <paramref name="now"/>, open when its plan allows it.</summary>
    /// <param name="file">A file that <see cref="Read"/> returned.</param>
    /// <param name="code">The join code, when the file has none.</param>
    /// <param name="now">The moment of its creation.</param>
    public static Change.CreateAssembly ToChange(AssemblyFile file, string code, DateTimeOffset now)
    {
        var plan = file.Plan;
        var opens = plan.Opens ?? now;
        ScheduleText.TryRead(file.Summaries.Split(' ', StringSplitOptions.RemoveEmptyEntries), out var schedule);
        var settings = new AssemblySettings
        {
            Title = file.Title,
            Question = file.Question,
            Introduction = file.Introduction,
            Languages = file.Languages,
            Licence = file.Licence,
            Opens = plan.Opens,
            StatementsClose = plan.StatementsClose ?? (plan.StatementsCloseAfterDays is { } until ? opens.AddDays(until) : null),
            Closes = plan.Closes ?? (plan.CloseAfterDays is { } days ? opens.AddDays(days) : null),
            Moderation = file.Moderation,
            StatementLength = file.StatementLength,
            InviteAfter = file.InviteAfter,
            Thresholds = file.Thresholds,
            Schedule = schedule,
        };
        return new Change.CreateAssembly(
            file.Code ?? code, settings, opens > now ? Stage.Draft : Stage.Open, file.Seeds, now);
    }

    /// <summary>Whether a text can be a join code: 4 to 32 of <c>a–z 0–9 - _</c>.</summary>
    public static bool IsJoinCode(string text) => JoinCode().IsMatch(text);

    private static AssemblyFile Deserialize(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, AssemblyFileJson.Default.AssemblyFile)
                ?? throw new AssemblyFileException($"{path}: the file holds null, not an assembly");
        }
        catch (JsonException exception)
        {
            throw new AssemblyFileException($"{path}: {Where(exception)}{Explain(exception)}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AssemblyFileException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Check(AssemblyFile file, IReadOnlyList<string> languages)
    {
        foreach (var (name, value) in new (string, object?)[]
        {
            ("languages", file.Languages), ("licence", file.Licence), ("plan", file.Plan), ("summaries", file.Summaries), ("seeds", file.Seeds),
        })
        {
            if (value is null)
                yield return $"'{name}' is null; give it a value";
        }

        if (file.Code is { } code && !IsJoinCode(code))
            yield return $"'code' is \"{code}\"; it takes 4 to 32 of a–z, 0–9, - and _";
        if (file.Languages.Count == 0)
            yield return "'languages' is empty; name at least one, such as [\"en\"]";
        foreach (var language in file.Languages.Where(language => !languages.Contains(language)))
            yield return $"there is no phrase book in '{language}'; there are: {string.Join(", ", languages)}";
        foreach (var (name, text) in new[] { ("title", file.Title), ("question", file.Question), ("introduction", file.Introduction) })
        {
            if (file.Languages.FirstOrDefault(language => !text.Has(language)) is { } missing)
                yield return $"'{name}' has no text in '{missing}'";
        }

        if (file.StatementLength is < 20 or > 1000)
            yield return $"'statementLength' is {file.StatementLength}; it takes 20 to 1000";
        if (file.InviteAfter < 1)
            yield return $"'inviteAfter' is {file.InviteAfter}; it takes 1 or more";
        if (file.Thresholds is not { Participants: >= 2, VotesEach: >= 1, StatementVotes: >= 1 })
            yield return "'thresholds' takes at least 2 participants, 1 vote each and 1 vote per statement";
        if (!ScheduleText.TryRead(file.Summaries.Split(' ', StringSplitOptions.RemoveEmptyEntries), out _))
            yield return $"'summaries' is \"{file.Summaries}\"; right would be \"mon,thu 17:00 Europe/Berlin\", \"daily 9:00\" or \"never\"";
        foreach (var wrong in CheckPlan(file.Plan).Concat(CheckSeeds(file)))
            yield return wrong;
    }

    private static IEnumerable<string> CheckPlan(AssemblyPlan plan)
    {
        if (plan is { StatementsCloseAfterDays: < 1 } or { CloseAfterDays: < 1 })
            yield return "'plan' counts days from 1";
        if (plan.Opens is { } opens && (plan.Closes <= opens || plan.StatementsClose <= opens))
            yield return "'plan' closes before it opens";
        if (plan.Closes < plan.StatementsClose || plan.CloseAfterDays < plan.StatementsCloseAfterDays)
            yield return "'plan' takes statements longer than votes";
    }

    private static IEnumerable<string> CheckSeeds(AssemblyFile file)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 1; row <= file.Seeds.Count; row++)
        {
            foreach (var (language, text) in file.Seeds[row - 1].All)
            {
                var length = StatementText.LengthOf(text);
                if (StatementText.IsEmpty(text))
                    yield return $"seed statement {row} has no words in '{language}'";
                if (length > 1000)
                    yield return $"seed statement {row} has {length} characters in '{language}'; at most 1000 are possible";
                if (!rows.TryAdd(StatementText.FingerprintOf(text), row) && rows[StatementText.FingerprintOf(text)] != row)
                    yield return $"seed statement {row} says the same as seed statement {rows[StatementText.FingerprintOf(text)]}: \"{text}\"";
            }
        }
    }

    private static string Where(JsonException exception)
    {
        var path = exception.Path ?? "";
        var seed = SeedPath().Match(path);
        if (seed.Success)
            return $"seed statement {int.Parse(seed.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) + 1}: ";
        return path.Length > 2 ? $"'{path[2..]}': " : "";
    }

    private static string Explain(JsonException exception)
    {
        var message = exception.Message;
        if (message.Contains("missing required properties", StringComparison.Ordinal))
            return $"missing: {message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.')}";
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"{message.Split(" could not")[0]} is not known here; check its spelling";
        if (message.Contains("could not be converted", StringComparison.Ordinal))
            message = exception.Path == "$.moderation" ? "it takes \"before\" or \"after\"" : "this value is not possible here";
        var line = exception.LineNumber is { } number ? $" (line {number + 1})" : "";
        return message.Split(" Path:")[0] + line;
    }

    [GeneratedRegex(@"^[a-z0-9_-]{4,32}\z")]
    private static partial Regex JoinCode();

    [GeneratedRegex(@"^\$\.seeds\[(\d+)\]")]
    private static partial Regex SeedPath();

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        UseStringEnumConverter = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true)]
    [JsonSerializable(typeof(AssemblyFile))]
    private sealed partial class AssemblyFileJson : JsonSerializerContext;
}
