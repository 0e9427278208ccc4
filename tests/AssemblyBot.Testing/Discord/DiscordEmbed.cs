namespace AssemblyBot.Testing.Discord;

/// <summary>A framed text in a message.</summary>
/// <param name="Title">Its heading, or empty.</param>
/// <param name="Description">Its text, or empty.</param>
/// <param name="Fields">Its fields: a name and a text each.</param>
/// <param name="Footer">The small print, or empty.</param>
/// <param name="Image">The address of its picture, such as <c>attachment://map.png</c>, or empty.</param>
public sealed record DiscordEmbed(string Title, string Description, IReadOnlyList<(string Name, string Value)> Fields, string Footer, string Image = "");
