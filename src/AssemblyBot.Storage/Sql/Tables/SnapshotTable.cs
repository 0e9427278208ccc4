namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>What was computed from events and is kept: one snapshot for each assembly and name.</summary>
internal static class SnapshotTable
{
    private const string Upsert = """
        INSERT INTO snapshot (assembly, name, head, body) VALUES (@assembly, @name, @head, @body)
        ON CONFLICT (assembly, name) DO UPDATE SET head = excluded.head, body = excluded.body WHERE snapshot.head <= excluded.head
        """;

    private const string Find = "SELECT head, body FROM snapshot WHERE assembly = @assembly AND name = @name";

    /// <summary>Whether it is in place, and not one of a later moment.</summary>
    public static async Task<bool> KeepAsync(SqlSession session, Snapshot snapshot, CancellationToken cancellationToken) =>
        await session.Command(
            Upsert,
            ("@assembly", snapshot.Assembly.Value),
            ("@name", snapshot.Name),
            ("@head", snapshot.Head),
            ("@body", snapshot.Body)).ExecuteNonQueryAsync(cancellationToken) > 0;

    public static Task<Snapshot?> FindAsync(
        SqlSession session, AssemblyId assembly, string name, CancellationToken cancellationToken) =>
        session.Command(Find, ("@assembly", assembly.Value), ("@name", name)).FirstAsync(
            row => new Snapshot(assembly, name, row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancellationToken);
}
