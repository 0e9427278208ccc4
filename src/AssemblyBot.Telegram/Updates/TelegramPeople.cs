namespace AssemblyBot.Telegram.Updates;

/// <summary>How accounts and chats of Telegram are named in the core.</summary>
internal static class TelegramPeople
{
    /// <summary>The platform's name.</summary>
    public const string Platform = "telegram";

    /// <summary>Stands for whoever presses: the buttons of a post to everyone are sealed for it. No account has this id.</summary>
    public static Person Anyone { get; } = new(Platform, "anyone", "", null);

    /// <summary>The person behind an account; a private chat has the number of the account.</summary>
    public static Person Of(User user) => At(user.Id, user.LanguageCode);

    /// <summary>The person with this account number.</summary>
    public static Person At(long id, string? locale)
    {
        var text = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Person(Platform, text, text, locale);
    }

    /// <summary>The core's address of a chat and topic.</summary>
    public static ChannelAddress AddressOf(ChatSpot spot) => new(
        Platform,
        spot.Chat.ToString(System.Globalization.CultureInfo.InvariantCulture),
        spot.Topic?.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
