namespace AssemblyBot.Testing.BotApi;

/// <summary>What goes wrong with an answer.</summary>
internal abstract record Fault
{
    public sealed record Refuse(int Status, string Description, TimeSpan? RetryAfter) : Fault;

    public sealed record Body(string Content, int Status) : Fault;

    public sealed record Reset : Fault;

    public sealed record Hang : Fault;

    public sealed record Delay(TimeSpan By) : Fault;
}
