namespace AssemblyBot.Core.Ports;

/// <summary>A store cannot be opened, read or written; the message says which, why, and what would help.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
