namespace AssemblyBot.Core.Phrases;

/// <summary>Placeholder.</summary>
public sealed record WritingPhrases;
