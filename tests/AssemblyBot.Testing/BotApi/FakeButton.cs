namespace AssemblyBot.Testing.BotApi;

/// <summary>A button under a message.</summary>
/// <param name="Text">Its label.</param>
/// <param name="Data">What a press sends to the bot, or null for a button that does something else.</param>
/// <param name="Url">Where it leads, or null.</param>
public sealed record FakeButton(string Text, string? Data, string? Url);
