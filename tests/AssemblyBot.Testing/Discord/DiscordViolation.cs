namespace AssemblyBot.Testing.Discord;

/// <summary>A request or a frame that breaks the documented rules of Discord; a correct bot never makes one.</summary>
/// <param name="Rule">The rule's name: <c>schema</c>, or one of <see cref="DiscordRule.All"/>.</param>
/// <param name="Where">The operation, such as <c>create_message</c>, or <c>gateway</c>.</param>
/// <param name="Problem">What was wrong.</param>
public sealed record DiscordViolation(string Rule, string Where, string Problem)
{
    public override string ToString() => $"{Where} [{Rule}]: {Problem}";
}
