namespace AssemblyBot.Consensus;

/// <summary>An earlier group that goes on as several.</summary>
public sealed record GroupSplit(int From, IReadOnlyList<int> Into);
