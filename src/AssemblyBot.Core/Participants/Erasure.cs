namespace AssemblyBot.Core.Participants;

/// <summary>That someone was forgotten, and what became of what they leave behind.</summary>
/// <param name="AccountHashes">The hashes their accounts were found by, see <see cref="Account.Hash"/>.</param>
/// <param name="WithVotes">Whether their votes were withdrawn.</param>
/// <param name="WithStatements">Whether their statements were withdrawn.</param>
/// <param name="At">When.</param>
public sealed record Erasure(IReadOnlyList<string> AccountHashes, bool WithVotes, bool WithStatements, DateTimeOffset At)
{
    /// <summary>The change that does it.</summary>
    public Change.Forget Of(ParticipantId participant) => new(participant, WithVotes, At) { WithStatements = WithStatements };
}
