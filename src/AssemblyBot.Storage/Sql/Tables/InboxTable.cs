namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>Which deliveries led to a change, and how far each source has been read.</summary>
internal static class InboxTable
{
    private const string Find = "SELECT value FROM inbox WHERE source = @source AND key = @key";

    private const string Insert = "INSERT INTO inbox (source, key, value, at) VALUES (@source, @key, @value, @at)";

    private const string FindAfter = """
        SELECT source, key FROM inbox WHERE (source, key) > (@source, @key) ORDER BY source, key LIMIT 1 OFFSET @count
        """;

    private const string PruneBetween = """
        DELETE FROM inbox WHERE (source, key) > (@source, @key) AND (source, key) <= (@last_source, @last_key) AND at < @before
        """;

    private const string PruneAfter = "DELETE FROM inbox WHERE (source, key) > (@source, @key) AND at < @before";

    private const string SetCursor = """
        INSERT INTO cursor (source, position) VALUES (@source, @position)
        ON CONFLICT (source) DO UPDATE SET position = excluded.position
        """;

    /// <summary>Comes before every key.</summary>
    public static readonly InboxKey BeforeAll = new("", "");

    private const string Cursor = "SELECT position FROM cursor WHERE source = @source";

    /// <summary>What the first delivery of this name led to; null when there was none.</summary>
    public static Task<long?> FindAsync(SqlSession session, InboxKey key, CancellationToken cancellationToken) =>
        session.Command(Find, ("@source", key.Source), ("@key", key.Key)).ScalarAsync(cancellationToken);

    public static Task InsertAsync(
        SqlSession session, InboxKey key, long value, DateTimeOffset at, CancellationToken cancellationToken) =>
        session.Command(Insert, ("@source", key.Source), ("@key", key.Key), ("@value", value), ("@at", at.ToStored()))
            .ExecuteNonQueryAsync(cancellationToken);

    /// <summary>
    /// Looks at <paramref name="count"/> deliveries after one, in the order of their keys, and deletes those older than a
    /// time. Returns the last one it looked at; null: there are no more.
    /// </summary>
    public static async Task<InboxKey?> PruneAsync(
        SqlSession session, InboxKey after, int count, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var found = await session.Command(FindAfter, ("@source", after.Source), ("@key", after.Key), ("@count", count - 1L))
            .ListAsync(row => new InboxKey(row.GetString(0), row.GetString(1)), cancellationToken);
        var last = found.Count > 0 ? found[0] : null;
        var prune = last is null
            ? session.Command(PruneAfter, ("@source", after.Source), ("@key", after.Key), ("@before", before.ToStored()))
            : session.Command(
                PruneBetween,
                ("@source", after.Source),
                ("@key", after.Key),
                ("@last_source", last.Source),
                ("@last_key", last.Key),
                ("@before", before.ToStored()));
        await prune.ExecuteNonQueryAsync(cancellationToken);
        return last;
    }

    public static Task SetCursorAsync(SqlSession session, Cursor cursor, CancellationToken cancellationToken) =>
        session.Command(SetCursor, ("@source", cursor.Source), ("@position", cursor.Position))
            .ExecuteNonQueryAsync(cancellationToken);

    public static Task<long?> CursorAsync(SqlSession session, string source, CancellationToken cancellationToken) =>
        session.Command(Cursor, ("@source", source)).ScalarAsync(cancellationToken);
}
