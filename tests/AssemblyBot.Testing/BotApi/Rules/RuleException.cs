namespace AssemblyBot.Testing.BotApi.Rules;

/// <summary>A request breaks a documented rule.</summary>
/// <param name="description">The refusal, in the real server's words where they are known.</param>
internal sealed class RuleException(string description) : Exception(description);
