using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace AssemblyBot.Core.Phrases;

/// <summary>
/// One sentence of a phrase book. <c>{name}</c> stands for a value; <c>{count|person|people}</c> for the first word when
/// the value is 1, and for the second otherwise.
/// </summary>
[JsonConverter(typeof(PhraseJsonConverter))]
public sealed class Phrase
{
    private readonly Part[] _parts;

    /// <summary>Reads a sentence.</summary>
    /// <exception cref="FormatException">It is empty, or a brace is not closed.</exception>
    public Phrase(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new FormatException("the phrase is empty");
        Text = text;
        _parts = [.. Parse(text)];
    }

    /// <summary>The sentence as it is written in the book.</summary>
    public string Text { get; }

    /// <summary>The names of the values it takes.</summary>
    public IEnumerable<string> Names => _parts.Where(part => part.Name is not null).Select(part => part.Name!).Distinct();

    /// <summary>The sentence with its values.</summary>
    /// <exception cref="ArgumentException">It takes a value that is not given.</exception>
    public string With(params ReadOnlySpan<(string Name, object Value)> values)
    {
        if (_parts is [{ Name: null, One: var whole }])
            return whole;

        var sentence = new StringBuilder(Text.Length * 2);
        foreach (var part in _parts)
        {
            if (part.Name is null)
            {
                sentence.Append(part.One);
                continue;
            }

            var value = Find(values, part.Name);
            if (part.Other is null)
                sentence.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
            else
                sentence.Append(value is 1 or 1L ? part.One : part.Other);
        }

        return sentence.ToString();
    }

    /// <summary>The sentence, when it takes no value.</summary>
    public override string ToString() => With();

    /// <summary>The sentence, when it takes no value.</summary>
    public static implicit operator string(Phrase phrase) => phrase.With();

    private object Find(ReadOnlySpan<(string Name, object Value)> values, string name)
    {
        foreach (var (key, value) in values)
        {
            if (key == name)
                return value;
        }

        throw new ArgumentException($"the phrase \"{Text}\" takes {{{name}}}, which is not given");
    }

    private static IEnumerable<Part> Parse(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var open = text.IndexOf('{', start);
            if (open < 0)
            {
                yield return new Part(null, text[start..], null);
                yield break;
            }

            var close = text.IndexOf('}', open);
            if (close < 0)
                throw new FormatException($"a '{{' is not closed in \"{text}\"");
            if (open > start)
                yield return new Part(null, text[start..open], null);

            yield return text[(open + 1)..close].Split('|') switch
            {
                [var name] => new Part(name, "", null),
                [var name, var one, var other] => new Part(name, one, other),
                _ => throw new FormatException($"'{text[open..(close + 1)]}' is neither {{name}} nor {{name|one|other}}"),
            };
            start = close + 1;
        }
    }

    private readonly record struct Part(string? Name, string One, string? Other);
}
