namespace AssemblyBot.Consensus;

/// <summary>Earlier groups that go on as one.</summary>
public sealed record GroupMerge(IReadOnlyList<int> From, int Into);
