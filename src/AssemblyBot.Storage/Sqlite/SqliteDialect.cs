using System.Data.Common;
using AssemblyBot.Storage.Sql;
using AssemblyBot.Storage.Whole;
using Microsoft.Data.Sqlite;

namespace AssemblyBot.Storage.Sqlite;

/// <summary>What is particular to SQLite: the set-up of a connection, and what its failures mean.</summary>
/// <param name="path">The file.</param>
/// <param name="patience">How long to wait for another process that is writing.</param>
internal sealed class SqliteDialect(string path, TimeSpan patience) : SqlDialect
{
    // Of SQLite's result codes.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    // The first column of its answer: 1 when it could not.
    private const string EmptyLog = "PRAGMA wal_checkpoint(TRUNCATE)";

    private const string Integrity = "PRAGMA integrity_check(20)";

    private const string ForeignKeys = "PRAGMA foreign_key_check";

    private const string Counters = "SELECT name, seq AS last FROM sqlite_sequence";

    /// <summary>The most pages the file may have; null: as many as fit on the disk. Lets a test fill a disk.</summary>
    public int? PageLimit { get; set; }

    /// <inheritdoc/>
    public override string Name => $"the store '{path}'";

    /// <inheritdoc/>
    public override void Configure(DbConnection connection, bool isReader)
    {
        // FULL: a commit returns when it is on disk. secure_delete: what is deleted is overwritten with zeros.
        Execute(connection, $"""
            PRAGMA busy_timeout = {(long)patience.TotalMilliseconds};
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA secure_delete = ON;
            """);
        if (isReader)
            Execute(connection, "PRAGMA query_only = ON");
        else
            Execute(connection, "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864");
        if (PageLimit is { } pages)
            Execute(connection, $"PRAGMA max_page_count = {pages}");
    }

    /// <summary>Deleted rows are zeros in the file itself; what the log holds of them goes when all of it is in the file.</summary>
    public override async Task<bool> WipeAsync(SqlSession session)
    {
        Execute(session.Connection, "PRAGMA busy_timeout = 50");
        try
        {
            return await session.Command(EmptyLog).ScalarAsync(CancellationToken.None) == 0;
        }
        finally
        {
            Execute(session.Connection, $"PRAGMA busy_timeout = {(long)patience.TotalMilliseconds}");
        }
    }

    /// <inheritdoc/>
    public override BatchRows RowsOf(SqlSession session) =>
        new SqliteRows(session, session.Keep(kept => new SqliteVotes((SqliteConnection)kept.Connection)));

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> ExamineAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var said = await session.Command(Integrity).ListAsync(row => row.GetString(0), cancellationToken);
        var lost = await session.Command(ForeignKeys).ListAsync(
            row => $"a row of {row.GetString(0)} names a row of {row.GetString(2)} that is not there", cancellationToken);
        return [.. said.Where(line => line != "ok").Select(FaultText.OneLine), .. lost.Distinct()];
    }

    /// <inheritdoc/>
    public override ValueTask<DbTransaction> BeginReadingAsync(SqlSession session, CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)session.Connection).BeginTransaction(deferred: true));

    /// <inheritdoc/>
    public override string RowsOf(StoredTable table) =>
        table == StoredTable.Counter ? Counters : base.RowsOf(table);

    /// <inheritdoc/>
    public override bool TryBackUp(SqlSession session, string file)
    {
        SqliteFile.Copy((SqliteConnection)session.Connection, file, patience);
        return true;
    }

    /// <inheritdoc/>
    public override StoreFilling Fill(SqlSession session) => new SqliteFilling(session);

    /// <inheritdoc/>
    public override StoreException Explain(DbException exception) =>
        new($"{Why(exception)} ({DetailOf(exception)})", exception);

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts and numbers of this project.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private string Why(DbException exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        Busy or Locked =>
            $"the store '{path}' was locked by another process for more than {patience.TotalSeconds:0.#} s; " +
            "end what holds it, such as a backup or another program, and try again",
        ReadOnly =>
            $"the store '{path}' cannot be written; give this program the right to write to the file and to its folder",
        InputOutput =>
            $"the disk failed under the store '{path}'; nothing of the batch is acknowledged; look at the disk and its free space",
        Corrupt or NotADatabase =>
            $"the store '{path}' is damaged; keep the file and restore a backup",
        Full =>
            $"the disk is full under the store '{path}'; nothing of the batch was written; free some space and it goes on",
        CannotOpen =>
            $"the store '{path}' cannot be opened; look whether its folder is there and may be written to",
        Constraint =>
            $"a change names something that the store '{path}' does not hold; nothing of the batch was written",
        _ => $"the store '{path}' failed",
    };

    private static string DetailOf(DbException exception) =>
        exception is SqliteException failure
            ? $"SQLite {failure.SqliteExtendedErrorCode}: {FaultText.OneLine(failure.Message)}"
            : FaultText.OneLine(exception.Message);
}
