using System.Data.Common;

namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The assemblies, and the sequence number that each has come to.</summary>
internal static class AssemblyTable
{
    private const string Insert = """
        INSERT INTO assembly (code, settings, stage, created_at, head) VALUES (@code, @settings, @stage, @created_at, 0)
        ON CONFLICT (code) DO NOTHING RETURNING id
        """;

    private const string IdByCode = "SELECT id FROM assembly WHERE code = @code";

    private const string UpdateStage = "UPDATE assembly SET stage = @stage WHERE id = @id";

    // An update that changes nothing: it returns the head, and where rows are locked it locks this one.
    private const string TakeHead = "UPDATE assembly SET head = head WHERE id = @id RETURNING head";

    private const string UpdateHead = "UPDATE assembly SET head = @head WHERE id = @id";

    private const string All = "SELECT id, code, settings, stage, created_at, head FROM assembly ORDER BY id";

    /// <summary>The new assembly's number; null when the code is taken.</summary>
    public static Task<long?> InsertAsync(SqlSession session, Change.CreateAssembly create, CancellationToken cancellationToken) =>
        session.Command(
            Insert,
            ("@code", create.Code),
            ("@settings", StoredJson.Write(create.Settings, StoredJson.Default.AssemblySettings)),
            ("@stage", (long)create.Stage),
            ("@created_at", create.At.ToStored())).ScalarAsync(cancellationToken);

    public static Task<long?> FindByCodeAsync(SqlSession session, string code, CancellationToken cancellationToken) =>
        session.Command(IdByCode, ("@code", code)).ScalarAsync(cancellationToken);

    /// <summary>Whether there is such an assembly.</summary>
    public static async Task<bool> SetStageAsync(SqlSession session, Change.SetStage set, CancellationToken cancellationToken) =>
        await session.Command(UpdateStage, ("@stage", (long)set.Stage), ("@id", set.Assembly.Value))
            .ExecuteNonQueryAsync(cancellationToken) > 0;

    /// <summary>The number of the last vote event; null when there is no such assembly.</summary>
    public static Task<long?> TakeHeadAsync(SqlSession session, AssemblyId assembly, CancellationToken cancellationToken) =>
        session.Command(TakeHead, ("@id", assembly.Value)).ScalarAsync(cancellationToken);

    public static Task SetHeadAsync(SqlSession session, AssemblyId assembly, long head, CancellationToken cancellationToken) =>
        session.Command(UpdateHead, ("@head", head), ("@id", assembly.Value)).ExecuteNonQueryAsync(cancellationToken);

    public static Task<IReadOnlyList<AssemblyRecord>> AllAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.Command(All).ListAsync(Read, cancellationToken);

    private static AssemblyRecord Read(DbDataReader row) => new()
    {
        Id = new AssemblyId(row.GetInt64(0)),
        Code = row.GetString(1),
        Settings = StoredJson.Read(row.GetString(2), StoredJson.Default.AssemblySettings),
        Stage = (Stage)row.GetInt64(3),
        CreatedAt = row.GetTime(4),
        Head = row.GetInt64(5),
    };
}
