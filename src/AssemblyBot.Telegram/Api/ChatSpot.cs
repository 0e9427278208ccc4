namespace AssemblyBot.Telegram.Api;

/// <summary>A chat, and the topic in it; a null <paramref name="Topic"/>: the chat itself.</summary>
internal readonly record struct ChatSpot(long Chat, long? Topic = null);
