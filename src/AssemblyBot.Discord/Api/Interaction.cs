namespace AssemblyBot.Discord.Api;

/// <summary>Something that a person did with the bot: a command, a press or a form sent.</summary>
internal sealed record Interaction
{
    /// <summary>Its number.</summary>
    public required ulong Id { get; init; }

    /// <summary>The application it is for.</summary>
    public required ulong Application { get; init; }

    /// <summary>What it is answered with; a secret for 15 minutes.</summary>
    public required string Token { get; init; }

    /// <summary>What was done.</summary>
    public required InteractionKind Kind { get; init; }

    /// <summary>Who did it.</summary>
    public required ulong User { get; init; }

    /// <summary>The person's language as Discord writes it, such as <c>es-ES</c>; null: not told.</summary>
    public string? Locale { get; init; }

    /// <summary>The server's language; null: not told, or no server.</summary>
    public string? GuildLocale { get; init; }

    /// <summary>The server it was done in; null: a private channel.</summary>
    public ulong? Guild { get; init; }

    /// <summary>The channel it was done in; null: not told.</summary>
    public ulong? Channel { get; init; }

    /// <summary>What the person may do in that channel; a set of bits, 0 in a private channel.</summary>
    public ulong Permissions { get; init; }

    /// <summary>What the bot may do in that channel; a set of bits.</summary>
    public ulong BotPermissions { get; init; }

    /// <summary>A command's name.</summary>
    public string? Command { get; init; }

    /// <summary>The subcommand's name; null: none.</summary>
    public string? Subcommand { get; init; }

    /// <summary>The options of the command or of its subcommand, by name, as text.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>A press's or a form's custom id.</summary>
    public string? CustomId { get; init; }

    /// <summary>The choices of a select.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What was filled into a form, by the custom id of the field.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the message the button sits on, or the form was opened from, is one that the person alone sees; false: there is none.</summary>
    public bool IsOnOwnCard { get; init; }

    /// <summary>Whether there is a message that the interaction came from, so that an answer can take its place.</summary>
    public bool HasMessage { get; init; }
}

/// <summary>What a person did.</summary>
internal enum InteractionKind
{
    /// <summary>Something that the bot offers nowhere.</summary>
    Other = 0,

    /// <summary>Gave a command.</summary>
    Command = 2,

    /// <summary>Pressed a button or chose from a list.</summary>
    Press = 3,

    /// <summary>Sent a form.</summary>
    Form = 5,
}
