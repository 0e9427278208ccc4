namespace AssemblyBot.Discord.Replies;

/// <summary>What people and the bot need in a channel. Pure.</summary>
internal static class ChannelPermissions
{
    private const ulong Administrator = 1UL << 3;
    private const ulong ManageChannels = 1UL << 4;
    private const ulong ManageServer = 1UL << 5;
    private const ulong ViewChannel = 1UL << 10;
    private const ulong SendMessages = 1UL << 11;
    private const ulong EmbedLinks = 1UL << 14;
    private const ulong AttachFiles = 1UL << 15;
    private const ulong SendMessagesInThreads = 1UL << 38;

    /// <summary>
    /// Whether a person may say what is posted to a channel. Permissions are known for the channel the command was given
    /// in; for another one only those count that hold for the whole server.
    /// </summary>
    public static bool MayManage(ulong permissions, bool isThere) =>
        (permissions & (Administrator | ManageServer | (isThere ? ManageChannels : 0))) != 0;

    /// <summary>What the bot lacks to post to a channel, as Discord's settings call it.</summary>
    public static IReadOnlyList<string> Missing(ulong permissions, Channel channel, DiscordPhrases phrases)
    {
        if ((permissions & Administrator) != 0)
            return [];

        (ulong Bit, string Name)[] needed =
        [
            (ViewChannel, phrases.ViewChannel),
            ChannelKinds.IsThread(channel) ? (SendMessagesInThreads, phrases.SendMessagesInThreads)
                : (SendMessages, ChannelKinds.IsForum(channel) ? phrases.CreatePosts : phrases.SendMessages),
            (EmbedLinks, phrases.EmbedLinks),
        ];
        return [.. needed.Where(permission => (permissions & permission.Bit) == 0).Select(permission => permission.Name)];
    }

    /// <summary>Whether the map of opinions can go with a summary.</summary>
    public static bool MayAttachFiles(ulong permissions) => (permissions & (Administrator | AttachFiles)) != 0;
}
