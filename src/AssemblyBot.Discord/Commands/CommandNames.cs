using System.Text.RegularExpressions;

namespace AssemblyBot.Discord.Commands;

/// <summary>
/// What commands are called in a language, so that a text that names one says what the reader finds in Discord's menu.
/// The names that Discord sends back are the same in every language.
/// </summary>
internal sealed partial class CommandNames
{
    private static readonly Dictionary<string, Func<DiscordPhrases, Phrase>> Commands = new(StringComparer.Ordinal)
    {
        ["vote"] = phrases => phrases.VoteName,
        ["statement"] = phrases => phrases.StatementName,
        ["summary"] = phrases => phrases.SummaryName,
        ["myvotes"] = phrases => phrases.MyVotesName,
        ["mystatements"] = phrases => phrases.MyStatementsName,
        ["assemblies"] = phrases => phrases.AssembliesName,
        ["language"] = phrases => phrases.LanguageName,
        ["stop"] = phrases => phrases.StopName,
        ["forget"] = phrases => phrases.ForgetName,
        ["help"] = phrases => phrases.HelpName,
        ["queue"] = phrases => phrases.QueueName,
        ["assembly"] = phrases => phrases.AssemblyName,
        ["claim"] = phrases => phrases.ClaimName,
        ["link"] = phrases => phrases.LinkName,
    };

    private static readonly Dictionary<string, Func<DiscordPhrases, Phrase>> Subcommands = new(StringComparer.Ordinal)
    {
        ["new"] = phrases => phrases.NewName,
        ["open"] = phrases => phrases.OpenName,
        ["close"] = phrases => phrases.CloseName,
        ["status"] = phrases => phrases.StatusName,
        ["link"] = phrases => phrases.LinkChannelName,
        ["unlink"] = phrases => phrases.UnlinkChannelName,
        ["schedule"] = phrases => phrases.ScheduleName,
    };

    /// <summary>What a command is called in a language.</summary>
    public static string Of(string command, PhraseBook book) => NameOr(Commands[command](book.Discord), command);

    /// <summary>What a subcommand of <c>assembly</c> is called in a language.</summary>
    public static string OfSubcommand(string subcommand, PhraseBook book) => NameOr(Subcommands[subcommand](book.Discord), subcommand);

    /// <summary>A text of ours with its commands as the reader finds them.</summary>
    public static string Translate(string text, PhraseBook book) =>
        text.Contains('/', StringComparison.Ordinal) ? Command().Replace(text, match => Translate(match, book)) : text;

    /// <summary>Whether Discord takes this as a name.</summary>
    public static bool IsName(string name) => Name().IsMatch(name) && !name.Any(char.IsUpper);

    private static string Translate(Match match, PhraseBook book)
    {
        var name = match.Groups[1].Value;
        if (!Commands.ContainsKey(name))
            return match.Value;
        var rest = match.Groups[2].Value;
        return name == "assembly" && Subcommands.ContainsKey(rest.TrimStart())
            ? $"/{Of(name, book)} {OfSubcommand(rest.TrimStart(), book)}"
            : $"/{Of(name, book)}{rest}";
    }

    private static string NameOr(string name, string other) => IsName(name) ? name : other;

    [GeneratedRegex(@"(?<![\w/.:])/([a-z]+)\b( [a-z]+\b)?")]
    private static partial Regex Command();

    [GeneratedRegex(@"^[-_'\p{L}\p{N}]{1,32}$")]
    private static partial Regex Name();
}
