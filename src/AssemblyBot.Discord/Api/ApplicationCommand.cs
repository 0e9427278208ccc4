namespace AssemblyBot.Discord.Api;

/// <summary>A slash command as Discord stores it.</summary>
internal sealed record ApplicationCommand
{
    /// <summary>1 to 32 characters, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public required string Description { get; init; }

    /// <summary>Names by Discord's locale, such as <c>es-ES</c>.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Descriptions by Discord's locale.</summary>
    public IReadOnlyDictionary<string, string> Descriptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The options, or the subcommands with theirs.</summary>
    public IReadOnlyList<CommandOption> Options { get; init; } = [];

    /// <summary>Permissions a member needs unless the server's settings say otherwise; null: none.</summary>
    public ulong? DefaultMemberPermissions { get; init; }

    /// <summary>Whether it is offered in private channels too.</summary>
    public bool InPrivate { get; init; } = true;
}

/// <summary>An option of a command, or a subcommand.</summary>
/// <param name="Type">1 subcommand, 3 text, 4 number, 5 yes or no, 7 channel.</param>
internal sealed record CommandOption(int Type, string Name, string Description)
{
    /// <summary>Names by Discord's locale.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Descriptions by Discord's locale.</summary>
    public IReadOnlyDictionary<string, string> Descriptions { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Most characters of a text; null: Discord's own 6,000.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>The least number; null: any.</summary>
    public int? Minimum { get; init; }

    /// <summary>Texts to choose from; empty: any.</summary>
    public IReadOnlyList<CommandChoice> Choices { get; init; } = [];

    /// <summary>The types of channels to choose from, by Discord's numbers; empty: any.</summary>
    public IReadOnlyList<int> ChannelTypes { get; init; } = [];

    /// <summary>A subcommand's options.</summary>
    public IReadOnlyList<CommandOption> Options { get; init; } = [];
}

/// <summary>A text to choose from.</summary>
/// <param name="Name">What is read, 1 to 100 characters.</param>
/// <param name="Value">What is sent.</param>
internal sealed record CommandChoice(string Name, string Value);
