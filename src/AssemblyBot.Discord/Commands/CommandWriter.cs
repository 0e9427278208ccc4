namespace AssemblyBot.Discord.Commands;

/// <summary>Writes commands and options in every language there is a phrase book in. Pure.</summary>
internal sealed class CommandWriter(PhraseBooks books)
{
    private const int SubcommandType = 1;
    private const int LongestDescription = 100;

    public ApplicationCommand Command(string name, Func<PhraseBook, string> description, params IReadOnlyList<CommandOption> options) => new()
    {
        Name = name,
        Description = In(English, description),
        Names = Names(book => CommandNames.Of(name, book)),
        Descriptions = Descriptions(description),
        Options = options,
    };

    public CommandOption Subcommand(string name, Func<DiscordPhrases, Phrase> description, params IReadOnlyList<CommandOption> options) =>
        new(SubcommandType, name, In(English, book => description(book.Discord)))
        {
            Names = Names(book => CommandNames.OfSubcommand(name, book)),
            Descriptions = Descriptions(book => description(book.Discord)),
            Options = options,
        };

    public CommandOption Option(int type, string name, Func<DiscordPhrases, Phrase> localName, Func<DiscordPhrases, Phrase> description) =>
        new(type, name, In(English, book => description(book.Discord)))
        {
            Names = Names(book => localName(book.Discord)),
            Descriptions = Descriptions(book => description(book.Discord)),
        };

    private PhraseBook English => books.For("en");

    /// <summary>A name that Discord would refuse is left out: the command then has its own there.</summary>
    private Dictionary<string, string> Names(Func<PhraseBook, string> name) => Localized(name)
        .Where(pair => CommandNames.IsName(pair.Value))
        .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private Dictionary<string, string> Descriptions(Func<PhraseBook, string> description) =>
        Localized(book => In(book, description)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private IEnumerable<KeyValuePair<string, string>> Localized(Func<PhraseBook, string> text) => books.Languages
        .SelectMany(language => DiscordLocales.Of(language).Select(locale => KeyValuePair.Create(locale, text(books.For(language)))));

    private static string In(PhraseBook book, Func<PhraseBook, string> description) =>
        CleanText.Shorten(description(book), LongestDescription);
}
