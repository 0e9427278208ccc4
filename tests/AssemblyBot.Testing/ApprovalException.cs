namespace AssemblyBot.Testing;

/// <summary>A text differs from the one that was approved, or none was approved yet.</summary>
public sealed class ApprovalException(string message) : Exception(message);
