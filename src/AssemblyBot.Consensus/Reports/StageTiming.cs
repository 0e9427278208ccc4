namespace AssemblyBot.Consensus;

/// <summary>What one stage of an analysis took.</summary>
public sealed record StageTiming(string Stage, double Milliseconds);
