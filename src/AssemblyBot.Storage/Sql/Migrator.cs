using System.Data.Common;

namespace AssemblyBot.Storage.Sql;

/// <summary>Brings a store to the newest version of the schema, forward only, and refuses what it does not know.</summary>
/// <param name="migrations">Every step, from 1 without a gap.</param>
/// <param name="name">What the store is called in messages.</param>
/// <param name="setting">The setting that says where the store is.</param>
/// <param name="clock">For when a step was taken.</param>
internal sealed class Migrator(IReadOnlyList<Migration> migrations, string name, string setting, TimeProvider clock)
{
    private const string CreateVersions = """
        CREATE TABLE IF NOT EXISTS schema_version (
            version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)
        """;

    private const string InsertVersion = """
        INSERT INTO schema_version (version, name, checksum, applied_at) VALUES (@version, @name, @checksum, @applied_at)
        """;

    /// <summary>
    /// Takes the steps that are missing, all in one transaction. <paramref name="keepCopy"/> is called before, with the
    /// version so far, when the store holds anything.
    /// </summary>
    /// <exception cref="StoreException">A newer program wrote the store, or its schema is not what this program made.</exception>
    public void Run(DbConnection connection, bool isNew, Action<int> keepCopy)
    {
        var version = isNew ? 0 : Check(connection);
        if (version == migrations.Count)
            return;
        if (version > 0)
            keepCopy(version);

        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.Serializable);
        Execute(connection, transaction, CreateVersions);

        // Another process may have been here in the meantime.
        foreach (var migration in migrations.Skip(Check(connection, transaction)))
        {
            Execute(connection, transaction, migration.Sql);
            Record(connection, transaction, migration);
        }

        transaction.Commit();
    }

    private int Check(DbConnection connection, DbTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT version, checksum FROM schema_version ORDER BY version";
        using var row = command.ExecuteReader();
        var last = 0;
        while (row.Read())
        {
            var (version, checksum) = (row.GetInt32(0), row.GetString(1));
            if (version > migrations.Count)
                throw Newer(LastOf(row, version));
            if (version != last + 1 || checksum != migrations[version - 1].Checksum)
            {
                throw new StoreException(
                    $"{name} was not made by this program: step {version} of its schema is another one; " +
                    $"start the program that made it, or choose another {setting}");
            }

            last = version;
        }

        return last;
    }

    private static int LastOf(DbDataReader row, int version)
    {
        while (row.Read())
            version = row.GetInt32(0);
        return version;
    }

    private StoreException Newer(int version) => new(
        $"{name} has the schema version {version}, and this program knows versions up to {migrations.Count}; " +
        "update the program (the store was left as it is)");

    private void Record(DbConnection connection, DbTransaction transaction, Migration migration) =>
        Execute(
            connection,
            transaction,
            InsertVersion,
            ("@version", (long)migration.Version),
            ("@name", migration.Name),
            ("@checksum", migration.Checksum),
            ("@applied_at", clock.GetUtcNow().ToStored()));

    private static void Execute(
        DbConnection connection, DbTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is a constant of this project.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (parameterName, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = parameterName;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        command.ExecuteNonQuery();
    }
}
