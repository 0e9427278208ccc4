namespace AssemblyBot.Testing.BotApi;

/// <summary>A command in the bot's menu.</summary>
/// <param name="Name">Without the slash.</param>
/// <param name="Description">What the menu says about it.</param>
public sealed record BotCommand(string Name, string Description);
