namespace AssemblyBot.Consensus;

/// <summary>One person's stance on one statement.</summary>
public readonly record struct Vote(long Participant, int Statement, Stance Stance);
