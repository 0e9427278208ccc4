namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>Which deliveries led to a change, and how far each source has been read.</summary>
internal static class InboxTable
{
    private const string Find = "SELECT value FROM inbox WHERE source = @source AND key = @key";

    private const string Insert = "INSERT INTO inbox (source, key, value, at) VALUES (@source, @key, @value, @at)";

    private const string Prune = """
        DELETE FROM inbox WHERE (source, key) IN (SELECT source, key FROM inbox WHERE at < @before ORDER BY at LIMIT @max)
        """;

    private const string SetCursor = """
        INSERT INTO cursor (source, position) VALUES (@source, @position)
        ON CONFLICT (source) DO UPDATE SET position = excluded.position
        """;

    private const string Cursor = "SELECT position FROM cursor WHERE source = @source";

    /// <summary>What the first delivery of this name led to; null when there was none.</summary>
    public static Task<long?> FindAsync(SqlSession session, InboxKey key, CancellationToken cancellationToken) =>
        session.Command(Find, ("@source", key.Source), ("@key", key.Key)).ScalarAsync(cancellationToken);

    public static Task InsertAsync(
        SqlSession session, InboxKey key, long value, DateTimeOffset at, CancellationToken cancellationToken) =>
        session.Command(Insert, ("@source", key.Source), ("@key", key.Key), ("@value", value), ("@at", at.ToStored()))
            .ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Deletes up to <paramref name="max"/> deliveries older than a time; how many it were.</summary>
    public static Task<int> PruneAsync(SqlSession session, DateTimeOffset before, int max, CancellationToken cancellationToken) =>
        session.Command(Prune, ("@before", before.ToStored()), ("@max", (long)max)).ExecuteNonQueryAsync(cancellationToken);

    public static Task SetCursorAsync(SqlSession session, Cursor cursor, CancellationToken cancellationToken) =>
        session.Command(SetCursor, ("@source", cursor.Source), ("@position", cursor.Position))
            .ExecuteNonQueryAsync(cancellationToken);

    public static Task<long?> CursorAsync(SqlSession session, string source, CancellationToken cancellationToken) =>
        session.Command(Cursor, ("@source", source)).ScalarAsync(cancellationToken);
}
