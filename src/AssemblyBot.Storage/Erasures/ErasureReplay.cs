using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Erasures;

/// <summary>Finds who is in a store again though they were forgotten, as after a backup was restored, and forgets them.</summary>
public static class ErasureReplay
{
    /// <summary>
    /// The erasures of the lists that a store does not know of: of accounts that it holds since before. Someone who was
    /// forgotten and came back afterwards is not among them.
    /// </summary>
    public static async Task<IReadOnlyDictionary<ParticipantId, Erasure>> FindAsync(
        IWholeStore store, IReadOnlyList<ErasureFile> lists, CancellationToken cancellationToken)
    {
        var known = new List<(ErasureFile File, ILookup<string, Erasure> Erasures)>();
        foreach (var list in lists)
            known.Add((list, await list.ReadAsync(cancellationToken)));
        var found = new Dictionary<ParticipantId, Erasure>();
        if (known.All(list => list.Erasures.Count == 0))
            return found;

        // Accounts come near the head: the votes are not read.
        await foreach (var (table, values) in store.ReadRowsAsync(cancellationToken))
        {
            if (table == StoredTable.Membership)
                break;
            if (table != StoredTable.Identity)
                continue;
            var (hash, participant) = ((string)values[0]!, new ParticipantId((long)values[2]!));
            var since = DateTimeOffset.FromUnixTimeMilliseconds((long)values[4]!);
            foreach (var erasure in known.SelectMany(list => list.Erasures[list.File.HashOf(hash)]).Where(erasure => erasure.At >= since))
                found[participant] = found.TryGetValue(participant, out var other) ? Unite(other, erasure) : erasure;
        }

        return found;
    }

    /// <summary>Forgets them again, as they had chosen; how many people that were.</summary>
    internal static async Task<int> RunAsync(
        IAssemblyStore store, IWholeStore whole, IReadOnlyList<ErasureFile> lists, CancellationToken cancellationToken)
    {
        var found = await FindAsync(whole, lists, cancellationToken);
        foreach (var (participant, erasure) in found)
            await store.AppendAsync(WriteBatch.Of(erasure.Of(participant)), cancellationToken);
        return found.Count;
    }

    private static Erasure Unite(Erasure one, Erasure other) => new(
        [.. one.AccountHashes, .. other.AccountHashes],
        one.WithVotes || other.WithVotes,
        one.WithStatements || other.WithStatements,
        one.At > other.At ? one.At : other.At);
}
