using System.Collections.Concurrent;

namespace AssemblyBot.Core.Voting;

/// <summary>
/// The current votes of one assembly in memory, 4 bytes each: a projection of the stored votes, kept up to date by the
/// events that are written. One writer, any number of readers.
/// </summary>
public sealed class VoteRoll
{
    private readonly ConcurrentDictionary<ParticipantId, int[]> _ballots = new();
    private int _votes;
    private long _head;

    /// <summary>How many current votes there are.</summary>
    public int VoteCount => Volatile.Read(ref _votes);

    /// <summary>How many people have at least one.</summary>
    public int VoterCount => _ballots.Count;

    /// <summary>The sequence number of the last event applied.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>A participant's votes, in the order in which they were cast.</summary>
    public Ballot Of(ParticipantId participant) => new(_ballots.GetValueOrDefault(participant) ?? []);

    /// <summary>How many people have at least <paramref name="votes"/> votes.</summary>
    public int CountVotersWith(int votes) => _ballots.Count(ballot => ballot.Value.Length >= votes);

    /// <summary>Every current vote; a moment's view, not in any order.</summary>
    public IEnumerable<Vote> All()
    {
        foreach (var (participant, ballot) in _ballots)
        {
            foreach (var packed in ballot)
                yield return new Vote(participant.Value, Ballot.StatementOf(packed).Number, Ballot.StanceOf(packed));
        }
    }

    /// <summary>Before the first event: how far the store was when it was read, also when all its votes are withdrawn.</summary>
    internal void StartAt(long head) => Volatile.Write(ref _head, head);

    /// <summary>Applies one event; a null <paramref name="stance"/> withdraws.</summary>
    public void Apply(long sequence, ParticipantId participant, StatementId statement, Stance? stance)
    {
        var before = _ballots.GetValueOrDefault(participant) ?? [];
        var after = before.Where(packed => Ballot.StatementOf(packed) != statement);
        if (stance is { } cast)
            after = after.Append(Ballot.Pack(statement, cast));

        int[] ballot = [.. after];
        if (ballot.Length == 0)
            _ballots.TryRemove(participant, out _);
        else
            _ballots[participant] = ballot;
        Volatile.Write(ref _votes, _votes + ballot.Length - before.Length);
        Volatile.Write(ref _head, sequence);
    }
}
