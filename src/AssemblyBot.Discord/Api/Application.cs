namespace AssemblyBot.Discord.Api;

/// <summary>The application a token belongs to.</summary>
internal sealed record Application(ulong Id, string Name);

/// <summary>A channel.</summary>
/// <param name="Type">Discord's number: 0 text, 1 private, 5 announcements, 10 to 12 threads, 15 forum, 16 media.</param>
internal sealed record Channel(ulong Id, int Type, ulong? Guild, ulong? Parent);
