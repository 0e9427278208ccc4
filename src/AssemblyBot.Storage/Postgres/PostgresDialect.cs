using System.Data;
using System.Data.Common;
using AssemblyBot.Storage.Sql;
using AssemblyBot.Storage.Whole;
using Npgsql;

namespace AssemblyBot.Storage.Postgres;

/// <summary>What is particular to PostgreSQL: one writer at a time among all hosts, and what becomes of a lost commit.</summary>
/// <param name="name">What the database is called in messages; holds no password.</param>
internal sealed class PostgresDialect(string name) : SqlDialect
{
    /// <summary>The first key of every advisory lock of ours: "ASBT" as a number. The second one is of the schema.</summary>
    public const string LockKey = "1095975508";

    // A host that stands still with a batch half written gives the lock back after the first of these times, which
    // together with the second keeps the others waiting for less than they are willing to.
    // All that a batch asks for is found by a key. A planner that has not seen the tables grow would rather read all of them,
    // and one that sees each list of keys for the first time plans anew each time.
    private const string SetUp = """
        SET idle_in_transaction_session_timeout = '3s';
        SET lock_timeout = '8s';
        SET enable_seqscan = off;
        SET enable_hashjoin = off;
        SET enable_mergejoin = off;
        SET jit = off;
        SET plan_cache_mode = force_generic_plan;
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local');
        """;


    /// <summary>The lock that one writer at a time has, until its transaction ends.</summary>
    public const string SchemaLock = $"pg_advisory_xact_lock({LockKey}, hashtext(current_schema()))";

    /// <summary>Keeps other writers out of the transaction, and names it.</summary>
    public const string Lock = $"SELECT pg_current_xact_id()::text, {SchemaLock}";

    private const string Now = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint";

    private const string Status = "SELECT pg_xact_status(@transaction::xid8)";

    private const string Counters = """
        SELECT name, pg_sequence_last_value(pg_get_serial_sequence(name, 'id')::regclass) AS last
        FROM (VALUES ('assembly'), ('participant'), ('moderation'), ('channel'), ('summary'), ('outbox')) AS numbered (name)
        WHERE pg_sequence_last_value(pg_get_serial_sequence(name, 'id')::regclass) IS NOT NULL
        """;

    private const string BrokenIndexes = """
        SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND NOT (i.indisvalid AND i.indisready)
        """;

    private const string CountDeparture = "UPDATE catalogue SET departures = departures + 1";

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly PostgresNews _news = new();

    /// <inheritdoc/>
    public override string Name => name;

    /// <summary>The isolation that shows each statement what others have committed before it: the lock keeps order.</summary>
    public override IsolationLevel Isolation => IsolationLevel.ReadCommitted;

    /// <inheritdoc/>
    public override bool IsShared => true;

    /// <inheritdoc/>
    public override bool TellsNullsApart => true;

    /// <summary>5 s: a database that restarts is back by then.</summary>
    public override TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override void Configure(DbConnection connection, bool isReader)
    {
        Execute(connection, isReader ? "SET default_transaction_read_only = on" : SetUp);
    }

    /// <inheritdoc/>
    public override async Task<string?> KeepOthersOutAsync(SqlSession session, CancellationToken cancellationToken) =>
        (string?)await session.Command(Lock).ExecuteScalarAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task<long> NowAsync(SqlSession session, CancellationToken cancellationToken) =>
        (long)(await session.Command(Now).ExecuteScalarAsync(cancellationToken))!;

    /// <inheritdoc/>
    public override async Task<bool> HasCommittedAsync(
        SqlSession session, string transaction, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (await session.Command(Status, ("@transaction", transaction)).ExecuteScalarAsync(cancellationToken))
            {
                case "committed":
                    return true;
                case "in progress":
                    await Task.Delay(_pause, TimeProvider.System, cancellationToken);
                    break;
                default:
                    return false;
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsDisconnected(DbException exception) => exception switch
    {
        PostgresException failure => PostgresFaults.IsOfConnection(failure.SqlState),
        NpgsqlException => true,
        _ => false,
    };

    /// <inheritdoc/>
    public override BatchRows RowsOf(SqlSession session) => new PostgresRows(session, KnownTo(session), _news);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Outcome>?> TryAppendAsync(
        SqlSession session, WriteBatch batch, DateTimeOffset now, CancellationToken cancellationToken) =>
        PostgresVotes.TryWriteAsync(session, batch, KnownTo(session), _news, now, cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<StoreNews> WatchAsync(DbDataSource source, CancellationToken cancellationToken) =>
        _news.ReadAsync((NpgsqlDataSource)source, cancellationToken);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> ExamineAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.Command(BrokenIndexes).ListAsync(row => $"the index {row.GetString(0)} is not valid", cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask<DbTransaction> BeginReadingAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    /// <inheritdoc/>
    public override string RowsOf(StoredTable table) => table == StoredTable.Counter ? Counters : base.RowsOf(table);

    /// <inheritdoc/>
    public override StoreFilling Fill(SqlSession session) => new PostgresFilling(session);

    /// <inheritdoc/>
    public override StoreException Explain(DbException exception) => PostgresFaults.Explain(exception, name);

    /// <inheritdoc/>
    public override Task NoteDepartureAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.Command(CountDeparture).ExecuteNonQueryAsync(cancellationToken);

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this project.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static KnownRows KnownTo(SqlSession session) => session.Keep(static _ => new KnownRows());
}
