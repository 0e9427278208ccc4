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

    /// <summary>Writes a batch in the database's own way; null: it is to be written in the usual one.</summary>
    private async ValueTask<IReadOnlyList<Outcome>?> TryAppendAsync(
        WriteBatch batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _writer is null ? null : await dialect.TryAppendAsync(_writer, batch, now, cancellationToken);
        }
        catch (Exception exception)
        {
            await CloseWriterAsync();
            if (exception is not DbException failure)
                throw;

            // What of it was written all the same, the usual way finds by the deliveries.
            return dialect.IsDisconnected(failure) ? null : throw dialect.Explain(failure);
        }
        finally
        {
            _writing.Release();
        }
    }

    private ValueTask<T> WriteAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken) =>
        WriteFreelyAsync(
            async session =>
            {
                await session.KeepOthersOutAsync(cancellationToken);
                return await write(session);
            },
            cancellationToken);

    /// <summary>Writes in one transaction; <paramref name="write"/> keeps other writers out itself.</summary>
    private async ValueTask<T> WriteFreelyAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return await WriteOnceAsync(write, cancellationToken);
        }
        catch (Exception exception)
        {
            // After a failure nobody knows what state the connection is in: the next batch opens another one.
            await CloseWriterAsync();
            if (exception is DbException failure)
                throw dialect.Explain(failure);
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Lets the database overwrite what was deleted; where a reader is in the way, after a later batch.</summary>
    private async Task WipeAsync()
    {
        await _writing.WaitAsync();
        try
        {
            if (_hasErased && _writer is { } session && await dialect.WipeAsync(session))
                _hasErased = false;
        }
        catch (DbException)
        {
            // The batch is on disk all the same; the next one tries again.
            await CloseWriterAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<T> WriteOnceAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        if (_writer is { } kept)
        {
            try
            {
                return await WriteOnceAsync(kept, write, cancellationToken);
            }
            catch (DbException exception) when (
                dialect.IsDisconnected(exception) && ReferenceEquals(_writer, kept) && kept.TransactionName is null)
            {
                // The database was restarted since the last batch; nothing of this one is written yet.
                await CloseWriterAsync();
            }
        }

        _writer = await _sessions.OpenWriterAsync(cancellationToken);
        return await WriteOnceAsync(_writer, write, cancellationToken);
    }

    private async Task<T> WriteOnceAsync<T>(SqlSession session, Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var transaction = await session.BeginAsync(cancellationToken);
        var result = await write(session);
        await CommitAsync(transaction);
        return result;
    }

    /// <summary>Commits; when the connection is lost meanwhile, another one is asked what became of it.</summary>
    private async Task CommitAsync(DbTransaction transaction)
    {
        var name = _writer!.TransactionName;
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            _writer.End();
        }
        catch (DbException exception) when (name is not null && dialect.IsDisconnected(exception))
        {
            await CloseWriterAsync();
            _writer = await _sessions.OpenWriterAsync(CancellationToken.None);
            if (!await dialect.HasCommittedAsync(_writer, name, CancellationToken.None))
                throw;
        }
    }

    /// <summary>Gives up the connection that writes, with what it has seen.</summary>
    private async Task ForgetWriterAsync()
    {
        await _writing.WaitAsync();
        try
        {
            await CloseWriterAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async ValueTask CloseWriterAsync()
    {
        if (_writer is { } writer)
        {
            _writer = null;
            await writer.DisposeAsync();
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
