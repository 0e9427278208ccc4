using System.Data.Common;

namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The summaries, one for each assembly and period.</summary>
internal static class SummaryTable
{
    private const string Insert = """
        INSERT INTO summary (assembly, period, at, body) VALUES (@assembly, @period, @at, @body)
        ON CONFLICT (assembly, period) DO NOTHING
        """;

    private const string Find = "SELECT body FROM summary WHERE assembly = @assembly AND period = @period";

    private const string Last = "SELECT body FROM summary WHERE assembly = @assembly ORDER BY id DESC LIMIT 1";

    /// <summary>Whether the period had none.</summary>
    public static async Task<bool> InsertAsync(SqlSession session, Summary summary, CancellationToken cancellationToken) =>
        await session.Command(
            Insert,
            ("@assembly", summary.Assembly.Value),
            ("@period", summary.Period),
            ("@at", summary.At.ToStored()),
            ("@body", StoredJson.Write(summary, StoredJson.Default.Summary))).ExecuteNonQueryAsync(cancellationToken) > 0;

    public static Task<Summary?> FindAsync(
        SqlSession session, AssemblyId assembly, string period, CancellationToken cancellationToken) =>
        session.Command(Find, ("@assembly", assembly.Value), ("@period", period)).FirstAsync(Read, cancellationToken);

    public static Task<Summary?> LastAsync(SqlSession session, AssemblyId assembly, CancellationToken cancellationToken) =>
        session.Command(Last, ("@assembly", assembly.Value)).FirstAsync(Read, cancellationToken);

    private static Summary Read(DbDataReader row) => StoredJson.Read(row.GetString(0), StoredJson.Default.Summary);
}
