using System.Data.Common;
using System.Runtime.CompilerServices;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Sql;

/// <summary>The store as a whole: see <see cref="IWholeStore"/>.</summary>
internal sealed partial class SqlStore
{
    private const string LastVersion = "SELECT MAX(version) FROM schema_version";

    private const string IsWritten = """
        SELECT 1 WHERE EXISTS (SELECT 1 FROM assembly) OR EXISTS (SELECT 1 FROM participant) OR EXISTS (SELECT 1 FROM code)
        """;

    private const string EndLeases = "UPDATE lease SET until = 0";

    /// <inheritdoc/>
    public string Name => dialect.Name;

    /// <inheritdoc/>
    public async ValueTask<int> GetVersionAsync(CancellationToken cancellationToken) =>
        (int)await ReadAsync(
            async session => await session.Command(LastVersion).ScalarAsync(cancellationToken) ?? 0, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ExamineAsync(CancellationToken cancellationToken) =>
        ReadAsync(session => dialect.ExamineAsync(session, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        ReadAsync(session => IsEmptyAsync(session, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> CountRowsAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            async session =>
            {
                var rows = 0L;
                foreach (var table in StoredTable.All)
                {
                    await using var count = Command(session, $"SELECT COUNT(*) FROM ({dialect.RowsOf(table)}) AS counted");
                    rows += await count.ScalarAsync(cancellationToken) ?? 0;
                }

                return rows;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredRow> ReadRowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = await ExplainedAsync(_sessions.RentAsync(cancellationToken));
        try
        {
            await using var moment = await ExplainedAsync(dialect.BeginReadingAsync(session, cancellationToken));
            foreach (var table in StoredTable.All)
            {
                await using var command = Command(session, dialect.RowsOf(table), moment);
                await using var reader = await ExplainedAsync(new ValueTask<DbDataReader>(command.ExecuteReaderAsync(cancellationToken)));
                while (await ExplainedAsync(new ValueTask<bool>(reader.ReadAsync(cancellationToken))))
                    yield return new StoredRow(table, ValuesOf(reader, table.Columns.Count));
            }
        }
        finally
        {
            // It was in a transaction, which ends with the connection.
            await _sessions.ReturnAsync(session, hasFailed: true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask FillAsync(IAsyncEnumerable<StoredRow> rows, bool overwrite, CancellationToken cancellationToken)
    {
        await WriteAsync(
            async session =>
            {
                if (!overwrite && !await IsEmptyAsync(session, cancellationToken))
                    throw new StoreException($"{Name} holds something already; it is left as it is");
                foreach (var table in StoredTable.All.Reverse().Where(table => table != StoredTable.Catalogue && table != StoredTable.Counter))
                {
                    await using var delete = Command(session, $"DELETE FROM {table.Name}", session.Transaction);
                    await delete.ExecuteNonQueryAsync(cancellationToken);
                }

                await using var filling = dialect.Fill(session);
                await foreach (var row in rows.WithCancellation(cancellationToken))
                    await filling.AddAsync(row, cancellationToken);
                await filling.EndAsync(cancellationToken);
                await session.Command(EndLeases).ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken);
        _hasErased = true;
        await WipeAsync();
        await ForgetWriterAsync();
    }

    /// <summary>Writes a backup into a SQLite file in the database's own way; false: it has none.</summary>
    internal ValueTask<bool> TryBackUpAsync(string file, CancellationToken cancellationToken) =>
        ReadAsync(session => Task.FromResult(dialect.TryBackUp(session, file)), cancellationToken);

    private static async Task<bool> IsEmptyAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.Command(IsWritten).ScalarAsync(cancellationToken) is null;

    private static object?[] ValuesOf(DbDataReader reader, int count)
    {
        var values = new object?[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = reader.GetValue(i) switch
            {
                DBNull => null,
                short number => (long)number,
                int number => (long)number,
                bool truth => truth ? 1L : 0L,
                var value => value,
            };
        }

        return values;
    }

    private static DbCommand Command(SqlSession session, string sql, DbTransaction? transaction = null)
    {
        var command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // Made of this project's names of tables and columns.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        return command;
    }
}
