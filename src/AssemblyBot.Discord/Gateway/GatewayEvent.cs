namespace AssemblyBot.Discord.Gateway;

/// <summary>The events that the bot looks at.</summary>
internal enum GatewayEvent
{
    /// <summary>Any other.</summary>
    Other,

    /// <summary>A session began.</summary>
    Ready,

    /// <summary>A session goes on, and all that was missed has come.</summary>
    Resumed,

    /// <summary>Someone did something with the bot.</summary>
    Interaction,
}
