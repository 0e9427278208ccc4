using AssemblyBot.Core.Voting;

namespace AssemblyBot.Storage.Whole;

/// <summary>One assembly, counted anew from its events, which come in their order, after its snapshots.</summary>
internal sealed class AssemblyRecount(long id, string code, long head, List<string> faults)
{
    private readonly Dictionary<(long Participant, int Statement), Stance> _votes = [];
    private (long Head, byte[] Body)? _snapshot;
    private bool _hasGap;

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
            _votes[(participant, (int)statement)] = (Stance)cast;
        else
            _votes.Remove((participant, (int)statement));
    }

    public void End()
    {
        if (_snapshot is not null)
            CompareSnapshot();
        if (Count.Events != head)
            faults.Add($"assembly {code}: its last event is {Count.Events}, and it says that there are {head}");
        Count.Votes = _votes.Count;
        Count.Voters = _votes.Keys.Select(key => key.Participant).Distinct().Count();
    }

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

        var kept = roll.All().ToHashSet();
        var counted = _votes.Select(vote => new Vote(vote.Key.Participant, vote.Key.Statement, vote.Value)).ToHashSet();
        if (kept.Count != counted.Count)
            faults.Add($"assembly {code}: the events up to {at} lead to {counted.Count} current votes, and its snapshot holds {kept.Count}");
        var (tallies, recounted) = (TalliesOf(kept), TalliesOf(counted));
        foreach (var statement in kept.Except(counted).Concat(counted.Except(kept)).Select(vote => vote.Statement).Distinct().Order())
        {
            faults.Add(
                $"assembly {code}: on #{statement} the events up to {at} count {Say(recounted[statement])}, and the snapshot {Say(tallies[statement])}" +
                (recounted[statement].SequenceEqual(tallies[statement]) ? ", of other people" : ""));
        }
    }

    /// <summary>What was voted on each statement, in an order.</summary>
    private static ILookup<int, Stance> TalliesOf(IEnumerable<Vote> votes) =>
        votes.OrderBy(vote => vote.Stance).ToLookup(vote => vote.Statement, vote => vote.Stance);

    private static string Say(IEnumerable<Stance> votes)
    {
        var counts = votes.CountBy(stance => stance).ToDictionary();
        return $"{Of(Stance.Agree)} agree, {Of(Stance.Disagree)} disagree, {Of(Stance.Pass)} pass";

        int Of(Stance stance) => counts.GetValueOrDefault(stance);
    }
}
