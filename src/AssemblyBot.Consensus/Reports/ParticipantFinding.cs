namespace AssemblyBot.Consensus;

/// <summary>A person's place on the map.</summary>
/// <param name="Participant">The id of the input.</param>
/// <param name="X">Coordinate on the first component.</param>
/// <param name="Y">Coordinate on the second component.</param>
/// <param name="Group">The group's <see cref="OpinionGroup.Id"/>, null when not grouped.</param>
/// <param name="Votes">Votes cast, passes included.</param>
/// <param name="Confidence">From 0 (on the border, or not grouped) to 1 (at the centre of the group): 1 − distance to the own centre ÷ distance to the next.</param>
public readonly record struct ParticipantFinding(long Participant, double X, double Y, int? Group, int Votes, double Confidence);
