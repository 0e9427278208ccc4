namespace AssemblyBot.Consensus;

/// <summary>A group of people who vote alike, with the statements that set it apart.</summary>
public sealed record OpinionGroup
{
    /// <summary>The group's identity from 0; a group that goes on from an earlier report keeps it.</summary>
    public required int Id { get; init; }

    /// <summary>The letter people read: A for 0, B for 1.</summary>
    public string Label => Id < 26 ? ((char)('A' + Id)).ToString() : $"{(char)('A' + ((Id / 26) - 1) % 26)}{(char)('A' + (Id % 26))}";

    /// <summary>Number of members.</summary>
    public required int Size { get; init; }

    /// <summary>Mean of the members' places on the map.</summary>
    public required double X { get; init; }

    /// <inheritdoc cref="X"/>
    public required double Y { get; init; }

    /// <summary>What the group stands for: what it agrees with first, then what it rejects.</summary>
    public required IReadOnlyList<RepresentativeStatement> Representative { get; init; }
}
