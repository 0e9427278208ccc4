using System.Data.Common;
using System.Runtime.CompilerServices;
using AssemblyBot.Storage.Sql.Tables;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Sql;

/// <summary>
/// The store on a SQL database: one connection that writes, under a lock, and as many that read as are reading. Readers
/// see the last commit and never wait for the writer.
/// </summary>
internal sealed partial class SqlStore(DbDataSource source, SqlDialect dialect, TimeProvider clock) : IKeyedStore, IWholeStore
{
    private readonly SqlSessions _sessions = new(source, dialect);
    private readonly InboxPruner _pruner = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private SqlSession? _writer;
    private bool _isDisposed;

    // Somebody was forgotten, and the database may still hold what was deleted.
    private volatile bool _hasErased;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Outcome>> AppendAsync(WriteBatch batch, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!_pruner.IsDue(now) && await TryAppendAsync(batch, now, cancellationToken) is { } done)
            return done;

        var outcomes = await WriteFreelyAsync(
            async session =>
            {
                var outcomes = await new BatchWriter(session, now).WriteAsync(batch, cancellationToken);
                await _pruner.PruneAsync(session, now, cancellationToken);
                return outcomes;
            },
            cancellationToken);
        if (batch.Entries.Any(entry => entry.Change is Change.Forget))
            _hasErased = true;
        if (_hasErased)
            await WipeAsync();
        return outcomes;
    }

    /// <inheritdoc/>
    public ValueTask<long> GetCatalogueVersionAsync(CancellationToken cancellationToken) =>
        ReadAsync(session => CatalogueTable.VersionAsync(session, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AssemblyRecord>> GetAssembliesAsync(CancellationToken cancellationToken) =>
        ReadAsync(session => AssemblyTable.AllAsync(session, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StatementRecord>> GetStatementsAsync(
        AssemblyId assembly, CancellationToken cancellationToken) =>
        ReadAsync(session => StatementTable.AllAsync(session, assembly, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<VoteEvent> ReadVoteEventsAsync(
        AssemblyId assembly, long afterSequence, CancellationToken cancellationToken) =>
        StreamAsync(
            session => session.Command(VoteTable.Events, ("@assembly", assembly.Value), ("@after", afterSequence)),
            VoteTable.ReadEvent,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ParticipantRecord?> FindParticipantAsync(string accountHash, CancellationToken cancellationToken) =>
        ReadAsync(session => ParticipantTable.FindAsync(session, accountHash, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ParticipantRecord?> GetParticipantAsync(
        ParticipantId participant, CancellationToken cancellationToken) =>
        ReadAsync(session => ParticipantTable.GetAsync(session, participant, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Account>> GetAccountsAsync(
        ParticipantId participant, CancellationToken cancellationToken) =>
        ReadAsync(session => IdentityTable.OfParticipantAsync(session, participant, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ParticipantId>> GetNewsReadersAsync(
        AssemblyId assembly, CancellationToken cancellationToken) =>
        ReadAsync(session => MembershipTable.NewsReadersAsync(session, assembly, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CountParticipantsAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        ReadAsync(session => MembershipTable.CountAsync(session, assembly, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ChannelRecord>> GetChannelsAsync(CancellationToken cancellationToken) =>
        ReadAsync(session => ChannelTable.AllAsync(session, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Snapshot?> GetSnapshotAsync(AssemblyId assembly, string name, CancellationToken cancellationToken) =>
        ReadAsync(session => SnapshotTable.FindAsync(session, assembly, name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Summary?> GetSummaryAsync(AssemblyId assembly, string period, CancellationToken cancellationToken) =>
        ReadAsync(session => SummaryTable.FindAsync(session, assembly, period, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Summary?> GetLastSummaryAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        ReadAsync(session => SummaryTable.LastAsync(session, assembly, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Post>> GetDuePostsAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        ReadAsync(session => OutboxTable.DueAsync(session, now, max, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HasCodeAsync(Role role, CancellationToken cancellationToken) =>
        ReadAsync(session => CodeTable.AnyAsync(session, role, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Lease?> TakeLeaseAsync(
        string resource, string host, TimeSpan length, CancellationToken cancellationToken)
    {
        TimeSpan? given = dialect.IsShared ? length : null;
        var epoch = await WriteAsync(
            async session => await LeaseTable.TakeAsync(
                session,
                resource,
                host,
                await dialect.NowAsync(session, cancellationToken),
                given ?? TimeSpan.Zero,
                cancellationToken),
            cancellationToken);
        return epoch is { } number ? new Lease(resource, host, number, given) : null;
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken) =>
        await WriteAsync(
            async session =>
            {
                await LeaseTable.ReleaseAsync(session, lease, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreNews> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var news = dialect.WatchAsync(source, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await ExplainedAsync(news.MoveNextAsync()))
            yield return news.Current;
    }

    /// <inheritdoc/>
    public ValueTask<long?> GetCursorAsync(string source, CancellationToken cancellationToken) =>
        ReadAsync(session => InboxTable.CursorAsync(session, source, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HasIdentitiesAsync(CancellationToken cancellationToken) =>
        ReadAsync(session => IdentityTable.AnyAsync(session, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string?> GetKeyCheckAsync(CancellationToken cancellationToken) =>
        ReadAsync(session => CatalogueTable.KeyCheckAsync(session, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetKeyCheckAsync(string keyCheck, CancellationToken cancellationToken) =>
        await WriteAsync(
            async session =>
            {
                await CatalogueTable.SetKeyCheckAsync(session, keyCheck, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> ClaimKeyCheckAsync(string keyCheck, CancellationToken cancellationToken) =>
        await WriteAsync(
            async session =>
            {
                if (await CatalogueTable.KeyCheckAsync(session, cancellationToken) is { } known)
                    return known;
                await CatalogueTable.SetKeyCheckAsync(session, keyCheck, cancellationToken);
                return keyCheck;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        try
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            await CloseWriterAsync();
            await _sessions.DisposeAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async ValueTask<T> ReadAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await ReadOnceAsync(read, cancellationToken);
            }
            catch (DbException exception) when (dialect.IsDisconnected(exception))
            {
                // The database was restarted since the session was used last.
                await _sessions.ForgetIdleAsync();
                return await ReadOnceAsync(read, cancellationToken);
            }
        }
        catch (DbException exception)
        {
            throw dialect.Explain(exception);
        }
    }

    private async Task<T> ReadOnceAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        SqlSession? session = null;
        var hasFailed = true;
        try
        {
            session = await _sessions.RentAsync(cancellationToken);
            var result = await read(session);
            hasFailed = false;
            return result;
        }
        finally
        {
            if (session is not null)
                await _sessions.ReturnAsync(session, hasFailed);
        }
    }

    private async IAsyncEnumerable<T> StreamAsync<T>(
        Func<SqlSession, DbCommand> command,
        Func<DbDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = await ExplainedAsync(_sessions.RentAsync(cancellationToken));
        var hasFailed = true;
        try
        {
            await using var reader = await ExplainedAsync(
                new ValueTask<DbDataReader>(command(session).ExecuteReaderAsync(cancellationToken)));
            while (await ExplainedAsync(new ValueTask<bool>(reader.ReadAsync(cancellationToken))))
                yield return read(reader);
            hasFailed = false;
        }
        finally
        {
            await _sessions.ReturnAsync(session, hasFailed);
        }
    }

    private async ValueTask<T> ExplainedAsync<T>(ValueTask<T> step)
    {
        try
        {
            return await step;
        }
        catch (DbException exception)
        {
            throw dialect.Explain(exception);
        }
    }
}
