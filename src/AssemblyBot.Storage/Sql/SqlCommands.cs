using System.Data.Common;

namespace AssemblyBot.Storage.Sql;

/// <summary>What is done with a command and its rows.</summary>
internal static class SqlCommands
{
    /// <summary>The first column of the first row; null when there is no row, or it holds nothing.</summary>
    public static async Task<long?> ScalarAsync(this DbCommand command, CancellationToken cancellationToken) =>
        await command.ExecuteScalarAsync(cancellationToken) switch
        {
            null or DBNull => null,
            long value => value,
            var value => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        };

    /// <summary>Every row, as <paramref name="read"/> takes it.</summary>
    public static async Task<IReadOnlyList<T>> ListAsync<T>(
        this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row, as <paramref name="read"/> takes it; null when there is none.</summary>
    public static async Task<T?> FirstAsync<T>(
        this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(reader) : null;
    }

    /// <summary>A number that may be missing.</summary>
    public static long? GetInt64OrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>A text that may be missing.</summary>
    public static string? GetStringOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A time, stored as Unix milliseconds.</summary>
    public static DateTimeOffset GetTime(this DbDataReader reader, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    /// <summary>A time as it is stored: Unix milliseconds.</summary>
    public static long ToStored(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
