namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The codes by which a second account joins a participant: the newest one of each.</summary>
internal static class LinkCodeTable
{
    private const string Upsert = """
        INSERT INTO link_code (participant, hash, issued_at) VALUES (@participant, @hash, @issued_at)
        ON CONFLICT (participant) DO UPDATE SET hash = excluded.hash, issued_at = excluded.issued_at
        """;

    private const string Owner = "SELECT participant FROM link_code WHERE hash = @hash AND issued_at > @after";

    private const string Delete = "DELETE FROM link_code WHERE participant = @participant";

    /// <summary>Gives a participant a code instead of the one they had.</summary>
    public static Task UpsertAsync(
        SqlSession session, ParticipantId participant, Change.IssueLinkCode issue, CancellationToken cancellationToken) =>
        session.Command(
            Upsert,
            ("@participant", participant.Value),
            ("@hash", issue.CodeHash),
            ("@issued_at", issue.At.ToStored())).ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Who got a code after a moment; null when there is no such code.</summary>
    public static async Task<ParticipantId?> OwnerAsync(
        SqlSession session, string hash, DateTimeOffset after, CancellationToken cancellationToken) =>
        await session.Command(Owner, ("@hash", hash), ("@after", after.ToStored())).ScalarAsync(cancellationToken) is { } owner
            ? new ParticipantId(owner)
            : null;

    public static Task DeleteAsync(SqlSession session, ParticipantId participant, CancellationToken cancellationToken) =>
        session.Command(Delete, ("@participant", participant.Value)).ExecuteNonQueryAsync(cancellationToken);
}
