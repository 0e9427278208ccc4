namespace AssemblyBot.Discord.Commands;

/// <summary>Commands: how they are offered in every language, and what they ask for. Pure.</summary>
internal static class DiscordCommands
{
    /// <summary>The option that names a channel other than the one a command is given in.</summary>
    public const string ChannelOption = "channel";

    private const ulong ManageServer = 0x20;
    private const ulong ManageMessages = 0x2000;
    private const int Text = 3;
    private const int Number = 4;
    private const int Channel = 7;

    /// <summary>Every command, with names and descriptions in every language that Discord has too.</summary>
    public static IReadOnlyList<ApplicationCommand> All(PhraseBooks books)
    {
        var write = new CommandWriter(books);
        var code = write.Option(Text, "code", d => d.CodeOption, d => d.AssemblyCodeDescription) with { MaximumLength = 64 };
        var channel = write.Option(Channel, ChannelOption, d => d.ChannelOption, d => d.ChannelDescription) with { ChannelTypes = ChannelKinds.ToChooseFrom };
        return
        [
            write.Command("vote", book => book.Commands.Vote),
            write.Command("statement", book => book.Commands.Statement),
            write.Command("summary", book => book.Commands.Summary),
            write.Command("myvotes", book => book.Commands.MyVotes),
            write.Command("mystatements", book => book.Commands.MyStatements),
            write.Command("assemblies", book => book.Commands.Assemblies),
            write.Command("language", book => book.Commands.Language,
                write.Option(Text, "language", d => d.LanguageOption, d => d.LanguageDescription) with { Choices = Choices(books) }),
            write.Command("link", book => book.Commands.Link,
                write.Option(Text, "code", d => d.CodeOption, d => d.LinkCodeDescription) with { MaximumLength = 64 }),
            write.Command("claim", book => book.Discord.ClaimDescription,
                write.Option(Text, "code", d => d.CodeOption, d => d.SetupCodeDescription) with { MaximumLength = 64 }),
            write.Command("stop", book => book.Commands.Stop),
            write.Command("forget", book => book.Commands.Forget),
            write.Command("help", book => book.Commands.Help),
            write.Command("queue", book => book.Commands.Queue,
                write.Option(Number, "number", d => d.NumberOption, d => d.NumberDescription) with { Minimum = 1 }) with { DefaultMemberPermissions = ManageMessages },
            write.Command("assembly", book => book.Commands.Assembly,
                write.Subcommand("new", d => d.NewDescription),
                write.Subcommand("open", d => d.OpenDescription, code),
                write.Subcommand("close", d => d.CloseDescription, code),
                write.Subcommand("status", d => d.StatusDescription),
                write.Subcommand(
                    "link",
                    d => d.LinkChannelDescription,
                    code with { IsRequired = true },
                    channel,
                    write.Option(Text, "language", d => d.LanguageOption, d => d.PostLanguageDescription) with { Choices = Choices(books) }),
                write.Subcommand("unlink", d => d.UnlinkChannelDescription, channel),
                write.Subcommand(
                    "schedule",
                    d => d.ScheduleDescription,
                    write.Option(Text, "days", d => d.DaysOption, d => d.DaysDescription) with { IsRequired = true, MaximumLength = 100 },
                    write.Option(Text, "time", d => d.TimeOption, d => d.TimeDescription) with { MaximumLength = 20 },
                    write.Option(Text, "zone", d => d.ZoneOption, d => d.ZoneDescription) with { MaximumLength = 64 },
                    channel)) with { DefaultMemberPermissions = ManageServer },
        ];
    }

    /// <summary>
    /// What a command asks for; <see cref="CardAction.Unknown"/> when there is no such command.
    /// </summary>
    /// <param name="interaction">The command as it was given.</param>
    /// <param name="assembly">The assembly of the channel it was given in; null: none.</param>
    public static CardAction Action(Interaction interaction, AssemblyId? assembly) => interaction.Command switch
    {
        "vote" => new CardAction.Next(assembly),
        "statement" => new CardAction.Write(assembly),
        "summary" => new CardAction.ShowSummary(assembly),
        "myvotes" => new CardAction.MyVotes(assembly, 0),
        "mystatements" => new CardAction.MyStatements(),
        "assemblies" => new CardAction.Assemblies(),
        "language" => new CardAction.Language(Option(interaction, "language")?.ToLowerInvariant()),
        "link" => new CardAction.LinkAccount(Option(interaction, "code")),
        "claim" => new CardAction.Claim(Option(interaction, "code")),
        "stop" => new CardAction.Stop(),
        "forget" => new CardAction.Forget(null),
        "help" => new CardAction.Help(),
        "queue" => new CardAction.Queue(Option(interaction, "number")),
        "assembly" => Organise(interaction),
        _ => new CardAction.Unknown(),
    };

    /// <summary>An option without the blanks around it; null: it was left out or is blank.</summary>
    public static string? Option(Interaction interaction, string name) =>
        interaction.Options.GetValueOrDefault(name)?.Trim() is { Length: > 0 } value ? value : null;

    private static CardAction.Organise Organise(Interaction interaction) => interaction.Subcommand switch
    {
        "link" => Organise("link", Option(interaction, "code") ?? "?", Option(interaction, "language")),
        "schedule" => Organise(
            "schedule", Option(interaction, "days")?.Replace(" ", "", StringComparison.Ordinal), Option(interaction, "time"), Option(interaction, "zone")),
        { } subcommand => Organise(subcommand, Option(interaction, "code")),
        null => new CardAction.Organise(""),
    };

    private static CardAction.Organise Organise(params string?[] words) =>
        new(string.Join(' ', words.Where(word => word is not null)));

    /// <summary>Each language by its own name.</summary>
    private static List<CommandChoice> Choices(PhraseBooks books) =>
        [.. books.Languages.Take(25).Select(language => new CommandChoice(books.For(language).Name, language))];
}
