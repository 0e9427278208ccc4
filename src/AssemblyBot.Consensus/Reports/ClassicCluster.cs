namespace AssemblyBot.Consensus;

/// <summary>A cluster of the classic method.</summary>
/// <param name="Id">Kept as long as the cluster lives; new ones get the next number.</param>
/// <param name="X">Coordinate of its centre on the first component.</param>
/// <param name="Y">Coordinate of its centre on the second component.</param>
/// <param name="Members">People for a base cluster, ids of base clusters for a group.</param>
public sealed record ClassicCluster(int Id, double X, double Y, IReadOnlyList<long> Members);
