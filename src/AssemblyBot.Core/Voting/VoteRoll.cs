namespace AssemblyBot.Core.Voting;

/// <summary>
/// The current votes of one assembly in memory, less than 5 bytes each: a projection of the stored votes, kept up to date
/// by the events that are written. One writer, any number of readers.
/// </summary>
public sealed class VoteRoll
{
    /// <summary>The name of its <see cref="Snapshot"/>.</summary>
    public const string SnapshotName = "votes";

    private readonly Lock _gate = new();
    private BallotBox _ballots = new();
    private int _votes;
    private long _head;

    /// <summary>How many current votes there are.</summary>
    public int VoteCount => Volatile.Read(ref _votes);

    /// <summary>How many people have at least one.</summary>
    public int VoterCount
    {
        get
        {
            lock (_gate)
                return _ballots.Ballots;
        }
    }

    /// <summary>The sequence number of the last event applied.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>A participant's votes, in the order in which they were cast.</summary>
    public Ballot Of(ParticipantId participant)
    {
        lock (_gate)
            return new Ballot(_ballots.Of(participant.Value));
    }

    /// <summary>How many people have at least <paramref name="votes"/> votes.</summary>
    public int CountVotersWith(int votes)
    {
        lock (_gate)
            return Enumerable.Range(0, _ballots.Pages).Sum(page => _ballots.OnPage(page).Count(voter => _ballots.CountOf(voter) >= votes));
    }

    /// <summary>Every current vote, by participants; a moment's view of some thousand people at a time.</summary>
    public IEnumerable<Vote> All()
    {
        for (var page = 0; page < PageCount(); page++)
        {
            foreach (var vote in OnPage(page))
                yield return vote;
        }
    }

    /// <summary>Applies one event; a null <paramref name="stance"/> withdraws.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The statement's number is too high.</exception>
    public void Apply(long sequence, ParticipantId participant, StatementId statement, Stance? stance)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statement.Number, BallotBox.MostStatements);
        lock (_gate)
        {
            var change = _ballots.Remove(participant.Value, statement.Number) ? -1 : 0;
            if (stance is { } cast)
            {
                _ballots.Add(participant.Value, Ballot.Pack(statement, cast));
                change++;
            }

            Volatile.Write(ref _votes, _votes + change);
            Volatile.Write(ref _head, sequence);
        }
    }

    /// <summary>The votes as they are now, to begin from the next time.</summary>
    public Snapshot Take(AssemblyId assembly)
    {
        lock (_gate)
            return new Snapshot(assembly, SnapshotName, _head, VoteRollSnapshot.Write(_head, _ballots));
    }

    /// <summary>Takes the votes of a snapshot in place of those that are here; whether it could be read.</summary>
    public bool TryRestore(long head, ReadOnlySpan<byte> body)
    {
        if (VoteRollSnapshot.TryRead(head, body) is not { } restored)
            return false;

        lock (_gate)
        {
            _ballots = restored.Ballots;
            Volatile.Write(ref _votes, restored.Votes);
            Volatile.Write(ref _head, head);
        }

        return true;
    }

    private int PageCount()
    {
        lock (_gate)
            return _ballots.Pages;
    }

    private List<Vote> OnPage(int page)
    {
        var votes = new List<Vote>();
        lock (_gate)
        {
            foreach (var participant in _ballots.OnPage(page))
            {
                foreach (var packed in _ballots.Of(participant))
                    votes.Add(new Vote(participant, Ballot.StatementOf(packed).Number, Ballot.StanceOf(packed)));
            }
        }

        return votes;
    }
}
