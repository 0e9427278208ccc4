using AssemblyBot.Discord.Api;

namespace AssemblyBot.Discord.Gateway;

/// <summary>What is known of an interaction while it is read.</summary>
internal struct InteractionParts
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public ulong Id;
    public ulong Application;
    public ulong Type;
    public ulong? User;
    public ulong? Guild;
    public ulong? Channel;
    public ulong Permissions;
    public ulong BotPermissions;
    public bool HasMessage;
    public bool IsOnOwnCard;
    public string? Token;
    public string? Locale;
    public string? GuildLocale;
    public string? Command;
    public string? Subcommand;
    public string? CustomId;
    public IReadOnlyList<string>? Values;
    public Dictionary<string, string>? Options;
    public Dictionary<string, string>? Fields;

    public readonly Interaction? ToInteraction() => Id == 0 || string.IsNullOrEmpty(Token) || User is not { } user ? null : new Interaction
    {
        Id = Id,
        Application = Application,
        Token = Token,
        Kind = Type is 2 or 3 or 5 ? (InteractionKind)Type : InteractionKind.Other,
        User = user,
        Locale = string.IsNullOrEmpty(Locale) ? null : Locale,
        GuildLocale = string.IsNullOrEmpty(GuildLocale) ? null : GuildLocale,
        Guild = Guild,
        Channel = Channel,
        Permissions = Permissions,
        BotPermissions = BotPermissions,
        Command = Command,
        Subcommand = Subcommand,
        Options = Options ?? None,
        CustomId = CustomId,
        Values = Values ?? [],
        Fields = Fields ?? None,
        IsOnOwnCard = IsOnOwnCard,
        HasMessage = HasMessage,
    };
}
