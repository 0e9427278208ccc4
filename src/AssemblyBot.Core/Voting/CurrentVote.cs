namespace AssemblyBot.Core.Voting;

/// <summary>What a participant thinks of a statement now.</summary>
public readonly record struct CurrentVote(ParticipantId Participant, StatementId Statement, Stance Stance);
