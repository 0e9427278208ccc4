using System.Runtime.CompilerServices;
using AssemblyBot.Storage.LiteDb.Collections;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>
/// The store on LiteDB. One thread of its own reads and writes, piece by piece: two at once lose updates, and a reader
/// beside a writer may see a page that is not its own.
/// </summary>
internal sealed partial class LiteDbStore : IKeyedStore, IWholeStore
{
    private const int AtOnce = 1_000;

    private readonly LiteDbFile _file;
    private readonly FileStream _held;
    private readonly TimeProvider _clock;
    private readonly LiteDbPruner _pruner = new();
    private readonly StoreThread _thread = new("LiteDB");
    private LiteDbSession? _session;
    private bool _isDisposed;

    private LiteDbStore(LiteDbFile file, FileStream held, TimeProvider clock)
    {
        _file = file;
        _held = held;
        _clock = clock;
    }

    /// <summary>Opens a file that the caller holds by its lock, which the store gives back at its end.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is not ours.</exception>
    public static LiteDbStore Open(LiteDbFile file, FileStream held, TimeProvider clock)
    {
        var store = new LiteDbStore(file, held, clock);
        try
        {
            // SQLite opens without waiting too; whoever asks for a store at the start waits for it.
            store.ReadAsync(_ => true, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            return store;
        }
        catch
        {
            store._thread.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool IsForOneProcess => true;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Outcome>> AppendAsync(WriteBatch batch, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        return await WriteAsync(
            session =>
            {
                var writer = new LiteDbBatch(session, now, _file.MostVotes);
                var outcomes = writer.Write(batch);
                _pruner.Prune(session, now);
                return (outcomes, writer.HasErased);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> GetCatalogueVersionAsync(CancellationToken cancellationToken) =>
        ReadAsync(CatalogueCollection.VersionOf, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AssemblyRecord>> GetAssembliesAsync(CancellationToken cancellationToken) =>
        ReadAsync(AssemblyCollection.All, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StatementRecord>> GetStatementsAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        ReadAsync(session => StatementCollection.All(session, assembly), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<VoteEvent> ReadVoteEventsAsync(
        AssemblyId assembly, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = await ReadAsync(session => AssemblyCollection.HeadOf(session, assembly) ?? 0, cancellationToken);
        await foreach (var e in EventsAsync(assembly, afterSequence, head, cancellationToken))
            yield return e;
    }

    /// <inheritdoc/>
    public ValueTask<ParticipantRecord?> FindParticipantAsync(string accountHash, CancellationToken cancellationToken) =>
        ReadAsync(session => ParticipantCollection.Find(session, accountHash), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ParticipantRecord?> GetParticipantAsync(ParticipantId participant, CancellationToken cancellationToken) =>
        ReadAsync(session => ParticipantCollection.Get(session, participant), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Account>> GetAccountsAsync(ParticipantId participant, CancellationToken cancellationToken) =>
        ReadAsync(session => IdentityCollection.OfParticipant(session, participant), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ParticipantId>> GetNewsReadersAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        ReadAsync(session => ParticipantCollection.NewsReaders(session, assembly), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CountParticipantsAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        ReadAsync(session => ParticipantCollection.CountIn(session, assembly), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ChannelRecord>> GetChannelsAsync(CancellationToken cancellationToken) =>
        ReadAsync(ChannelCollection.All, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Summary?> GetSummaryAsync(AssemblyId assembly, string period, CancellationToken cancellationToken) =>
        ReadAsync(session => SummaryCollection.Find(session, assembly, period), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Summary?> GetLastSummaryAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        ReadAsync(session => SummaryCollection.Last(session, assembly), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Snapshot?> GetSnapshotAsync(AssemblyId assembly, string name, CancellationToken cancellationToken) =>
        ReadAsync(session => SnapshotCollection.Find(session, assembly, name), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Post>> GetDuePostsAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        ReadAsync(session => OutboxCollection.Due(session, now, max), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HasCodeAsync(Role role, CancellationToken cancellationToken) =>
        ReadAsync(session => CodeCollection.Any(session, role), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Lease?> TakeLeaseAsync(
        string resource, string host, TimeSpan length, CancellationToken cancellationToken)
    {
        var epoch = await WriteAsync(session => (LeaseCollection.Take(session, resource, host), false), cancellationToken);
        return new Lease(resource, host, epoch, Length: null);
    }

    /// <inheritdoc/>
    /// <remarks>Whoever asks next has it anyway.</remarks>
    public ValueTask ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public IAsyncEnumerable<StoreNews> WatchAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<StoreNews>();

    /// <inheritdoc/>
    public ValueTask<long?> GetCursorAsync(string source, CancellationToken cancellationToken) =>
        ReadAsync(session => InboxCollection.CursorOf(session, source), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HasIdentitiesAsync(CancellationToken cancellationToken) =>
        ReadAsync(IdentityCollection.Any, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string?> GetKeyCheckAsync(CancellationToken cancellationToken) =>
        ReadAsync(CatalogueCollection.KeyCheckOf, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetKeyCheckAsync(string keyCheck, CancellationToken cancellationToken) =>
        await WriteAsync(
            session =>
            {
                CatalogueCollection.SetKeyCheck(session, keyCheck);
                return (true, false);
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string?> ClaimKeyCheckAsync(string keyCheck, CancellationToken cancellationToken) =>
        throw new NotSupportedException("a LiteDB file has one host");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await _thread.RunAsync(
            () =>
            {
                Close(checkpoint: true);
                return true;
            },
            CancellationToken.None);
        await _thread.DisposeAsync();
        await _held.DisposeAsync();
    }

    private async IAsyncEnumerable<VoteEvent> EventsAsync(
        AssemblyId assembly, long after, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (after < last)
        {
            var events = await ReadAsync(session => VoteCollection.Events(session, assembly, after, last, AtOnce), cancellationToken);
            foreach (var e in events)
                yield return e;
            if (events.Count == 0)
                throw new StoreException($"the store holds no event {after + 1} of {assembly}, and later ones; restore a backup");
            after = events[^1].Sequence;
        }
    }

    private async ValueTask<T> ReadAsync<T>(Func<LiteDbSession, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return await _thread.RunAsync(() => Explained(() => read(Session())), cancellationToken);
    }

    /// <summary>Writes in one transaction; <paramref name="write"/> says too whether what it deleted must be gone at once.</summary>
    private async ValueTask<T> WriteAsync<T>(Func<LiteDbSession, (T Result, bool HasErased)> write, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return await _thread.RunAsync(
            () => Explained(() =>
            {
                var session = Session();
                var (result, hasErased) = session.Write(() => write(session));
                if (hasErased)
                    session.Checkpoint();
                else if (session.IsLogLong)
                    CheckpointNext();
                return result;
            }),
            cancellationToken);
    }

    /// <summary>Brings the log into the data file after what was just written is acknowledged, and before anything else is.</summary>
    private void CheckpointNext() => _ = _thread.RunAsync(
        () => Explained(() =>
        {
            _session?.Checkpoint();
            return true;
        }),
        CancellationToken.None);

    private LiteDbSession Session() => _session ??= _file.OpenSession();

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception)
        {
            // After a failure nobody knows what LiteDB holds in memory: the next piece of work opens the file anew.
            Close(checkpoint: false);
            if (exception is OperationCanceledException)
                throw;
            throw _file.Explain(exception);
        }
    }

    private void Close(bool checkpoint)
    {
        if (_session is not { } session)
            return;
        _session = null;
        try
        {
            if (checkpoint)
                session.Checkpoint();
        }
        catch (Exception)
        {
            // What is in the log is on disk, and is brought into the data file at the next start.
        }

        session.Dispose();
    }
}
