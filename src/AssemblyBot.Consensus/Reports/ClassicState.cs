namespace AssemblyBot.Consensus;

/// <summary>What the classic method carries from one analysis to the next.</summary>
public sealed record ClassicState
{
    /// <summary>People who take part in the grouping; once in, always in.</summary>
    public required IReadOnlyList<long> InConversation { get; init; }

    /// <summary>The base clusters by ascending id.</summary>
    public required IReadOnlyList<ClassicCluster> BaseClusters { get; init; }

    /// <summary>For each number of groups from 2 the clusters of the base clusters.</summary>
    public required IReadOnlyList<IReadOnlyList<ClassicCluster>> Clusterings { get; init; }

    /// <summary>The number of groups with the best silhouette this time.</summary>
    public required int BestCount { get; init; }

    /// <summary>For how many analyses in a row it has been that number.</summary>
    public required int BestCountSeen { get; init; }

    /// <summary>The number of groups in use.</summary>
    public required int AdoptedCount { get; init; }
}
