using System.Runtime.CompilerServices;
using AssemblyBot.Storage.LiteDb.Collections;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>The store as a whole: see <see cref="IWholeStore"/>. It is read from a copy, so that others can write meanwhile.</summary>
internal sealed partial class LiteDbStore
{
    /// <inheritdoc/>
    public string Name => _file.StoreName;

    /// <inheritdoc/>
    public ValueTask<int> GetVersionAsync(CancellationToken cancellationToken) => ReadAsync(_ => _file.Version, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ExamineAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            session =>
            {
                session.Checkpoint();
                return _file.Examine();
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> IsEmptyAsync(CancellationToken cancellationToken) => ReadAsync(IsEmpty, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> CountRowsAsync(CancellationToken cancellationToken)
    {
        // A table at a time, so that votes go in between.
        var rows = 0L;
        foreach (var table in StoredTable.All)
            rows += await ReadAsync(session => StoredRows.Count(session, table), cancellationToken);
        return rows;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredRow> ReadRowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (copied, copy) = await ReadAsync(
            session =>
            {
                session.Checkpoint();
                return _file.OpenCopy();
            },
            cancellationToken);
        try
        {
            using var rows = StoredRows.All(copied).GetEnumerator();
            while (Explained(rows))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return rows.Current;
            }
        }
        finally
        {
            copied.Dispose();
            LiteDbFile.Drop(copy);
        }
    }

    /// <inheritdoc/>
    public async ValueTask FillAsync(IAsyncEnumerable<StoredRow> rows, bool overwrite, CancellationToken cancellationToken)
    {
        await ReadAsync(session => overwrite || IsEmpty(session) ? true : throw Occupied(), cancellationToken);
        try
        {
            using (var replacement = _file.OpenReplacement())
            {
                var filling = new LiteDbFilling(replacement);
                await foreach (var row in rows.WithCancellation(cancellationToken))
                    filling.Add(row);
                filling.End();
                await _thread.RunAsync(() => Explained(() => Replace(replacement, overwrite)), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is LiteDB.LiteException or IOException or UnauthorizedAccessException)
        {
            throw _file.Explain(exception);
        }
        finally
        {
            _file.GiveUpReplacement();
        }
    }

    private bool Replace(LiteDbSession replacement, bool overwrite)
    {
        var session = Session();
        if (!overwrite && !IsEmpty(session))
            throw Occupied();
        foreach (var counter in session.Counters.All())
            CatalogueCollection.RaiseCounter(replacement, counter);
        replacement.Checkpoint();
        replacement.Dispose();
        Close(checkpoint: true);
        _file.Replace();
        return true;
    }

    private static bool IsEmpty(LiteDbSession session) =>
        session.Assemblies.First() is null && session.Participants.First() is null && session.Codes.First() is null;

    private StoreException Occupied() => new($"{Name} holds something already; it is left as it is");

    private bool Explained(IEnumerator<StoredRow> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception exception)
        {
            throw _file.Explain(exception);
        }
    }
}
