namespace AssemblyBot.Core.Phrases;

/// <summary>What people on poor networks are told.</summary>
public sealed record NetworkPhrases
{
    /// <summary>That a number can be typed where buttons do not work.</summary>
    public required Phrase TypeNumbers { get; init; }

    /// <summary>That a summary comes as a file or a picture too.</summary>
    public required Phrase SummaryFiles { get; init; }

    /// <summary>To someone who comes back after an outage: presses may be lost.</summary>
    public required Phrase PressAgain { get; init; }
}
