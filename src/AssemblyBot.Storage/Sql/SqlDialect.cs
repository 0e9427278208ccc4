using System.Data;
using System.Data.Common;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Sql;

/// <summary>What differs between the databases that <see cref="SqlStore"/> speaks to.</summary>
internal abstract class SqlDialect
{
    /// <summary>What the store is called in messages; holds no password.</summary>
    public abstract string Name { get; }

    /// <summary>The isolation of a transaction that writes.</summary>
    public virtual IsolationLevel Isolation => IsolationLevel.Serializable;

    /// <summary>
    /// Whether several hosts may be at work, so that a lease lasts until it runs out. Where there is one host, whoever asks
    /// has it: the one that had it before is gone.
    /// </summary>
    public virtual bool IsShared => false;

    /// <summary>The database's time, in Unix milliseconds, by which leases run out for every host alike.</summary>
    public virtual Task<long> NowAsync(SqlSession session, CancellationToken cancellationToken) =>
        Task.FromResult(0L);

    /// <summary>
    /// Whether a statement is prepared for the types of its parameters, and so another one when some of them are null:
    /// what a null would be is not known.
    /// </summary>
    public virtual bool TellsNullsApart => false;

    /// <summary>How long to wait for a database that does not answer but may soon. Default: not at all.</summary>
    public virtual TimeSpan Patience => TimeSpan.Zero;

    /// <summary>Sets up a connection that has just been opened.</summary>
    public abstract void Configure(DbConnection connection, bool isReader);

    /// <summary>The failure in one line: which store, why, and what would help.</summary>
    public abstract StoreException Explain(DbException exception);

    /// <summary>
    /// Keeps other writers out of the transaction that has just begun, where its isolation does not do so already. Returns
    /// the transaction's name, by which <see cref="HasCommittedAsync"/> finds it; null: it has none.
    /// </summary>
    public virtual Task<string?> KeepOthersOutAsync(SqlSession session, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <summary>
    /// Overwrites what was deleted, where the database keeps it for a while; false: something is in the way just now.
    /// </summary>
    public virtual Task<bool> WipeAsync(SqlSession session) => Task.FromResult(true);

    /// <summary>Whether a transaction that ended without an answer is on disk all the same.</summary>
    public virtual Task<bool> HasCommittedAsync(SqlSession session, string transaction, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    /// <summary>Whether the connection is gone, so that another one may do better.</summary>
    public virtual bool IsDisconnected(DbException exception) => false;

    /// <summary>What other processes write, as they write it; ends at once where nobody tells.</summary>
    public virtual IAsyncEnumerable<StoreNews> WatchAsync(DbDataSource source, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<StoreNews>();

    /// <summary>
    /// Writes a batch in a way of the database's own, in a transaction of its own; null: nothing is written. When the
    /// connection is lost meanwhile it may be written or not: written again, it shows.
    /// </summary>
    public virtual Task<IReadOnlyList<Outcome>?> TryAppendAsync(
        SqlSession session, WriteBatch batch, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Outcome>?>(null);

    /// <summary>How the rows that most batches consist of are written.</summary>
    public virtual BatchRows RowsOf(SqlSession session) => new(session);

    /// <summary>Notes that someone has left the assemblies they took part in.</summary>
    public virtual Task NoteDepartureAsync(SqlSession session, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What the database finds wrong with itself, a sentence each.</summary>
    public abstract Task<IReadOnlyList<string>> ExamineAsync(SqlSession session, CancellationToken cancellationToken);

    /// <summary>Begins a transaction in which every query sees the same moment.</summary>
    public abstract ValueTask<DbTransaction> BeginReadingAsync(SqlSession session, CancellationToken cancellationToken);

    /// <summary>The query for every row of a table, its columns in their order.</summary>
    public virtual string RowsOf(StoredTable table)
    {
        var columns = string.Join(", ", table.Columns);
        var order = table switch
        {
            _ when table == StoredTable.VoteEvent => " ORDER BY assembly, sequence",
            _ when table == StoredTable.Statement => " ORDER BY assembly, number",
            _ when table.Columns[0] == "id" => " ORDER BY id",
            _ => "",
        };
        return $"SELECT {columns} FROM {table.Name}{order}";
    }

    /// <summary>Writes everything, as of one moment, into a SQLite file that is not there; false: another database cannot.</summary>
    public virtual bool TryBackUp(SqlSession session, string file) => false;

    /// <summary>Begins to fill the tables, which are empty.</summary>
    public abstract StoreFilling Fill(SqlSession session);
}
