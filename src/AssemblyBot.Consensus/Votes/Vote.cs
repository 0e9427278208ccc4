namespace AssemblyBot.Consensus;

/// <summary>One person's stance on one statement.</summary>
/// <param name="Participant">Any number; the report gives it back.</param>
/// <param name="Statement">Any number; the report gives it back.</param>
/// <param name="Stance">Agree, disagree or pass.</param>
public readonly record struct Vote(long Participant, int Statement, Stance Stance);
