namespace AssemblyBot.Discord.Updates;

/// <summary>What Discord's numbers of channel types mean to the bot.</summary>
internal static class ChannelKinds
{
    /// <summary>What Discord offers to choose from: text and announcement channels, threads, forums; it does not know media channels there.</summary>
    public static IReadOnlyList<int> ToChooseFrom { get; } = [0, 5, 10, 11, 12, 15];

    /// <summary>Whether summaries can be posted there.</summary>
    public static bool TakesPosts(Channel channel) => channel.Type is 0 or 5 || IsThread(channel) || IsForum(channel);

    /// <summary>Whether it is a thread, or a post of a forum.</summary>
    public static bool IsThread(Channel channel) => channel.Type is 10 or 11 or 12;

    /// <summary>Whether every post there opens a post of its own.</summary>
    public static bool IsForum(Channel channel) => channel.Type is 15 or 16;
}
