namespace AssemblyBot.Consensus;

/// <summary>People who were in one group, or in none, and are in another, or the same, or none.</summary>
public sealed record GroupFlow(int? From, int? To, int People);
