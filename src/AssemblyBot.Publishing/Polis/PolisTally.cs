namespace AssemblyBot.Publishing.Polis;

/// <summary>A statement with its vote events counted, re-votes included.</summary>
public sealed record PolisTally(PolisStatement Statement, int Agrees, int Disagrees, int Votes);
