namespace AssemblyBot.Storage.Whole;

/// <summary>What a recount of a store came to.</summary>
/// <param name="Rows">How many rows were read.</param>
/// <param name="Participants">How many participants there are, forgotten ones too.</param>
/// <param name="Assemblies">Each assembly, counted from its events.</param>
/// <param name="Faults">What is wrong, a sentence each; empty: nothing.</param>
public sealed record StoreFindings(long Rows, int Participants, IReadOnlyList<AssemblyCount> Assemblies, IReadOnlyList<string> Faults);

/// <summary>What an assembly holds, counted from its events.</summary>
public sealed record AssemblyCount
{
    /// <summary>Its number.</summary>
    public required long Assembly { get; init; }

    /// <summary>Its join code.</summary>
    public required string Code { get; init; }

    /// <summary>How many vote events there are.</summary>
    public long Events { get; internal set; }

    /// <summary>How many statements there are.</summary>
    public int Statements { get; internal set; }

    /// <summary>How many votes are current.</summary>
    public int Votes { get; internal set; }

    /// <summary>How many people have one.</summary>
    public int Voters { get; internal set; }
}
