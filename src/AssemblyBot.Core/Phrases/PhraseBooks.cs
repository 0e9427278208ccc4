namespace AssemblyBot.Core.Phrases;

/// <summary>The phrase books of an installation, one a language.</summary>
public sealed class PhraseBooks
{
    private readonly Dictionary<string, PhraseBook> _books;

    /// <summary>Takes the books; English is the one that stands in for a language there is none for.</summary>
    /// <exception cref="PhraseBookException">There is none in English, or one breaks a rule; its file and key are named.</exception>
    public PhraseBooks(IEnumerable<PhraseBook> books)
    {
        _books = books.ToDictionary(book => book.Language, StringComparer.Ordinal);
        if (!_books.ContainsKey("en"))
            throw new PhraseBookException("there is no phrase book in English (en.json), which the others fall back to");
    }

    /// <summary>The languages there is a book in, English first.</summary>
    public IReadOnlyList<string> Languages =>
        [.. _books.Keys.OrderBy(language => language == "en" ? 0 : 1).ThenBy(language => language, StringComparer.Ordinal)];

    /// <summary>Whether there is a book in <paramref name="language"/>.</summary>
    public bool Has(string language) => _books.ContainsKey(language);

    /// <summary>
    /// The book for a locale such as <c>es</c>, <c>es-CO</c> or <c>pt_BR</c>; the English one when there is none for it.
    /// </summary>
    public PhraseBook For(string? locale) =>
        locale is { Length: >= 2 } && _books.TryGetValue(locale[..2].ToLowerInvariant(), out var book) ? book : _books["en"];
}
