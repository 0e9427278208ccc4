using System.Globalization;
using AssemblyBot.Storage.Sql;
using AssemblyBot.Storage.Whole;
using Npgsql;

namespace AssemblyBot.Storage.Postgres;

/// <summary>Fills the tables of a PostgreSQL store (COPY).</summary>
internal sealed class PostgresFilling(SqlSession session) : StoreFilling
{
    private const string Types = """
        SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
        WHERE attrelid = to_regclass(quote_ident(current_schema()) || '.' || @table) AND attnum > 0 AND NOT attisdropped
        """;

    private const string SetCatalogue = "UPDATE catalogue SET version = @version, key_check = @key_check";

    private const string SetCounter = """
        SELECT setval(
            pg_get_serial_sequence(@name, 'id'),
            GREATEST(@last, COALESCE(pg_sequence_last_value(pg_get_serial_sequence(@name, 'id')::regclass), 0)))
        """;

    private NpgsqlBinaryImporter? _copy;
    private string[] _types = [];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _copy?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    protected override async Task BeginTableAsync(StoredTable table, CancellationToken cancellationToken)
    {
        var types = (await session.Command(Types, ("@table", table.Name)).ListAsync(
            row => (Column: row.GetString(0), Type: row.GetString(1)), cancellationToken)).ToDictionary(pair => pair.Column, pair => pair.Type);
        _types = [.. table.Columns.Select(column => types[column])];
        _copy = await ((NpgsqlConnection)session.Connection).BeginBinaryImportAsync(
            $"COPY {table.Name} ({string.Join(", ", table.Columns)}) FROM STDIN (FORMAT BINARY)", cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task WriteAsync(object?[] values, CancellationToken cancellationToken)
    {
        await _copy!.StartRowAsync(cancellationToken);
        for (var i = 0; i < values.Length; i++)
        {
            await (values[i] switch
            {
                null => _copy.WriteNullAsync(cancellationToken),
                string text => _copy.WriteAsync(text, cancellationToken),
                byte[] bytes => _copy.WriteAsync(bytes, cancellationToken),
                var number => WriteAsync(Convert.ToInt64(number, CultureInfo.InvariantCulture), _types[i], cancellationToken),
            });
        }
    }

    /// <inheritdoc/>
    protected override async Task EndTableAsync(CancellationToken cancellationToken)
    {
        await _copy!.CompleteAsync(cancellationToken);
        await _copy.DisposeAsync();
        _copy = null;
    }

    /// <inheritdoc/>
    protected override Task SetCatalogueAsync(long version, string? keyCheck, CancellationToken cancellationToken) =>
        session.Command(SetCatalogue, ("@version", version), ("@key_check", keyCheck)).ExecuteNonQueryAsync(cancellationToken);

    /// <inheritdoc/>
    protected override Task SetCounterAsync(string table, long last, CancellationToken cancellationToken) =>
        session.Command(SetCounter, ("@name", table), ("@last", last)).ExecuteNonQueryAsync(cancellationToken);

    private Task WriteAsync(long value, string type, CancellationToken cancellationToken) => type switch
    {
        "boolean" => _copy!.WriteAsync(value != 0, cancellationToken),
        "smallint" => _copy!.WriteAsync(checked((short)value), cancellationToken),
        "integer" => _copy!.WriteAsync(checked((int)value), cancellationToken),
        _ => _copy!.WriteAsync(value, cancellationToken),
    };
}
