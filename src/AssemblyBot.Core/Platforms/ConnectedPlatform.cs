namespace AssemblyBot.Core.Platforms;

/// <summary>A platform that the settings connect, by its name in lower case.</summary>
public sealed record ConnectedPlatform(string Name);
