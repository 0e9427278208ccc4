using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Sql;

/// <summary>Puts the rows of another store into the tables of this one, within the transaction of its session.</summary>
internal abstract class StoreFilling : IAsyncDisposable
{
    private StoredTable? _table;

    /// <summary>Adds a row; those of one table come one after the other.</summary>
    public async Task AddAsync(StoredRow row, CancellationToken cancellationToken)
    {
        if (row.Table == StoredTable.Catalogue)
        {
            await LeaveTableAsync(cancellationToken);
            await SetCatalogueAsync((long)row.Values[0]!, (string?)row.Values[1], cancellationToken);
        }
        else if (row.Table == StoredTable.Counter)
        {
            await LeaveTableAsync(cancellationToken);
            await SetCounterAsync((string)row.Values[0]!, (long)row.Values[1]!, cancellationToken);
        }
        else
        {
            if (row.Table != _table)
            {
                await LeaveTableAsync(cancellationToken);
                await BeginTableAsync(row.Table, cancellationToken);
                _table = row.Table;
            }

            await WriteAsync(row.Values, cancellationToken);
        }
    }

    /// <summary>Writes what is still to be written.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => LeaveTableAsync(cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    protected abstract Task BeginTableAsync(StoredTable table, CancellationToken cancellationToken);

    protected abstract Task WriteAsync(object?[] values, CancellationToken cancellationToken);

    /// <summary>Ends the table that was begun last.</summary>
    protected abstract Task EndTableAsync(CancellationToken cancellationToken);

    protected abstract Task SetCatalogueAsync(long version, string? keyCheck, CancellationToken cancellationToken);

    protected abstract Task SetCounterAsync(string table, long last, CancellationToken cancellationToken);

    private async Task LeaveTableAsync(CancellationToken cancellationToken)
    {
        if (_table is not null)
            await EndTableAsync(cancellationToken);
        _table = null;
    }
}
