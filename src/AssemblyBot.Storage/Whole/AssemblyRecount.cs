using AssemblyBot.Core.Voting;

namespace AssemblyBot.Storage.Whole;

/// <summary>One assembly, counted anew from its events, which come in their order, before the current votes do.</summary>
internal sealed class AssemblyRecount(long id, string code, long head, List<string> faults)
{
    private readonly Dictionary<(long Participant, int Statement), (Stance Stance, long Sequence)> _votes = [];
    private readonly Dictionary<int, long[]> _kept = [];
    private readonly Dictionary<int, int> _wrong = [];
    private (long Head, byte[] Body)? _snapshot;
    private bool _hasGap;
    private long _held;

    public AssemblyCount Count { get; } = new() { Assembly = id, Code = code };

    public void AddStatement(long number)
    {
        if (number != Count.Statements + 1)
            faults.Add($"assembly {code}: statement #{Count.Statements + 1} is missing");
        Count.Statements = (int)number;
    }

    public void AddSnapshot(string name, long at, byte[] body)
    {
        if (at > head)
            faults.Add($"assembly {code}: the snapshot '{name}' is of event {at}, and the last one is {head}");
        else if (name == VoteRoll.SnapshotName)
            _snapshot = (at, body);
    }

    public void Replay(long sequence, long participant, long statement, long? stance)
    {
        if (_snapshot is { Head: var at } && at < sequence)
            CompareSnapshot();
        if (sequence != Count.Events + 1 && !_hasGap)
        {
            _hasGap = true;
            faults.Add($"assembly {code}: after event {Count.Events} comes {sequence}; their numbers have a gap");
        }

        Count.Events = sequence;
        if (statement < 1 || statement > Count.Statements)
            faults.Add($"assembly {code}: event {sequence} is a vote on #{statement}, which is not there");
        if (stance is < -1 or > 1)
            faults.Add($"assembly {code}: event {sequence} is no stance");
        else if (stance is { } cast)
            _votes[(participant, (int)statement)] = ((Stance)cast, sequence);
        else
            _votes.Remove((participant, (int)statement));
    }

    /// <summary>Holds a current vote against the events.</summary>
    public void Hold(long participant, long statement, long stance, long sequence)
    {
        _held++;
        var tally = _kept.TryGetValue((int)statement, out var known) ? known : _kept[(int)statement] = new long[3];
        if (stance is >= -1 and <= 1)
            tally[stance + 1]++;
        if (!_votes.TryGetValue((participant, (int)statement), out var vote) || vote != ((Stance)stance, sequence))
            _wrong[(int)statement] = _wrong.GetValueOrDefault((int)statement) + 1;
    }

    public void End()
    {
        if (_snapshot is not null)
            CompareSnapshot();
        if (Count.Events != head)
            faults.Add($"assembly {code}: its last event is {Count.Events}, and it says that there are {head}");
        Count.Votes = _votes.Count;
        Count.Voters = _votes.Keys.Select(key => key.Participant).Distinct().Count();

        var recounted = new SortedDictionary<int, long[]>();
        foreach (var ((_, statement), (stance, _)) in _votes)
        {
            if (!recounted.TryGetValue(statement, out var tally))
                recounted.Add(statement, tally = new long[3]);
            tally[(int)stance + 1]++;
        }

        foreach (var statement in recounted.Keys.Union(_kept.Keys).Order())
            CompareTallies(statement, recounted.GetValueOrDefault(statement) ?? new long[3], _kept.GetValueOrDefault(statement) ?? new long[3]);
        if (_held != _votes.Count)
            faults.Add($"assembly {code}: the events lead to {_votes.Count} current votes, and {_held} are kept");
    }

    private void CompareTallies(int statement, long[] recounted, long[] kept)
    {
        if (!recounted.SequenceEqual(kept))
            faults.Add($"assembly {code}: on #{statement} the events count {Say(recounted)}, and the current votes {Say(kept)}");
        else if (_wrong.GetValueOrDefault(statement) is > 0 and var wrong)
            faults.Add($"assembly {code}: {wrong} current votes on #{statement} are not those of the events");
    }

    private static string Say(long[] tally) => $"{tally[2]} agree, {tally[0]} disagree, {tally[1]} pass";

    // The events up to the snapshot have been replayed, and none after.
    private void CompareSnapshot()
    {
        var (at, body) = _snapshot!.Value;
        _snapshot = null;
        var roll = new VoteRoll();
        if (!roll.TryRestore(at, body))
        {
            faults.Add($"assembly {code}: the snapshot of the votes at event {at} cannot be read; it is made anew when the worker starts");
            return;
        }

        var votes = roll.All().ToHashSet();
        if (!votes.SetEquals(_votes.Select(vote => new Vote(vote.Key.Participant, vote.Key.Statement, vote.Value.Stance))))
            faults.Add($"assembly {code}: the snapshot of the votes at event {at} is not what the events lead to");
    }
}
