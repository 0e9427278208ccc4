namespace AssemblyBot.Core.Ports;

/// <summary>
/// Something that was computed from an assembly's events, kept so that it need not be computed again. What it says can
/// always be found again in the events, or be done without.
/// </summary>
/// <param name="Assembly">Of which assembly.</param>
/// <param name="Name">What it is, such as <c>votes</c>; an assembly has one of each name.</param>
/// <param name="Head">The sequence number of the last event in it.</param>
/// <param name="Body">What it says; only who made it reads it.</param>
public sealed record Snapshot(AssemblyId Assembly, string Name, long Head, byte[] Body);
