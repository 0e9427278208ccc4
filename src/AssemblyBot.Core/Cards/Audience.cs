namespace AssemblyBot.Core.Cards;

/// <summary>Who may see a card.</summary>
public enum Audience
{
    /// <summary>The person it answers, and nobody else.</summary>
    Person = 0,

    /// <summary>Everyone in the channel.</summary>
    Everyone = 1,
}
