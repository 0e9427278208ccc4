namespace AssemblyBot.Storage.Whole;

/// <summary>
/// Counts a store anew from its events and holds what it keeps besides against that: sequences, the votes and
/// tallies of snapshots, and whether what a row names is there.
/// </summary>
/// <remarks>Reads every row once, as of one moment; others write meanwhile. Holds about 60 bytes for each current vote.</remarks>
public sealed class StoreRecount
{
    private const int MostFaults = 50;

    private readonly Dictionary<long, AssemblyRecount> _assemblies = [];
    private readonly HashSet<long> _participants = [];
    private readonly List<string> _faults = [];

    private StoreRecount()
    {
    }

    /// <summary>Recounts a store. <paramref name="progress"/> is told how many rows were read.</summary>
    public static async Task<StoreFindings> RunAsync(IWholeStore store, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var recount = new StoreRecount();
        var rows = 0L;
        await foreach (var row in store.ReadRowsAsync(cancellationToken))
        {
            recount.Take(row);
            if (++rows % 1000 == 0)
                progress?.Report(rows);
        }

        progress?.Report(rows);
        foreach (var assembly in recount._assemblies.Values)
            assembly.End();
        return new StoreFindings(
            rows,
            recount._participants.Count,
            [.. recount._assemblies.Values.Select(assembly => assembly.Count)],
            recount._faults.Count <= MostFaults
                ? recount._faults
                : [.. recount._faults.Take(MostFaults), $"and {recount._faults.Count - MostFaults} more"]);
    }

    private void Take(StoredRow row)
    {
        var (table, values) = row;
        if (table == StoredTable.Assembly)
            Add(new AssemblyRecount((long)values[0]!, (string)values[1]!, (long)values[5]!, _faults));
        else if (table == StoredTable.Participant)
            _participants.Add((long)values[0]!);
        else if (table == StoredTable.Identity)
            Known(values[2], "an account");
        else if (table == StoredTable.Membership)
            _ = (KnownIn(values[1], "a membership"), Known(values[0], "a membership"));
        else if (table == StoredTable.Statement)
            KnownIn(values[0], "a statement")?.AddStatement((long)values[1]!);
        else if (table == StoredTable.Snapshot)
            KnownIn(values[0], "a snapshot")?.AddSnapshot((string)values[1]!, (long)values[2]!, (byte[])values[3]!);
        else if (table == StoredTable.VoteEvent)
            KnownIn(values[0], "a vote")?.Replay((long)values[1]!, Voter(values[2]), (long)values[3]!, (long?)values[4]);
    }

    private void Add(AssemblyRecount assembly) => _assemblies.Add(assembly.Count.Assembly, assembly);

    private AssemblyRecount? KnownIn(object? assembly, string what)
    {
        if (_assemblies.TryGetValue((long)assembly!, out var recount))
            return recount;
        _faults.Add($"{what} names assembly {assembly}, which is not there");
        return null;
    }

    private long Voter(object? participant)
    {
        Known(participant, "a vote");
        return (long)participant!;
    }

    private bool Known(object? participant, string what)
    {
        if (_participants.Contains((long)participant!))
            return true;
        _faults.Add($"{what} names participant {participant}, who is not there");
        return false;
    }
}
