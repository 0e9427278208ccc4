namespace AssemblyBot.Discord.Commands;

/// <summary>The languages of phrase books as Discord calls them.</summary>
internal static class DiscordLocales
{
    private static readonly HashSet<string> Known =
    [
        "id", "da", "de", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "ro", "fi", "vi", "tr", "cs", "el", "bg", "ru", "uk",
        "hi", "th", "ja", "ko",
    ];

    /// <summary>Discord's locales of a two-letter code; empty: it has none.</summary>
    public static IReadOnlyList<string> Of(string language) => language switch
    {
        "en" => ["en-GB", "en-US"],
        "es" => ["es-419", "es-ES"],
        "pt" => ["pt-BR"],
        "sv" => ["sv-SE"],
        "zh" => ["zh-CN", "zh-TW"],
        _ => Known.Contains(language) ? [language] : [],
    };
}
