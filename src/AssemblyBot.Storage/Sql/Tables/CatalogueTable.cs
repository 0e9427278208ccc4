namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The version of everything that <see cref="AssemblyHall"/> holds in memory, and the check of the installation's key.</summary>
internal static class CatalogueTable
{
    private const string Bump = "UPDATE catalogue SET version = version + 1";

    private const string Version = "SELECT version FROM catalogue";

    private const string KeyCheck = "SELECT key_check FROM catalogue";

    private const string SetKeyCheck = "UPDATE catalogue SET key_check = @key_check";

    public static Task BumpAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.Command(Bump).ExecuteNonQueryAsync(cancellationToken);

    public static async Task<long> VersionAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.Command(Version).ScalarAsync(cancellationToken) ?? 0;

    /// <summary>What the installation's key is known by; null when none was used yet.</summary>
    public static async Task<string?> KeyCheckAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.Command(KeyCheck).ExecuteScalarAsync(cancellationToken) as string;

    public static Task SetKeyCheckAsync(SqlSession session, string keyCheck, CancellationToken cancellationToken) =>
        session.Command(SetKeyCheck, ("@key_check", keyCheck)).ExecuteNonQueryAsync(cancellationToken);
}
