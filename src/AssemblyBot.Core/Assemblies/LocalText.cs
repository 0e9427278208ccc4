using System.Text.Json.Serialization;

namespace AssemblyBot.Core.Assemblies;

/// <summary>One text in one or more languages; the keys are two-letter ISO 639-1 codes.</summary>
[JsonConverter(typeof(LocalTextJsonConverter))]
public sealed class LocalText : IEquatable<LocalText>
{
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Takes the text in each of its languages.</summary>
    /// <exception cref="ArgumentException">There is no text at all, or one of them is empty.</exception>
    public LocalText(IEnumerable<KeyValuePair<string, string>> texts)
    {
        foreach (var (language, text) in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
                throw new ArgumentException($"the text in '{language}' is empty", nameof(texts));
            _texts[language] = text;
        }

        if (_texts.Count == 0)
            throw new ArgumentException("a text is needed in at least one language", nameof(texts));
    }

    /// <summary>The languages there is a text in, in alphabetical order.</summary>
    public IReadOnlyCollection<string> Languages => _texts.Keys;

    /// <summary>A text in one language.</summary>
    public static LocalText Of(string language, string text) => new([new(language, text)]);

    /// <summary>The text in <paramref name="language"/>, else in English, else in the first language there is.</summary>
    public string In(string language) =>
        _texts.TryGetValue(language, out var text) || _texts.TryGetValue("en", out text) ? text : _texts.First().Value;

    /// <summary>Whether there is a text in <paramref name="language"/> itself.</summary>
    public bool Has(string language) => _texts.ContainsKey(language);

    /// <summary>The text in every language.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _texts;

    /// <inheritdoc/>
    public bool Equals(LocalText? other) => other is not null && _texts.SequenceEqual(other._texts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LocalText);

    /// <inheritdoc/>
    public override int GetHashCode() => _texts.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    /// <inheritdoc/>
    public override string ToString() => In("en");
}
