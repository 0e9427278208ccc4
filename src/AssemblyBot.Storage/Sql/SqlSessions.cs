using System.Collections.Concurrent;
using System.Data.Common;

namespace AssemblyBot.Storage.Sql;

/// <summary>Opens sessions, and keeps those of readers open between two reads, with what they have prepared.</summary>
internal sealed class SqlSessions(DbDataSource source, SqlDialect dialect) : IAsyncDisposable
{
    private const int MostKept = 16;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentBag<SqlSession> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>A session that nobody else uses, to write with.</summary>
    public Task<SqlSession> OpenWriterAsync(CancellationToken cancellationToken) => OpenAsync(false, cancellationToken);

    /// <summary>Closes the sessions that wait to be used again: their connections are gone.</summary>
    public async ValueTask ForgetIdleAsync()
    {
        while (_idle.TryTake(out var session))
            await session.DisposeAsync();
    }

    /// <summary>A session to read with; it comes back by <see cref="ReturnAsync"/>.</summary>
    public async ValueTask<SqlSession> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _idle.TryTake(out var session) ? session : await OpenAsync(true, cancellationToken);
    }

    /// <summary>Takes a session back; one that failed is closed.</summary>
    public async ValueTask ReturnAsync(SqlSession session, bool hasFailed)
    {
        if (hasFailed || _isDisposed || _idle.Count >= MostKept)
            await session.DisposeAsync();
        else
            _idle.Add(session);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await ForgetIdleAsync();
        await source.DisposeAsync();
    }

    private async Task<SqlSession> OpenAsync(bool isReader, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await OpenOnceAsync(isReader, cancellationToken);
            }
            catch (DbException exception) when (
                dialect.IsDisconnected(exception) && TimeProvider.System.GetElapsedTime(started) < dialect.Patience)
            {
                await Task.Delay(_pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task<SqlSession> OpenOnceAsync(bool isReader, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            dialect.Configure(connection, isReader);
            return new SqlSession(connection, dialect);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
