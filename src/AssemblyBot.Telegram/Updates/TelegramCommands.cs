namespace AssemblyBot.Telegram.Updates;

/// <summary>Commands: how they are written, what they ask for, and which of them the menus show.</summary>
internal static class TelegramCommands
{
    /// <summary>A text read as a command.</summary>
    /// <param name="Name">Its name in lower case, without the slash.</param>
    /// <param name="Bot">The bot it is addressed to; null: none is named.</param>
    /// <param name="Arguments">What follows it, trimmed; empty: nothing.</param>
    public readonly record struct Written(string Name, string? Bot, string Arguments);

    /// <summary>The command in a text; null when it is none, such as <c>/path/to</c> or <c>/ 2</c>.</summary>
    public static Written? Read(string text)
    {
        if (text.Length < 2 || text[0] != '/')
            return null;

        var end = 1;
        while (end < text.Length && IsNameCharacter(text[end]))
            end++;
        var name = text[1..end];
        string? bot = null;
        if (end < text.Length && text[end] == '@')
        {
            var start = ++end;
            while (end < text.Length && IsNameCharacter(text[end]))
                end++;
            bot = text[start..end];
        }

        return name.Length == 0 || (end < text.Length && !char.IsWhiteSpace(text[end]))
            ? null
            : new Written(name.ToLowerInvariant(), bot, text[end..].Trim());
    }

    /// <summary>What a command asks for; <see cref="CardAction.Unknown"/> when there is no such command.</summary>
    public static CardAction Action(Written command)
    {
        var arguments = command.Arguments;
        var given = arguments.Length == 0 ? null : arguments;
        return command.Name switch
        {
            "start" => new CardAction.Start(given),
            "vote" => new CardAction.Next(null),
            "statement" when given is null => new CardAction.Write(null),
            "statement" => new CardAction.AddStatement(arguments),
            "summary" => new CardAction.ShowSummary(null, FormOf(arguments)),
            "myvotes" => new CardAction.MyVotes(null, 0),
            "mystatements" => new CardAction.MyStatements(),
            "assemblies" => new CardAction.Assemblies(),
            "language" => new CardAction.Language(given?.ToLowerInvariant()),
            "stop" => new CardAction.Stop(),
            "forget" => new CardAction.Forget(null),
            "help" => new CardAction.Help(),
            "queue" => new CardAction.Queue(),
            "link" => new CardAction.LinkAccount(given),
            "claim" => new CardAction.Claim(given),
            "assembly" => new CardAction.Organise(arguments),
            "here" => new CardAction.Organise("here"),
            _ => new CardAction.Unknown(),
        };
    }

    /// <summary>What a participant finds in the menu of a private chat.</summary>
    public static IReadOnlyList<BotCommand> ForPrivateChats(PhraseBook book) =>
        [.. Commands.For(book, Role.None).Select(command => new BotCommand(command.Name, command.Description))];

    /// <summary>What anyone finds in the menu of a group. Where the server can do it, nobody else sees who asks to vote.</summary>
    public static IReadOnlyList<BotCommand> ForGroups(PhraseBook book) =>
    [
        .. ForPrivateChats(book)
            .Where(command => command.Command is "vote" or "summary" or "help")
            .Select(command => command.Command == "vote" ? command with { IsEphemeral = true } : command),
    ];

    private static SummaryForm FormOf(string arguments) => arguments.ToLowerInvariant() switch
    {
        "file" or "archivo" => SummaryForm.File,
        "map" or "mapa" => SummaryForm.Map,
        _ => SummaryForm.Card,
    };

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
