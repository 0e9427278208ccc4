namespace AssemblyBot.Core.Cards;

/// <summary>A command as the menus of the platforms and the help show it.</summary>
/// <param name="Name">Its name without the slash.</param>
/// <param name="Description">What it does, in the reader's language.</param>
public sealed record Command(string Name, string Description);

/// <summary>Which commands there are for whom.</summary>
public static class Commands
{
    /// <summary>The commands of a role, in the order in which they are shown.</summary>
    public static IReadOnlyList<Command> For(PhraseBook book, Role role) =>
    [
        new("vote", book.Commands.Vote),
        new("statement", book.Commands.Statement),
        new("summary", book.Commands.Summary),
        new("myvotes", book.Commands.MyVotes),
        new("mystatements", book.Commands.MyStatements),
        new("assemblies", book.Commands.Assemblies),
        new("language", book.Commands.Language),
        .. role >= Role.Moderator ? [new Command("queue", book.Commands.Queue)] : Array.Empty<Command>(),
        .. role >= Role.Organiser ? [new Command("assembly", book.Commands.Assembly)] : Array.Empty<Command>(),
        new("link", book.Commands.Link),
        new("stop", book.Commands.Stop),
        new("forget", book.Commands.Forget),
        new("help", book.Commands.Help),
    ];
}
