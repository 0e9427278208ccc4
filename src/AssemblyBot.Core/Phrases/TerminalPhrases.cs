namespace AssemblyBot.Core.Phrases;

/// <summary>The terminal's own sentences.</summary>
public sealed record TerminalPhrases
{
    /// <summary>Above the first prompt: how to answer.</summary>
    public required Phrase HowToAnswer { get; init; }

    /// <summary>The prompt itself.</summary>
    public required Phrase Prompt { get; init; }

    /// <summary>To someone who typed a number that no choice has.</summary>
    [Takes("count")]
    public required Phrase NoSuchChoice { get; init; }

    /// <summary>To someone who typed or pasted a line of more characters than are taken.</summary>
    [Takes("limit")]
    public required Phrase LineTooLong { get; init; }

    /// <summary>Above something that the assembly says by itself.</summary>
    public required Phrase News { get; init; }

    public required Phrase Goodbye { get; init; }

    /// <summary>What <c>/quit</c> does, below the help.</summary>
    public required Phrase Quit { get; init; }
}
