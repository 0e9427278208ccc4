namespace AssemblyBot.Core.Phrases;

/// <summary>A phrase book cannot be used; the message names the file, the key and what would be right.</summary>
public sealed class PhraseBookException(string message, Exception? inner = null) : Exception(message, inner);
