using System.Buffers.Binary;
using System.Data.Common;
using AssemblyBot.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace AssemblyBot.Storage.Sqlite;

/// <summary>The SQLite store as a file: made when it is missing, looked at before it is touched, brought up to date.</summary>
internal sealed class SqliteFile(string path, TimeProvider clock)
{
    /// <summary>The store's name in its folder.</summary>
    public const string Name = "assemblybot.db";

    /// <summary>SQLite's application_id of our files: "ASBT".</summary>
    public const int ApplicationId = 0x41534254;

    private const int HeaderLength = 100;
    private const int ApplicationIdOffset = 68;

    /// <summary>Every step of the schema.</summary>
    public IReadOnlyList<Migration> Migrations { get; init; } = SqliteSchema.Migrations;

    /// <summary>How long to wait for another process that is writing. Default: 5 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Opens the store.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is not ours; it is left as it was.</exception>
    public SqlStore Open() => Open(new SqliteDialect(path, Patience));

    /// <inheritdoc cref="Open()"/>
    public SqlStore Open(SqliteDialect dialect)
    {
        CheckOrCreate();
        var source = SqliteFactory.Instance.CreateDataSource(ConnectionString(path, Patience));
        try
        {
            using var connection = source.OpenConnection();
            dialect.Configure(connection, isReader: false);
            Prepare(connection);
            EmptyLog(connection);
            return new SqlStore(source, dialect, clock);
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

    // What a killed program left in the log may hold rows that it had deleted since.
    private void EmptyLog(DbConnection connection) => SqliteDialect.Execute(connection, $"""
        PRAGMA busy_timeout = 50;
        PRAGMA wal_checkpoint(TRUNCATE);
        PRAGMA busy_timeout = {(long)Patience.TotalMilliseconds};
        """);

    private static string ConnectionString(string file, TimeSpan patience) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWrite,
        DefaultTimeout = Math.Max(1, (int)patience.TotalSeconds),
        Pooling = false,
    }.ConnectionString;

    private void CheckOrCreate()
    {
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            if (!File.Exists(path))
                PrivateFiles.Create(path).Dispose();
            else
                CheckHeader();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"the store '{path}' cannot be opened ({exception.Message.TrimEnd('.')}); " +
                "set Storage:Folder to a folder that this program may write to",
                exception);
        }
    }

    // The header is read as bytes: opening the file of a running program with SQLite would already write beside it.
    private void CheckHeader()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0)
            return;

        var header = new byte[HeaderLength];
        var length = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (length < HeaderLength || !header.AsSpan().StartsWith("SQLite format 3\0"u8))
        {
            throw new StoreException(
                $"'{path}' is not a SQLite file; move it away, or set Storage:Folder to another folder (it was left as it is)");
        }

        if (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdOffset)) != ApplicationId)
        {
            throw new StoreException(
                $"'{path}' belongs to another program; move it away, or set Storage:Folder to another folder (it was left as it is)");
        }
    }

    private void Prepare(DbConnection connection)
    {
        var isNew = Scalar(connection, "SELECT COUNT(*) FROM sqlite_schema") == 0;

        // Before the switch to WAL, so that it stands in the file itself and not in the log beside it.
        if (isNew)
            SqliteDialect.Execute(connection, $"PRAGMA application_id = {ApplicationId}");
        var migrator = new Migrator(Migrations, $"the store '{path}'", "Storage:Folder", clock);
        if (isNew)
            SqliteDialect.Execute(connection, "PRAGMA journal_mode = WAL");
        migrator.Run(connection, isNew, version => KeepCopy((SqliteConnection)connection, version));
    }

    private void KeepCopy(SqliteConnection connection, int version)
    {
        var copy = Path.Combine(Path.GetDirectoryName(path)!, $"assemblybot-before-version-{version + 1}.db");
        var unfinished = $"{copy}.tmp";
        File.Delete(unfinished);
        Copy(connection, unfinished, Patience);
        File.Move(unfinished, copy, overwrite: true);
    }

    /// <summary>Copies the database of a connection, as of one moment, into a file that is not there.</summary>
    public static void Copy(SqliteConnection connection, string file, TimeSpan patience)
    {
        PrivateFiles.Create(file).Dispose();
        using var target = new SqliteConnection(ConnectionString(file, patience));
        target.Open();
        connection.BackupDatabase(target);
    }

    private static long Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
