namespace AssemblyBot.Testing.Discord.Gateway;

/// <summary>An attempt of the bot to begin a session.</summary>
/// <param name="At">When, on the fake's clock.</param>
/// <param name="Shard">Which of how many; (0, 1) when it named none.</param>
/// <param name="Intents">The events it asked for; a set of bits.</param>
/// <param name="Outcome"><c>ready</c>, <c>too soon</c> (answered with op 9), or the close code.</param>
public sealed record GatewayIdentify(DateTimeOffset At, (int Id, int Of) Shard, int Intents, string Outcome);
