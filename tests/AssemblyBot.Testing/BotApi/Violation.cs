namespace AssemblyBot.Testing.BotApi;

/// <summary>A request that breaks the documented rules of the Bot API; a correct bot never makes one.</summary>
/// <param name="Method">The method that was called.</param>
/// <param name="Problem">What was wrong with it.</param>
public sealed record Violation(string Method, string Problem)
{
    public override string ToString() => $"{Method}: {Problem}";
}
