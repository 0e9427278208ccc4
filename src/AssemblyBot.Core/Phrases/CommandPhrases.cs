namespace AssemblyBot.Core.Phrases;

/// <summary>What each command does, in at most 100 characters (the shorter limit of the platforms).</summary>
public sealed record CommandPhrases
{
    public required Phrase Vote { get; init; }
    public required Phrase Statement { get; init; }
    public required Phrase Summary { get; init; }
    public required Phrase MyVotes { get; init; }
    public required Phrase MyStatements { get; init; }
    public required Phrase Assemblies { get; init; }
    public required Phrase Language { get; init; }
    public required Phrase Link { get; init; }
    public required Phrase Stop { get; init; }
    public required Phrase Forget { get; init; }
    public required Phrase Help { get; init; }

    /// <summary>For moderators.</summary>
    public required Phrase Queue { get; init; }

    /// <summary>For organisers.</summary>
    public required Phrase Assembly { get; init; }
}
