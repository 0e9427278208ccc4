using System.Data.Common;
using AssemblyBot.Storage.Sql;
using Npgsql;

namespace AssemblyBot.Storage.Postgres;

/// <summary>The PostgreSQL store as a database: looked at before it is touched, brought up to date by one host at a time.</summary>
internal sealed class PostgresDatabase
{
    private const int OldestServer = 13;

    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly TimeProvider _clock;

    /// <summary>The database that a connection string leads to; nothing is opened yet.</summary>
    /// <exception cref="StoreException">The connection string cannot be read.</exception>
    public PostgresDatabase(string connectionString, TimeProvider clock)
    {
        _settings = Read(connectionString);
        _clock = clock;
    }

    /// <summary>Every step of the schema.</summary>
    public IReadOnlyList<Migration> Migrations { get; init; } = PostgresSchema.Migrations;

    private string Name => $"the database '{_settings.Database ?? _settings.Username}' on {_settings.Host}:{_settings.Port}";

    /// <summary>Opens the store.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is not ours; it is left as it was.</exception>
    public SqlStore Open()
    {
        var dialect = new PostgresDialect(Name);
        var source = NpgsqlDataSource.Create(_settings);
        try
        {
            using var connection = source.OpenConnection();
            Check(connection);
            Prepare(connection);
            return new SqlStore(source, dialect, _clock);
        }
        catch (DbException exception)
        {
            source.Dispose();
            throw dialect.Explain(exception);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Whether a connection string can be read, and names a host.</summary>
    public static bool CanRead(string? connectionString)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connectionString).Host);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    // What the connection string says itself is left as it is; statements are prepared by themselves.
    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        if (!CanRead(connectionString))
        {
            throw new StoreException(
                "Storage:ConnectionString cannot be read; write one such as " +
                "Host=db.example.org;Database=assemblybot;Username=assemblybot;Password=…");
        }

        var settings = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = false, Enlist = false };
        if (settings.MaxAutoPrepare == 0)
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (100, 2);
        settings.ApplicationName ??= "AssemblyBot";
        return settings;
    }

    private void Check(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new StoreException(
                $"{Name} runs on PostgreSQL {connection.PostgreSqlVersion.Major}; it takes {OldestServer} or newer");
        }

        if (Scalar(connection, "SHOW server_encoding") is not "UTF8")
            throw new StoreException($"{Name} does not keep its texts in UTF-8; create one with ENCODING 'UTF8'");
        if (Scalar(connection, "SELECT current_schema()") is not string)
            throw new StoreException($"{Name} has no schema of the search path; create one, or correct Search Path in Storage:ConnectionString");
    }

    // Under a lock, so that of several hosts that start together one does it and the others find it done.
    private void Prepare(NpgsqlConnection connection)
    {
        PostgresDialect.Execute(connection, $"SELECT pg_advisory_lock({PostgresDialect.LockKey}, hashtext(current_schema()))");
        try
        {
            var isNew = Scalar(connection, "SELECT to_regclass(quote_ident(current_schema()) || '.schema_version')::text") is not string;
            new Migrator(Migrations, Name, "Storage:ConnectionString", _clock).Run(connection, isNew, static _ => { });
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
                PostgresDialect.Execute(connection, $"SELECT pg_advisory_unlock({PostgresDialect.LockKey}, hashtext(current_schema()))");
        }
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
