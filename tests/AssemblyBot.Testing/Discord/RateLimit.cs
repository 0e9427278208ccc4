namespace AssemblyBot.Testing.Discord;

/// <summary>How many calls a bucket takes within a window that begins with its first call.</summary>
/// <param name="Calls">At least 1.</param>
/// <param name="Window">From the first call to the moment all calls are free again.</param>
public sealed record RateLimit(int Calls, TimeSpan Window);
