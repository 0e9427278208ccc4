using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AssemblyBot.Core.Tests.Phrases;

public sealed class PhraseBookReaderTests
{
    private static string Shipped => Path.Combine(SharedFiles.Root, "config", "phrases");

    [Fact]
    public void The_shipped_books_are_read()
    {
        var books = PhraseBookReader.ReadFolder(Shipped);

        Assert.Equal(["en", "es"], books.Languages);
        Assert.Equal(["English", "Español"], books.Languages.Select(language => books.For(language).Name));
    }

    [Fact]
    public void Both_shipped_books_use_the_same_values_in_each_sentence()
    {
        var books = PhraseBookReader.ReadFolder(Shipped);
        var spanish = All(books.For("es"));

        foreach (var (key, english) in All(books.For("en")))
            Assert.True(english.Names.Order().SequenceEqual(spanish[key].Names.Order()), $"{key}: {english.Text} / {spanish[key].Text}");
    }

    [Fact]
    public void No_command_is_described_at_greater_length_than_the_platforms_take()
    {
        var books = PhraseBookReader.ReadFolder(Shipped);

        foreach (var language in books.Languages)
            Assert.All(Commands.For(books.For(language), Role.Organiser), command => Assert.InRange(command.Description.Length, 1, 100));
    }

    [Fact]
    public void Every_phrase_is_said_somewhere()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(SharedFiles.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Select(text => Regex.Replace(text, @"public required Phrase \w+", "")));

        var unsaid = Sections()
            .SelectMany(section => Phrases(section).Select(phrase => (Key: $"{section.Name}.{phrase.Name}", phrase.Name)))
            .Where(phrase => !Regex.IsMatch(sources, $@"\b{phrase.Name}\b"))
            .Select(phrase => phrase.Key);

        Assert.Empty(unsaid);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "missing", "missing: 'counted'" },
        { "misspelt", "'cuonted' is not a phrase the program knows; check its spelling" },
        { "unknown value", "'voting.counted' uses {stanze}; it takes {stance}" },
        { "value where none is", "'voting.undo' uses {name}; it takes no value" },
        { "empty", "the phrase is empty" },
        { "null", "'voting.counted' is null; it has to be a sentence" },
        { "open brace", "a '{' is not closed in \"Counted: {stance\"" },
        { "number", "a phrase has to be a string" },
        { "null section", "'voting' is null; it has to be an object of phrases" },
        { "missing section", "missing: 'voting'" },
        { "language", "'language' is 'de'; it has to be the file's name, 'en'" },
        { "no name", "'name' is empty; it has to be the language's name in that language" },
        { "broken", "" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_in_one_line_with_its_file(string mistake, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("en.json", WithMistake(mistake));

        var exception = Assert.Throws<PhraseBookException>(() => PhraseBookReader.ReadFolder(folder.Path));

        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.DoesNotContain("AssemblyBot.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_English_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("es.json", File.ReadAllText(Path.Combine(Shipped, "es.json")));

        var exception = Assert.Throws<PhraseBookException>(() => PhraseBookReader.ReadFolder(folder.Path));

        Assert.Contains("en.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();

        var exception = Assert.Throws<PhraseBookException>(() => PhraseBookReader.ReadFolder(folder["nowhere"]));

        Assert.Contains(folder["nowhere"], exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "1 person votes")]
    [InlineData(0, "0 people vote")]
    [InlineData(2L, "2 people vote")]
    public void A_word_follows_its_number(object count, string expected) =>
        Assert.Equal(expected, new Phrase("{count} {count|person votes|people vote}").With(("count", count)));

    [Fact]
    public void A_value_with_braces_in_it_is_not_read_again() =>
        Assert.Equal("It says {title}", new Phrase("It says {text}").With(("text", "{title}"), ("title", "wrong")));

    [Theory]
    [InlineData("")]
    [InlineData("{a|b}")]
    [InlineData("{a|b|c|d}")]
    [InlineData("{a")]
    public void What_is_no_phrase_is_refused(string text) => Assert.Throws<FormatException>(() => new Phrase(text));

    private static string WithMistake(string mistake)
    {
        var book = JsonNode.Parse(File.ReadAllText(Path.Combine(Shipped, "en.json")))!.AsObject();
        var voting = book["voting"]!.AsObject();
        switch (mistake)
        {
            case "missing": voting.Remove("counted"); break;
            case "misspelt": voting["cuonted"] = "Counted: {stance}"; break;
            case "unknown value": voting["counted"] = "Counted: {stanze}"; break;
            case "value where none is": voting["undo"] = "Undo, {name}"; break;
            case "empty": voting["counted"] = "  "; break;
            case "null": voting["counted"] = null; break;
            case "open brace": voting["counted"] = "Counted: {stance"; break;
            case "number": voting["counted"] = 7; break;
            case "null section": book["voting"] = null; break;
            case "missing section": book.Remove("voting"); break;
            case "language": book["language"] = "de"; break;
            case "no name": book["name"] = " "; break;
            case "broken": return book.ToJsonString()[..500];
        }

        return book.ToJsonString();
    }

    private static Dictionary<string, Phrase> All(PhraseBook book) => Sections()
        .SelectMany(section => Phrases(section).Select(phrase =>
            ($"{section.Name}.{phrase.Name}", (Phrase)phrase.GetValue(section.GetValue(book))!)))
        .ToDictionary();

    private static IEnumerable<System.Reflection.PropertyInfo> Sections() =>
        typeof(PhraseBook).GetProperties().Where(section => section.PropertyType.Namespace == typeof(Phrase).Namespace);

    private static IEnumerable<System.Reflection.PropertyInfo> Phrases(System.Reflection.PropertyInfo section) =>
        section.PropertyType.GetProperties().Where(phrase => phrase.PropertyType == typeof(Phrase));
}
