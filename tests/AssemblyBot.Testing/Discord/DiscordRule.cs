namespace AssemblyBot.Testing.Discord;

/// <summary>A rule that the official document does not hold, and Discord's documentation or this project does.</summary>
/// <param name="Name">The name that violations bear.</param>
/// <param name="Says">The rule.</param>
/// <param name="Refuses">Whether the server refuses with 50035 what breaks it; otherwise the call is carried out and recorded as a violation.</param>
public sealed record DiscordRule(string Name, string Says, bool Refuses = true)
{
    public static readonly DiscordRule ContentLength = new("content-length", "A message's content has at most 2,000 characters, whatever the document says.");
    public static readonly DiscordRule EmptyMessage = new("empty-message", "A new message has content, embeds, components, files, stickers or a poll.");
    public static readonly DiscordRule EmbedsTotal = new("embeds-total", "The texts of all embeds of a message have at most 6,000 characters together.");
    public static readonly DiscordRule CustomIds = new("custom-ids", "No two components of a message or a form have the same custom id.");
    public static readonly DiscordRule Rows = new("rows", "A message of the first kind has at most five rows; a row has up to five buttons or one list.");
    public static readonly DiscordRule Buttons = new("buttons", "A button has a label or an emoji, and either a custom id (styles 1 to 4) or a URL (style 5).");
    public static readonly DiscordRule Lists = new("lists", "A list's values differ, and it asks for no more than it has, and for no fewer at most than at least.");
    public static readonly DiscordRule SecondKind = new("second-kind", "Components of the second kind need flag 32768, go without content, embeds, stickers and polls, count at most 40 and hold at most 4,000 characters.");
    public static readonly DiscordRule Flags = new("flags", "A message is given only flags it can have: 4 and 4096 and 32768, and 64 in answers to interactions.");
    public static readonly DiscordRule EphemeralAtCreation = new("ephemeral-at-creation", "Flag 64 is set when a message is made, never by an edit; a deferred answer sets no other flag.", Refuses: false);
    public static readonly DiscordRule AllowedMentions = new("allowed-mentions", "Whatever carries text carries allowed_mentions with an empty parse, and names nobody.", Refuses: false);
    public static readonly DiscordRule Attachments = new("attachments", "Each listed attachment has its file, each file is files[n]; 10 MiB a file, 25 MiB together.");
    public static readonly DiscordRule Nonce = new("nonce", "enforce_nonce comes with a nonce that is not empty.");
    public static readonly DiscordRule Forms = new("forms", "A form has one to five components, and a field's least length is at most its greatest; what stands in it fits.");
    public static readonly DiscordRule AnswerFits = new("answer-fits", "Types 6 and 7 answer a component or a form opened from one, type 8 an autocomplete, type 9 no form, type 1 a ping.");
    public static readonly DiscordRule CommandNames = new("command-names", "Names of commands and options are lower case, 1 to 32 of letters, digits, - _ and ', and differ from their neighbours.");
    public static readonly DiscordRule CommandSize = new("command-size", "A command's names, descriptions and values have at most 8,000 characters; there are at most 100 commands.");
    public static readonly DiscordRule CommandOptions = new("command-options", "Required options come first; subcommands stand among subcommands only; a command of chat has a description.");
    public static readonly DiscordRule Locales = new("locales", "Translations are for locales that Discord knows.");
    public static readonly DiscordRule UnknownProperty = new("unknown-property", "A body holds only properties that the document lists.", Refuses: false);
    public static readonly DiscordRule UserAgent = new("user-agent", "Every request says DiscordBot (url, version).", Refuses: false);
    public static readonly DiscordRule Route = new("route", "The official document has the operation.", Refuses: false);

    /// <summary>All of them. The gateway's own rules are reported under names that begin with <c>gateway-</c>.</summary>
    public static IReadOnlyList<DiscordRule> All { get; } =
    [
        ContentLength, EmptyMessage, EmbedsTotal, CustomIds, Rows, Buttons, Lists, SecondKind, Flags, EphemeralAtCreation, AllowedMentions,
        Attachments, Nonce, Forms, AnswerFits, CommandNames, CommandSize, CommandOptions, Locales, UnknownProperty, UserAgent, Route,
    ];
}
