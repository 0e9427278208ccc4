namespace AssemblyBot.Core.Phrases;

/// <summary>The terminal's own sentences.</summary>
public sealed record TerminalPhrases
{
    /// <summary>Above the prompt: how to answer.</summary>
    public required Phrase HowToAnswer { get; init; }

    /// <summary>The prompt itself.</summary>
    public required Phrase Prompt { get; init; }

    /// <summary>To someone who typed a number that no choice has.</summary>
    [Takes("count")]
    public required Phrase NoSuchChoice { get; init; }

    public required Phrase Goodbye { get; init; }
    public required Phrase Quit { get; init; }
}
