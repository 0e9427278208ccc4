namespace AssemblyBot.Core.Voting;

/// <summary>One vote as it was cast; a null <paramref name="Stance"/> withdraws the one before it.</summary>
/// <param name="Sequence">Its number in the assembly: 1, 2, 3 … without a gap.</param>
/// <param name="Participant">Who cast it.</param>
/// <param name="Statement">On what.</param>
/// <param name="Stance">How; null: withdrawn.</param>
/// <param name="At">When, to the millisecond.</param>
public readonly record struct VoteEvent(
    long Sequence, ParticipantId Participant, StatementId Statement, Stance? Stance, DateTimeOffset At);
