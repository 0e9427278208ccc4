namespace AssemblyBot.Core.Assemblies;

/// <summary>An assembly's file cannot be used; the message names the file, the place in it and what would be right.</summary>
public sealed class AssemblyFileException(string message, Exception? inner = null) : Exception(message, inner);
