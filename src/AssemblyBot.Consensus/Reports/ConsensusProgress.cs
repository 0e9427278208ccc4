namespace AssemblyBot.Consensus;

/// <summary>How far an analysis is: the stage it enters and the share of the work behind it, 0 to 1.</summary>
public readonly record struct ConsensusProgress(string Stage, double Done);
