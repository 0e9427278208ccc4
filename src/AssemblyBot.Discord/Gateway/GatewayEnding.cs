namespace AssemblyBot.Discord.Gateway;

/// <summary>How a connection to the gateway ended, and what is to be done about it.</summary>
/// <param name="Close">What to do, and why.</param>
internal sealed record GatewayEnding(GatewayClose Close)
{
    /// <summary>The session to go on with; null: none.</summary>
    public ShardSession? Session { get; init; }

    /// <summary>Whether it connected at all and was greeted.</summary>
    public bool WasGreeted { get; init; }

    /// <summary>How long it had a session, begun or resumed; null: it never had one.</summary>
    public TimeSpan? Served { get; init; }

    /// <summary>Whether anything came of the session that had not come before.</summary>
    public bool BroughtSomething { get; init; }

    /// <summary>How long Discord wants to be left alone before the next connection.</summary>
    public TimeSpan Pause { get; init; }
}
