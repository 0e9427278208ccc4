using System.Globalization;

namespace AssemblyBot.Discord.Updates;

/// <summary>How accounts and channels of Discord are named in the core.</summary>
internal static class DiscordPeople
{
    /// <summary>The platform's name.</summary>
    public const string Platform = "discord";

    private const string Forum = "forum";

    /// <summary>Stands for whoever presses: the buttons of a post to everyone are sealed for it. No account has this id.</summary>
    public static Person Anyone { get; } = new(Platform, "anyone", "", null);

    /// <summary>The person with this account number; a private channel is opened by it.</summary>
    public static Person At(ulong user, string? locale)
    {
        var text = user.ToString(CultureInfo.InvariantCulture);
        return new Person(Platform, text, text, locale);
    }

    /// <summary>The core's address of a channel or thread, or of a forum in which every post opens one.</summary>
    public static ChannelAddress AddressOf(ulong channel, bool isForum = false) =>
        new(Platform, channel.ToString(CultureInfo.InvariantCulture), isForum ? Forum : null);

    /// <summary>Whether posts to an address open posts of a forum.</summary>
    public static bool IsForum(ChannelAddress address) => address.Topic == Forum;

    /// <summary>Reads a number of Discord's.</summary>
    public static bool TryReadId(string? text, out ulong id) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id != 0;
}
