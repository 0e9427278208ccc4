namespace AssemblyBot.Core.Ports;

/// <summary>
/// Where assemblies are kept. <see cref="AppendAsync"/> is the only way to write; when it returns, what it wrote
/// survives a power cut.
/// </summary>
public interface IAssemblyStore : IAsyncDisposable
{
    /// <summary>Writes a batch in one transaction and returns one outcome per entry, in order.</summary>
    /// <exception cref="StoreException">Nothing was written; the message says why and what would help.</exception>
    ValueTask<IReadOnlyList<Outcome>> AppendAsync(WriteBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// A number that changes whenever anyone, another process too, has written an assembly, a statement or a channel.
    /// </summary>
    ValueTask<long> GetCatalogueVersionAsync(CancellationToken cancellationToken);

    /// <summary>Every assembly, in the order of their numbers.</summary>
    ValueTask<IReadOnlyList<AssemblyRecord>> GetAssembliesAsync(CancellationToken cancellationToken);

    /// <summary>Every statement of an assembly, in the order of their numbers.</summary>
    ValueTask<IReadOnlyList<StatementRecord>> GetStatementsAsync(AssemblyId assembly, CancellationToken cancellationToken);

    /// <summary>The vote events after <paramref name="afterSequence"/>, ascending and without a gap.</summary>
    IAsyncEnumerable<VoteEvent> ReadVoteEventsAsync(AssemblyId assembly, long afterSequence, CancellationToken cancellationToken);

    /// <summary>The participant of an account, by <see cref="Account.Hash"/>; null when there is none.</summary>
    ValueTask<ParticipantRecord?> FindParticipantAsync(string accountHash, CancellationToken cancellationToken);

    /// <summary>A participant by number; null when there is none.</summary>
    ValueTask<ParticipantRecord?> GetParticipantAsync(ParticipantId participant, CancellationToken cancellationToken);

    /// <summary>The accounts of a participant, the one they came with first at the head.</summary>
    ValueTask<IReadOnlyList<Account>> GetAccountsAsync(ParticipantId participant, CancellationToken cancellationToken);

    /// <summary>The participants of an assembly who asked to be told of new statements.</summary>
    ValueTask<IReadOnlyList<ParticipantId>> GetNewsReadersAsync(AssemblyId assembly, CancellationToken cancellationToken);

    /// <summary>How many participants an assembly has.</summary>
    ValueTask<int> CountParticipantsAsync(AssemblyId assembly, CancellationToken cancellationToken);

    /// <summary>Every channel, in the order of their numbers.</summary>
    ValueTask<IReadOnlyList<ChannelRecord>> GetChannelsAsync(CancellationToken cancellationToken);

    /// <summary>The snapshot of an assembly with this name; null when there is none.</summary>
    ValueTask<Snapshot?> GetSnapshotAsync(AssemblyId assembly, string name, CancellationToken cancellationToken);

    /// <summary>The summary of a period; null when there is none.</summary>
    ValueTask<Summary?> GetSummaryAsync(AssemblyId assembly, string period, CancellationToken cancellationToken);

    /// <summary>The last summary stored; null before the first.</summary>
    ValueTask<Summary?> GetLastSummaryAsync(AssemblyId assembly, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="max"/> posts that are neither posted nor refused and need not wait at <paramref name="now"/>,
    /// oldest first. A post also waits while an older one to the same channel or participant does.
    /// </summary>
    ValueTask<IReadOnlyList<Post>> GetDuePostsAsync(DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>Whether a set-up code was ever issued for <paramref name="role"/>.</summary>
    ValueTask<bool> HasCodeAsync(Role role, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a host the lease on a resource, or renews the one it has; null while another host has it. Where only one host
    /// can be, whoever asks has it.
    /// </summary>
    ValueTask<Lease?> TakeLeaseAsync(string resource, string host, TimeSpan length, CancellationToken cancellationToken);

    /// <summary>Gives a lease back, so that another host need not wait until it runs out.</summary>
    ValueTask ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>
    /// What other processes write, as they write it, beginning with <see cref="StoreNews.Anything"/>. Ends at once where no
    /// other process casts votes.
    /// </summary>
    /// <exception cref="StoreException">The connection was lost; what is written meanwhile is not told.</exception>
    IAsyncEnumerable<StoreNews> WatchAsync(CancellationToken cancellationToken);

    /// <summary>How far a source has been read; null when nothing was stored for it.</summary>
    ValueTask<long?> GetCursorAsync(string source, CancellationToken cancellationToken);
}
