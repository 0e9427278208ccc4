using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssemblyBot.Core.Phrases;

/// <summary>Reads phrase books, and names the file and the key of whatever is wrong in them.</summary>
public static partial class PhraseBookReader
{
    /// <summary>Reads every <c>*.json</c> of a folder.</summary>
    /// <exception cref="PhraseBookException">The folder is missing, or a book has a missing, misspelt or broken phrase.</exception>
    public static PhraseBooks ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new PhraseBookException($"there is no folder of phrase books at {Path.GetFullPath(folder)}");
        return new PhraseBooks(Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ReadFile));
    }

    private static PhraseBook ReadFile(string path)
    {
        var book = Deserialize(path);
        if (book.Language != Path.GetFileNameWithoutExtension(path))
        {
            throw new PhraseBookException(
                $"{path}: 'language' is '{book.Language}'; it has to be the file's name, '{Path.GetFileNameWithoutExtension(path)}'");
        }

        if (string.IsNullOrWhiteSpace(book.Name))
            throw new PhraseBookException($"{path}: 'name' is empty; it has to be the language's name in that language");

        foreach (var section in typeof(PhraseBook).GetProperties().Where(property => property.PropertyType.Namespace == typeof(Phrase).Namespace))
        {
            Check(path, section, section.GetValue(book)
                ?? throw new PhraseBookException($"{path}: '{JsonNamingPolicy.CamelCase.ConvertName(section.Name)}' is null; it has to be an object of phrases"));
        }

        return book;
    }

    private static PhraseBook Deserialize(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, PhraseBookJson.Default.PhraseBook)
                ?? throw new PhraseBookException($"{path}: the file holds null, not a phrase book");
        }
        catch (JsonException exception)
        {
            var where = exception.Path is { Length: > 2 } at ? $" at {at[2..]}" : "";
            throw new PhraseBookException($"{path}{where}: {Explain(exception)}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PhraseBookException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static void Check(string path, PropertyInfo section, object phrases)
    {
        foreach (var property in section.PropertyType.GetProperties().Where(property => property.PropertyType == typeof(Phrase)))
        {
            var taken = property.GetCustomAttribute<TakesAttribute>()?.Names ?? [];
            if (property.GetValue(phrases) is not Phrase phrase)
                throw new PhraseBookException($"{path}: '{Key(section, property)}' is null; it has to be a sentence");
            if (phrase.Names.FirstOrDefault(name => !taken.Contains(name)) is { } unknown)
            {
                var right = taken.Count == 0 ? "it takes no value" : $"it takes {string.Join(", ", taken.Select(name => $"{{{name}}}"))}";
                throw new PhraseBookException($"{path}: '{Key(section, property)}' uses {{{unknown}}}; {right}");
            }
        }
    }

    private static string Key(PropertyInfo section, PropertyInfo property) =>
        $"{JsonNamingPolicy.CamelCase.ConvertName(section.Name)}.{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}";

    /// <summary>Keeps what a person can use of the serializer's sentence.</summary>
    private static string Explain(JsonException exception)
    {
        var message = exception.Message;
        if (message.Contains("missing required properties", StringComparison.Ordinal))
            return $"missing: {message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.')}";
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"{message.Split(" could not")[0]} is not a phrase the program knows; check its spelling";
        if (message.Contains("could not be converted", StringComparison.Ordinal))
            return "this value is not possible here";
        return message.Split(" Path:")[0];
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true)]
    [JsonSerializable(typeof(PhraseBook))]
    private sealed partial class PhraseBookJson : JsonSerializerContext;
}
