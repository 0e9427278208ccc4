namespace AssemblyBot.Testing.BotApi;

/// <summary>What the bot answered to a button press.</summary>
/// <param name="Text">The notice the person sees, or null.</param>
/// <param name="ShowAlert">Whether it is a dialog rather than a passing notice.</param>
/// <param name="Url">The address it opens, or null.</param>
public sealed record CallbackAnswer(string? Text, bool ShowAlert, string? Url);
