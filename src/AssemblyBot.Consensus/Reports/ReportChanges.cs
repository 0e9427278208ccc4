namespace AssemblyBot.Consensus;

/// <summary>What is different from an earlier report.</summary>
public sealed record ReportChanges
{
    /// <summary>People who had no vote before.</summary>
    public required int NewParticipants { get; init; }

    /// <summary>Statements that were not known before, by id.</summary>
    public required IReadOnlyList<int> NewStatements { get; init; }

    /// <summary>Votes more than before; a changed vote is none.</summary>
    public required int NewVotes { get; init; }

    /// <summary>People by the group they were in and the group they are in; null means none.</summary>
    public required IReadOnlyList<GroupFlow> Flows { get; init; }

    /// <summary>People who were in one group and are in another, by id.</summary>
    public required IReadOnlyList<long> Moved { get; init; }

    /// <summary>Earlier groups from which two or more present ones come: most of each one's earlier grouped members were in it.</summary>
    public required IReadOnlyList<GroupSplit> Splits { get; init; }

    /// <summary>Present groups into which two or more earlier ones went: most of each one's members that are still grouped are in it.</summary>
    public required IReadOnlyList<GroupMerge> Merges { get; init; }

    /// <summary>Present groups whose identity is new.</summary>
    public required IReadOnlyList<int> NewGroups { get; init; }

    /// <summary>Earlier groups that are no more.</summary>
    public required IReadOnlyList<int> GoneGroups { get; init; }

    /// <summary>Statements on which agreement across the groups has grown, most first.</summary>
    public required IReadOnlyList<StatementChange> Risen { get; init; }

    /// <summary>Statements on which agreement across the groups has shrunk, most first.</summary>
    public required IReadOnlyList<StatementChange> Fallen { get; init; }
}
