using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AssemblyBot.Storage.Sqlite;

/// <summary>
/// A prepared statement, bound and stepped without ADO.NET in between: four of them are the way of a vote, and what ADO.NET
/// does around each takes longer than SQLite.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares a text for the transactions of a connection.</summary>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is closed");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>How many rows the last statement of the connection changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    /// <summary>Sets the parameter at a place, counted from 1.</summary>
    public SqliteStatement Bind(int place, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, place, number) : raw.sqlite3_bind_null(_statement, place));
        return this;
    }

    /// <inheritdoc cref="Bind(int, long?)"/>
    public SqliteStatement Bind(int place, string value)
    {
        Check(raw.sqlite3_bind_text(_statement, place, value));
        return this;
    }

    /// <summary>Runs it; the first column of the first row, null when there is none.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public long? Run()
    {
        try
        {
            var result = raw.sqlite3_step(_statement);
            Check(result);
            return result == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : null;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(result, _database);
    }
}
