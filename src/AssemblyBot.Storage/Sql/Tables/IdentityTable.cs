namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The one place that leads from a platform account to a participant and back.</summary>
internal static class IdentityTable
{
    private const string Find = "SELECT participant FROM identity WHERE hash = @hash";

    private const string Insert = """
        INSERT INTO identity (hash, platform, participant, sealed_address)
        VALUES (@hash, @platform, @participant, @sealed_address)
        """;

    private const string UpdateAddress = "UPDATE identity SET sealed_address = @sealed_address WHERE hash = @hash";

    private const string Delete = "DELETE FROM identity WHERE participant = @participant";

    private const string OfParticipant = """
        SELECT platform, hash, sealed_address FROM identity WHERE participant = @participant ORDER BY platform, hash
        """;

    private const string Any = "SELECT 1 FROM identity LIMIT 1";

    /// <summary>
    /// The participant of an account, added when the account is new; when it is known, its address is the new one.
    /// </summary>
    public static async Task<ParticipantId> AdmitAsync(
        SqlSession session, Account account, CancellationToken cancellationToken)
    {
        if (await session.Command(Find, ("@hash", account.Hash)).ScalarAsync(cancellationToken) is { } known)
        {
            await session.Command(UpdateAddress, ("@sealed_address", account.SealedAddress), ("@hash", account.Hash))
                .ExecuteNonQueryAsync(cancellationToken);
            return new ParticipantId(known);
        }

        var participant = await ParticipantTable.InsertAsync(session, cancellationToken);
        await session.Command(
            Insert,
            ("@hash", account.Hash),
            ("@platform", account.Platform),
            ("@participant", participant.Value),
            ("@sealed_address", account.SealedAddress)).ExecuteNonQueryAsync(cancellationToken);
        return participant;
    }

    public static Task DeleteAsync(SqlSession session, ParticipantId participant, CancellationToken cancellationToken) =>
        session.Command(Delete, ("@participant", participant.Value)).ExecuteNonQueryAsync(cancellationToken);

    public static Task<IReadOnlyList<Account>> OfParticipantAsync(
        SqlSession session, ParticipantId participant, CancellationToken cancellationToken) =>
        session.Command(OfParticipant, ("@participant", participant.Value)).ListAsync(
            row => new Account(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2)), cancellationToken);

    public static async Task<bool> AnyAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.Command(Any).ScalarAsync(cancellationToken) is not null;
}
