namespace AssemblyBot.Core.Channels;

/// <summary>Where a group, a channel, a thread or a topic is found.</summary>
/// <param name="Platform">The platform's name in lower case, such as <c>telegram</c>.</param>
/// <param name="Chat">The platform's id of the chat.</param>
/// <param name="Topic">The platform's id of the topic within it; null: the chat itself.</param>
public sealed record ChannelAddress(string Platform, string Chat, string? Topic = null);
