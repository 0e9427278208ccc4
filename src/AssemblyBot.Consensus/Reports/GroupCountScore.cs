namespace AssemblyBot.Consensus;

/// <summary>Mean silhouette of the best partition into a number of groups.</summary>
public sealed record GroupCountScore(int Groups, double Silhouette);
