namespace AssemblyBot.Testing.Discord;

/// <summary>A button under a message.</summary>
/// <param name="Label">What it says; empty for one with an emoji alone.</param>
/// <param name="CustomId">What a press sends to the bot; null for a link.</param>
/// <param name="Url">Where a link leads; null for any other.</param>
/// <param name="Style">1 primary, 2 secondary, 3 success, 4 danger, 5 link.</param>
/// <param name="IsDisabled">Whether it cannot be pressed.</param>
public sealed record DiscordButton(string Label, string? CustomId, string? Url, int Style, bool IsDisabled);
