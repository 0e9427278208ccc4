using System.Data.Common;
using AssemblyBot.Storage.Sql;
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

    /// <summary>The most pages the file may have; null: as many as fit on the disk. Lets a test fill a disk.</summary>
    public int? PageLimit { get; set; }

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
            Execute(connection, "PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 67108864");
        if (PageLimit is { } pages)
            Execute(connection, $"PRAGMA max_page_count = {pages}");
    }

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
            ? $"SQLite {failure.SqliteExtendedErrorCode}: {OneLine(failure.Message)}"
            : OneLine(exception.Message);

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.');
}
