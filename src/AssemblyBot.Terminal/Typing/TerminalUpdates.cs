using System.Globalization;
using AssemblyBot.Terminal.Texts;

namespace AssemblyBot.Terminal.Typing;

/// <summary>
/// Reads what a typed line means: a choice by its number or by the beginning of its words, a command, or a text.
/// </summary>
internal static class TerminalUpdates
{
    /// <summary>The meaning of <paramref name="line"/> when <paramref name="choices"/> are on the screen, numbered from 1.</summary>
    public static Meaning Read(string line, IReadOnlyList<Button> choices)
    {
        var text = InertText.AsTyped(line).Trim();
        if (text.Length == 0)
            return new Meaning.Nothing();
        if (text[0] == '/')
            return Command(text);
        if (choices.Count > 0 && Number(text) is { } number)
            return number >= 1 && number <= choices.Count ? new Meaning.Ask(choices[number - 1].Action) : new Meaning.NoSuchChoice();
        return new Meaning.Ask(ByWords(text, choices)?.Action ?? new CardAction.Say(text));
    }

    private static Meaning Command(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var name = space < 0 ? text : text[..space];
        var rest = space < 0 ? "" : text[space..].Trim();
        var perhaps = rest.Length == 0 ? null : rest;
        return name.ToLowerInvariant() switch
        {
            "/quit" or "/exit" => new Meaning.Leave(),
            "/start" => new Meaning.Ask(new CardAction.Start(perhaps)),
            "/vote" => new Meaning.Ask(new CardAction.Next(null)),
            "/statement" => new Meaning.Ask(perhaps is null ? new CardAction.Write(null) : new CardAction.AddStatement(rest)),
            "/summary" => new Meaning.Ask(new CardAction.ShowSummary(null)),
            "/myvotes" => new Meaning.Ask(new CardAction.MyVotes(null, 0)),
            "/mystatements" => new Meaning.Ask(new CardAction.MyStatements()),
            "/assemblies" => new Meaning.Ask(new CardAction.Assemblies()),
            "/language" => new Meaning.Ask(new CardAction.Language(perhaps?.ToLowerInvariant())),
            "/stop" => new Meaning.Ask(new CardAction.Stop()),
            "/forget" => new Meaning.Ask(new CardAction.Forget(null)),
            "/help" => new Meaning.Ask(new CardAction.Help()),
            "/queue" => new Meaning.Ask(new CardAction.Queue(perhaps)),
            "/link" => new Meaning.Ask(new CardAction.LinkAccount(perhaps)),
            "/claim" => new Meaning.Ask(new CardAction.Claim(perhaps)),
            "/assembly" => new Meaning.Ask(new CardAction.Organise(rest)),
            _ => new Meaning.Ask(new CardAction.Unknown()),
        };
    }

    /// <summary>The number in texts such as <c>2</c>, <c>2.</c> and <c>2)</c>; 0 when it is too large for any choice.</summary>
    private static int? Number(string text)
    {
        var digits = text.TrimEnd('.', ')');
        if (digits.Length == 0 || text.Length - digits.Length > 1 || !digits.All(char.IsAsciiDigit))
            return null;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>
    /// The choice whose words are <paramref name="text"/>, else the only one whose words begin with it; null: there is
    /// none, or there are several.
    /// </summary>
    private static Button? ByWords(string text, IReadOnlyList<Button> choices)
    {
        var words = FromFirstLetter(text);
        if (words.Length == 0)
            return null;
        var beginning = choices.Where(choice => Words(choice).StartsWith(words, StringComparison.OrdinalIgnoreCase)).ToList();
        var same = beginning.Where(choice => Words(choice).Equals(words, StringComparison.OrdinalIgnoreCase)).ToList();
        return (same, beginning) switch
        {
            ([var one], _) => one,
            ([], [var one]) => one,
            _ => null,
        };
    }

    private static string Words(Button choice) => FromFirstLetter(InertText.OnOneLine(choice.Label));

    /// <summary>A text from its first letter or digit on, without the sign that may stand before it, as in <c>#7</c>.</summary>
    private static string FromFirstLetter(string text)
    {
        var first = 0;
        while (first < text.Length && !char.IsLetterOrDigit(text[first]))
            first++;
        return text[first..];
    }
}
