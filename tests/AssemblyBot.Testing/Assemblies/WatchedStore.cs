using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Channels;
using AssemblyBot.Core.Participants;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Statements;
using AssemblyBot.Core.Summaries;
using AssemblyBot.Core.Voting;

namespace AssemblyBot.Testing.Assemblies;

/// <summary>The real store, with a test looking on: it sees every batch, and can make writes and reads fail.</summary>
public sealed class WatchedStore(IAssemblyStore store) : IAssemblyStore
{
    private readonly List<WriteBatch> _batches = [];

    /// <summary>Called before a batch is written; what it throws is what became of the batch.</summary>
    public Func<WriteBatch, Task>? BeforeAppend { get; set; }

    /// <summary>Called before the assemblies are read; throws to make it fail.</summary>
    public Action? BeforeRead { get; set; }

    /// <summary>Called before vote events are read; throws to make it fail.</summary>
    public Action? BeforeEvents { get; set; }

    /// <summary>Changes the assemblies on their way out of the store, as if another version of the program had written them.</summary>
    public Func<AssemblyRecord, AssemblyRecord> Rewrite { get; set; } = record => record;

    /// <summary>The batches that were written.</summary>
    public IReadOnlyList<WriteBatch> Batches => _batches;

    public async ValueTask<IReadOnlyList<Outcome>> AppendAsync(WriteBatch batch, CancellationToken cancellationToken)
    {
        if (BeforeAppend is { } before)
            await before(batch);
        var outcomes = await store.AppendAsync(batch, cancellationToken);
        _batches.Add(batch);
        return outcomes;
    }

    public async ValueTask<IReadOnlyList<AssemblyRecord>> GetAssembliesAsync(CancellationToken cancellationToken)
    {
        BeforeRead?.Invoke();
        return [.. (await store.GetAssembliesAsync(cancellationToken)).Select(Rewrite)];
    }

    public ValueTask<long> GetCatalogueVersionAsync(CancellationToken cancellationToken) =>
        store.GetCatalogueVersionAsync(cancellationToken);

    public ValueTask<IReadOnlyList<StatementRecord>> GetStatementsAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        store.GetStatementsAsync(assembly, cancellationToken);

    public IAsyncEnumerable<VoteEvent> ReadVoteEventsAsync(AssemblyId assembly, long afterSequence, CancellationToken cancellationToken)
    {
        BeforeEvents?.Invoke();
        return store.ReadVoteEventsAsync(assembly, afterSequence, cancellationToken);
    }

    public ValueTask<ParticipantRecord?> FindParticipantAsync(string accountHash, CancellationToken cancellationToken) =>
        store.FindParticipantAsync(accountHash, cancellationToken);

    public ValueTask<ParticipantRecord?> GetParticipantAsync(ParticipantId participant, CancellationToken cancellationToken) =>
        store.GetParticipantAsync(participant, cancellationToken);

    public ValueTask<IReadOnlyList<Account>> GetAccountsAsync(ParticipantId participant, CancellationToken cancellationToken) =>
        store.GetAccountsAsync(participant, cancellationToken);

    public ValueTask<IReadOnlyList<ParticipantId>> GetNewsReadersAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        store.GetNewsReadersAsync(assembly, cancellationToken);

    public ValueTask<int> CountParticipantsAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        store.CountParticipantsAsync(assembly, cancellationToken);

    public ValueTask<IReadOnlyList<ChannelRecord>> GetChannelsAsync(CancellationToken cancellationToken) =>
        store.GetChannelsAsync(cancellationToken);

    public ValueTask<Snapshot?> GetSnapshotAsync(AssemblyId assembly, string name, CancellationToken cancellationToken) =>
        store.GetSnapshotAsync(assembly, name, cancellationToken);

    public ValueTask<Summary?> GetSummaryAsync(AssemblyId assembly, string period, CancellationToken cancellationToken) =>
        store.GetSummaryAsync(assembly, period, cancellationToken);

    public ValueTask<Summary?> GetLastSummaryAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        store.GetLastSummaryAsync(assembly, cancellationToken);

    public ValueTask<IReadOnlyList<Post>> GetDuePostsAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        store.GetDuePostsAsync(now, max, cancellationToken);

    public ValueTask<bool> HasCodeAsync(Role role, CancellationToken cancellationToken) => store.HasCodeAsync(role, cancellationToken);

    public ValueTask<Lease?> TakeLeaseAsync(string resource, string host, TimeSpan length, CancellationToken cancellationToken) =>
        store.TakeLeaseAsync(resource, host, length, cancellationToken);

    public ValueTask ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken) =>
        store.ReleaseLeaseAsync(lease, cancellationToken);

    public IAsyncEnumerable<StoreNews> WatchAsync(CancellationToken cancellationToken) => store.WatchAsync(cancellationToken);

    public ValueTask<long?> GetCursorAsync(string source, CancellationToken cancellationToken) =>
        store.GetCursorAsync(source, cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
