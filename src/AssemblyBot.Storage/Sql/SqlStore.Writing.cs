using System.Data.Common;

namespace AssemblyBot.Storage.Sql;

/// <summary>The connection that writes: one transaction at a time, and another connection after a failure.</summary>
internal sealed partial class SqlStore
{
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
}
