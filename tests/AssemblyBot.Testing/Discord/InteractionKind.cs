namespace AssemblyBot.Testing.Discord;

/// <summary>What a person did, under Discord's numbers.</summary>
public enum InteractionKind
{
    /// <summary>A check that the bot is there.</summary>
    Ping = 1,

    /// <summary>A slash command.</summary>
    Command = 2,

    /// <summary>A press or a choice.</summary>
    Component = 3,

    /// <summary>Words typed into an option that proposes some.</summary>
    Autocomplete = 4,

    /// <summary>A form sent.</summary>
    Modal = 5,
}
