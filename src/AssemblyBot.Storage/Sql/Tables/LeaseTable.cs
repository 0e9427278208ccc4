namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>Which host does what for now, and in which term.</summary>
internal static class LeaseTable
{
    private const string Take = """
        INSERT INTO lease (resource, host, epoch, until) VALUES (@resource, @host, 1, @until)
        ON CONFLICT (resource) DO UPDATE SET
            epoch = CASE WHEN lease.host = excluded.host THEN lease.epoch ELSE lease.epoch + 1 END,
            host = excluded.host, until = excluded.until
        WHERE lease.host = excluded.host OR lease.until <= @now
        RETURNING epoch
        """;

    private const string Release = "UPDATE lease SET until = 0 WHERE resource = @resource AND host = @host AND epoch = @epoch";

    private const string Epoch = "SELECT epoch FROM lease WHERE resource = @resource";

    /// <summary>The number of the term that a host is given, or goes on in; null while another host has the lease.</summary>
    /// <param name="now">The database's time, in Unix milliseconds.</param>
    public static Task<long?> TakeAsync(
        SqlSession session, string resource, string host, long now, TimeSpan length, CancellationToken cancellationToken) =>
        session.Command(
            Take,
            ("@resource", resource),
            ("@host", host),
            ("@until", now + (long)length.TotalMilliseconds),
            ("@now", now)).ScalarAsync(cancellationToken);

    public static Task ReleaseAsync(SqlSession session, Lease lease, CancellationToken cancellationToken) =>
        session.Command(Release, ("@resource", lease.Resource), ("@host", lease.Host), ("@epoch", lease.Epoch))
            .ExecuteNonQueryAsync(cancellationToken);

    /// <summary>The number of the term that was begun last; null before the first.</summary>
    public static Task<long?> EpochAsync(SqlSession session, string resource, CancellationToken cancellationToken) =>
        session.Command(Epoch, ("@resource", resource)).ScalarAsync(cancellationToken);
}
