namespace AssemblyBot.Testing.Discord;

/// <summary>A file that was sent with a message.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Description">The text for who cannot see it; null: none.</param>
public sealed record DiscordFile(string Name, ReadOnlyMemory<byte> Content, string? Description);
