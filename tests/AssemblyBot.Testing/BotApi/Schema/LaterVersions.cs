namespace AssemblyBot.Testing.BotApi.Schema;

/// <summary>What Bot API 10.2 and 10.3 have beside the official list, which is that of 10.1, as far as a bot can use it here.</summary>
/// <remarks>Source: the Bot API's changelog of 2026-07-14 and 2026-08-24.</remarks>
internal static class LaterVersions
{
    /// <summary>Fields and parameters, each with the first and the last version that knows it; the other versions ignore it.</summary>
    public static readonly IReadOnlyList<LaterField> Fields =
    [
        .. ((string[])["sendMessage", "sendPhoto", "sendDocument"]).SelectMany(method => (LaterField[])
        [
            new(method, "receiver_user_id", "Integer", BotApiVersion.V10Dot2, BotApiVersion.V10Dot2),
            new(method, "callback_query_id", "String", BotApiVersion.V10Dot2, BotApiVersion.V10Dot2),
            new(method, "ephemeral_message_parameters", "EphemeralMessageParameters", BotApiVersion.V10Dot3, BotApiVersion.V10Dot3),
        ]),
        new("ReplyParameters", "ephemeral_message_id", "Integer", BotApiVersion.V10Dot2, BotApiVersion.V10Dot3),
        new("BotCommand", "is_ephemeral", "Boolean", BotApiVersion.V10Dot2, BotApiVersion.V10Dot3),
        new("Message", "ephemeral_message_id", "Integer", BotApiVersion.V10Dot2, BotApiVersion.V10Dot3),
        new("Message", "receiver_user", "User", BotApiVersion.V10Dot2, BotApiVersion.V10Dot3),
    ];

    /// <summary>What the official list requires and the later versions do not: a reply may name a member's own message instead.</summary>
    public static bool IsOptional(string owner, string field) => (owner, field) == ("ReplyParameters", "message_id");

    /// <summary>Types that the official list lacks.</summary>
    public static readonly IReadOnlyDictionary<string, (string Name, string Type, bool Required)[]> Types =
        new Dictionary<string, (string, string, bool)[]>(StringComparer.Ordinal)
        {
            ["EphemeralMessageParameters"] =
            [
                ("receiver_user_id", "Integer", true), ("callback_query_id", "String", false), ("replace_callback_query_message", "Boolean", false),
            ],
        };

    /// <summary>Methods that the official list lacks, all known since 10.2; each returns true.</summary>
    public static readonly IReadOnlyDictionary<string, (string Name, string Type, bool Required)[]> Methods =
        new Dictionary<string, (string, string, bool)[]>(StringComparer.Ordinal)
        {
            ["editEphemeralMessageText"] =
            [
                .. Target,
                ("text", "String", true),
                ("parse_mode", "String", false),
                ("entities", "Array of MessageEntity", false),
                ("link_preview_options", "LinkPreviewOptions", false),
                ("reply_markup", "InlineKeyboardMarkup", false),
            ],
            ["editEphemeralMessageReplyMarkup"] = [.. Target, ("reply_markup", "InlineKeyboardMarkup", false)],
            ["deleteEphemeralMessage"] = [.. Target],
        };

    private static (string Name, string Type, bool Required)[] Target =>
        [("chat_id", "Integer", true), ("receiver_user_id", "Integer", true), ("ephemeral_message_id", "Integer", true)];
}

/// <summary>A field or parameter of some versions.</summary>
internal sealed record LaterField(string Owner, string Name, string Type, BotApiVersion First, BotApiVersion Last);
