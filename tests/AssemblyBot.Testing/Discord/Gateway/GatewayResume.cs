namespace AssemblyBot.Testing.Discord.Gateway;

/// <summary>An attempt of the bot to go on with a session.</summary>
/// <param name="At">When, on the fake's clock.</param>
/// <param name="Session">The session it named.</param>
/// <param name="Sequence">The last event it had.</param>
/// <param name="Replayed">How many events it was given; 0 if refused.</param>
/// <param name="Outcome"><c>resumed</c>, <c>invalid</c> (answered with op 9), or the close code.</param>
/// <param name="OnResumeAddress">Whether it came to the address that READY gave for this.</param>
public sealed record GatewayResume(DateTimeOffset At, string Session, long Sequence, int Replayed, string Outcome, bool OnResumeAddress);
