namespace AssemblyBot.Core.Ports;

/// <summary>
/// The term in which a write was begun. It is checked in the write's transaction: once another host has begun a later
/// term, the write is refused. A term that has run out is good as long as nobody else has begun one.
/// </summary>
public sealed record Fence(string Resource, long Epoch);
