namespace AssemblyBot.Testing.Discord;

/// <summary>A form that the bot asks a person to fill in.</summary>
/// <param name="CustomId">What comes back with it.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Texts">What is read between its fields.</param>
/// <param name="Fields">What can be filled in.</param>
public sealed record DiscordModal(string CustomId, string Title, IReadOnlyList<string> Texts, IReadOnlyList<DiscordModalField> Fields);

/// <summary>A field of a form.</summary>
/// <param name="CustomId">What its value comes back under.</param>
/// <param name="Type">4 a text, 3 a list.</param>
/// <param name="Label">What is asked.</param>
/// <param name="Description">The small print below the label, or empty.</param>
/// <param name="Value">What stands in it, or empty.</param>
/// <param name="IsRequired">Whether it must be filled in.</param>
/// <param name="Minimum">Least characters of a text.</param>
/// <param name="Maximum">Most characters of a text.</param>
/// <param name="Options">The values of a list.</param>
public sealed record DiscordModalField(
    string CustomId, int Type, string Label, string Description, string Value, bool IsRequired, int Minimum, int Maximum, IReadOnlyList<string> Options);
