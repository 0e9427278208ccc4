namespace AssemblyBot.Testing.Discord;

/// <summary>A list to choose from.</summary>
/// <param name="CustomId">What a choice sends to the bot, with the values.</param>
/// <param name="Type">3 texts, 5 people, 6 roles, 7 people and roles, 8 channels.</param>
/// <param name="Placeholder">What stands in it before a choice, or empty.</param>
/// <param name="Options">The texts to choose from, with the value each stands for.</param>
public sealed record DiscordSelect(string CustomId, int Type, string Placeholder, IReadOnlyList<(string Label, string Value)> Options);
