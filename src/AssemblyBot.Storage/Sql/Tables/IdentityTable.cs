namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The one place that leads from a platform account to a participant and back.</summary>
internal static class IdentityTable
{
    private const string Find = "SELECT participant FROM identity WHERE hash = @hash";

    private const string Insert = """
        INSERT INTO identity (hash, platform, participant, sealed_address, since)
        VALUES (@hash, @platform, @participant, @sealed_address, @since)
        """;

    private const string Point = $"""
        {Insert}
        ON CONFLICT (hash) DO UPDATE SET participant = excluded.participant, sealed_address = excluded.sealed_address,
            since = excluded.since
        """;

    private const string Move = "UPDATE identity SET participant = @to, since = @since WHERE participant = @from";

    private const string UpdateAddress = "UPDATE identity SET sealed_address = @sealed_address WHERE hash = @hash";

    private const string Delete = "DELETE FROM identity WHERE participant = @participant";

    private const string OfParticipant = """
        SELECT platform, hash, sealed_address FROM identity WHERE participant = @participant
        ORDER BY since, platform, hash
        """;

    private const string Any = "SELECT 1 FROM identity LIMIT 1";

    /// <summary>
    /// The participant of an account, added when the account is new; when it is known, its address is the new one.
    /// </summary>
    public static async Task<ParticipantId> AdmitAsync(
        SqlSession session, Account account, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, account, cancellationToken) is { } known)
        {
            await session.Command(UpdateAddress, ("@sealed_address", account.SealedAddress), ("@hash", account.Hash))
                .ExecuteNonQueryAsync(cancellationToken);
            return known;
        }

        var participant = await ParticipantTable.InsertAsync(session, cancellationToken);
        await WriteAsync(session, Insert, account, participant, at, cancellationToken);
        return participant;
    }

    /// <summary>The participant of an account; null when the account is new.</summary>
    public static async Task<ParticipantId?> FindAsync(
        SqlSession session, Account account, CancellationToken cancellationToken) =>
        await session.Command(Find, ("@hash", account.Hash)).ScalarAsync(cancellationToken) is { } known
            ? new ParticipantId(known)
            : null;

    /// <summary>Makes an account, new or not, one of a participant's.</summary>
    public static Task PointAsync(
        SqlSession session, Account account, ParticipantId participant, DateTimeOffset at, CancellationToken cancellationToken) =>
        WriteAsync(session, Point, account, participant, at, cancellationToken);

    /// <summary>Makes every account of one participant another's.</summary>
    public static Task MoveAsync(
        SqlSession session, ParticipantId from, ParticipantId to, DateTimeOffset at, CancellationToken cancellationToken) =>
        session.Command(Move, ("@to", to.Value), ("@since", at.ToStored()), ("@from", from.Value))
            .ExecuteNonQueryAsync(cancellationToken);

    public static Task DeleteAsync(SqlSession session, ParticipantId participant, CancellationToken cancellationToken) =>
        session.Command(Delete, ("@participant", participant.Value)).ExecuteNonQueryAsync(cancellationToken);

    public static Task<IReadOnlyList<Account>> OfParticipantAsync(
        SqlSession session, ParticipantId participant, CancellationToken cancellationToken) =>
        session.Command(OfParticipant, ("@participant", participant.Value)).ListAsync(
            row => new Account(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2)), cancellationToken);

    public static async Task<bool> AnyAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.Command(Any).ScalarAsync(cancellationToken) is not null;

    private static Task<int> WriteAsync(
        SqlSession session,
        string sql,
        Account account,
        ParticipantId participant,
        DateTimeOffset at,
        CancellationToken cancellationToken) =>
        session.Command(
            sql,
            ("@hash", account.Hash),
            ("@platform", account.Platform),
            ("@participant", participant.Value),
            ("@sealed_address", account.SealedAddress),
            ("@since", at.ToStored())).ExecuteNonQueryAsync(cancellationToken);
}
