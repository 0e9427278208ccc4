using System.Data.Common;
using AssemblyBot.Storage.Sql;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Sqlite;

/// <summary>Fills the tables of a SQLite store, a row a statement.</summary>
internal sealed class SqliteFilling(SqlSession session) : StoreFilling
{
    private const string SetCatalogue = "UPDATE catalogue SET version = @version, key_check = @key_check";

    private const string RaiseCounter = "UPDATE sqlite_sequence SET seq = MAX(seq, @last) WHERE name = @name";

    private const string AddCounter = "INSERT INTO sqlite_sequence (name, seq) VALUES (@name, @last)";

    private DbCommand? _insert;

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _insert?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    protected override Task BeginTableAsync(StoredTable table, CancellationToken cancellationToken)
    {
        _insert = session.Connection.CreateCommand();
        _insert.Transaction = session.Transaction;
#pragma warning disable CA2100 // Made of this project's names of tables and columns.
        _insert.CommandText =
            $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES ({string.Join(", ", table.Columns.Select(column => $"@{column}"))})";
#pragma warning restore CA2100
        foreach (var column in table.Columns)
        {
            var parameter = _insert.CreateParameter();
            parameter.ParameterName = $"@{column}";
            _insert.Parameters.Add(parameter);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task WriteAsync(object?[] values, CancellationToken cancellationToken)
    {
        for (var i = 0; i < values.Length; i++)
            _insert!.Parameters[i].Value = values[i] ?? DBNull.Value;
        return _insert!.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task EndTableAsync(CancellationToken cancellationToken)
    {
        await _insert!.DisposeAsync();
        _insert = null;
    }

    /// <inheritdoc/>
    protected override Task SetCatalogueAsync(long version, string? keyCheck, CancellationToken cancellationToken) =>
        session.Command(SetCatalogue, ("@version", version), ("@key_check", keyCheck)).ExecuteNonQueryAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task SetCounterAsync(string table, long last, CancellationToken cancellationToken)
    {
        if (await session.Command(RaiseCounter, ("@last", last), ("@name", table)).ExecuteNonQueryAsync(cancellationToken) == 0)
            await session.Command(AddCounter, ("@name", table), ("@last", last)).ExecuteNonQueryAsync(cancellationToken);
    }
}
