using AssemblyBot.Consensus;
using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Participants;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Statements;

namespace AssemblyBot.Testing.Assemblies;

/// <summary>What a participant thinks of a statement now.</summary>
public readonly record struct CurrentVote(ParticipantId Participant, StatementId Statement, Stance Stance);

/// <summary>The current votes as they follow from the stored events, counted apart from the program.</summary>
public static class CurrentVotes
{
    /// <summary>The last vote of each person on each statement, in the order of their events.</summary>
    public static async IAsyncEnumerable<CurrentVote> ReadCurrentVotesAsync(
        this IAssemblyStore store,
        AssemblyId assembly,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var votes = new Dictionary<(ParticipantId, StatementId), (long Sequence, CurrentVote Vote)>();
        await foreach (var e in store.ReadVoteEventsAsync(assembly, 0, cancellationToken))
        {
            if (e.Stance is { } stance)
                votes[(e.Participant, e.Statement)] = (e.Sequence, new CurrentVote(e.Participant, e.Statement, stance));
            else
                votes.Remove((e.Participant, e.Statement));
        }

        foreach (var (_, vote) in votes.Values.OrderBy(vote => vote.Sequence))
            yield return vote;
    }
}
