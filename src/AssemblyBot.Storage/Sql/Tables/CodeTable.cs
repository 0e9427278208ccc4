namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The set-up codes, each usable once.</summary>
internal static class CodeTable
{
    private const string Insert = """
        INSERT INTO code (hash, role, issued_at) VALUES (@hash, @role, @issued_at) ON CONFLICT (hash) DO NOTHING
        """;

    private const string Use = """
        UPDATE code SET used_at = @used_at WHERE hash = @hash AND used_at IS NULL RETURNING role
        """;

    private const string Any = "SELECT 1 FROM code WHERE role = @role LIMIT 1";

    /// <summary>Whether the code is new.</summary>
    public static async Task<bool> InsertAsync(SqlSession session, Change.IssueCode issue, CancellationToken cancellationToken) =>
        await session.Command(
            Insert, ("@hash", issue.CodeHash), ("@role", (long)issue.Role), ("@issued_at", issue.At.ToStored()))
            .ExecuteNonQueryAsync(cancellationToken) > 0;

    /// <summary>Uses a code up and returns its role; null when there is no such unused code.</summary>
    public static async Task<Role?> UseAsync(SqlSession session, Change.RedeemCode redeem, CancellationToken cancellationToken) =>
        (Role?)await session.Command(Use, ("@used_at", redeem.At.ToStored()), ("@hash", redeem.CodeHash))
            .ScalarAsync(cancellationToken);

    public static async Task<bool> AnyAsync(SqlSession session, Role role, CancellationToken cancellationToken) =>
        await session.Command(Any, ("@role", (long)role)).ScalarAsync(cancellationToken) is not null;
}
