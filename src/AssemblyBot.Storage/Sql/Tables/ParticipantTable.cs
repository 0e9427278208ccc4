using System.Data.Common;

namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The participants, and in which assemblies they take part.</summary>
internal static class ParticipantTable
{
    private const string Columns = """
        SELECT p.id, p.language, p.current, p.writing, p.role, m.assembly, m.consent_version, m.joined_at, m.wants_news, m.joined_head
        """;

    private const string ByAccount = $"""
        {Columns} FROM identity i JOIN participant p ON p.id = i.participant
        LEFT JOIN membership m ON m.participant = p.id WHERE i.hash = @hash ORDER BY m.assembly
        """;

    private const string ById = $"""
        {Columns} FROM participant p LEFT JOIN membership m ON m.participant = p.id WHERE p.id = @id ORDER BY m.assembly
        """;

    private const string Insert = "INSERT INTO participant (role) VALUES (@role) RETURNING id";

    private const string UpdateLanguage = "UPDATE participant SET language = @language WHERE id = @id";

    private const string UpdateCurrent = "UPDATE participant SET current = @assembly WHERE id = @id";

    private const string UpdateWriting = "UPDATE participant SET writing = @assembly WHERE id = @id";

    private const string RaiseRole = "UPDATE participant SET role = @role WHERE id = @id AND role < @role";

    private const string Exists = "SELECT 1 FROM participant WHERE id = @id";

    private const string Unite = """
        UPDATE participant SET language = @language, current = @current, writing = NULL, role = @role WHERE id = @id
        """;

    private const string Clear = """
        UPDATE participant SET language = NULL, current = NULL, writing = NULL, role = @none WHERE id = @id
        """;

    public static Task<ParticipantRecord?> FindAsync(SqlSession session, string accountHash, CancellationToken cancellationToken) =>
        ReadAsync(session.Command(ByAccount, ("@hash", accountHash)), cancellationToken);

    public static Task<ParticipantRecord?> GetAsync(SqlSession session, ParticipantId id, CancellationToken cancellationToken) =>
        ReadAsync(session.Command(ById, ("@id", id.Value)), cancellationToken);

    /// <summary>Adds a participant and returns the number.</summary>
    public static async Task<ParticipantId> InsertAsync(SqlSession session, CancellationToken cancellationToken) =>
        new((await session.Command(Insert, ("@role", (long)Role.None)).ScalarAsync(cancellationToken))!.Value);

    public static async Task<bool> ExistsAsync(SqlSession session, ParticipantId id, CancellationToken cancellationToken) =>
        await session.Command(Exists, ("@id", id.Value)).ScalarAsync(cancellationToken) is not null;

    /// <summary>Each of these returns whether there is such a participant.</summary>
    public static Task<bool> SetLanguageAsync(
        SqlSession session, ParticipantId id, string language, CancellationToken cancellationToken) =>
        HasChangedAsync(session.Command(UpdateLanguage, ("@language", language), ("@id", id.Value)), cancellationToken);

    /// <inheritdoc cref="SetLanguageAsync"/>
    public static Task<bool> SetCurrentAsync(
        SqlSession session, ParticipantId id, AssemblyId assembly, CancellationToken cancellationToken) =>
        HasChangedAsync(session.Command(UpdateCurrent, ("@assembly", assembly.Value), ("@id", id.Value)), cancellationToken);

    /// <inheritdoc cref="SetLanguageAsync"/>
    public static Task<bool> SetWritingAsync(
        SqlSession session, ParticipantId id, AssemblyId? assembly, CancellationToken cancellationToken) =>
        HasChangedAsync(session.Command(UpdateWriting, ("@assembly", assembly?.Value), ("@id", id.Value)), cancellationToken);

    /// <summary>Gives a role, unless the participant has a higher one.</summary>
    public static Task RaiseRoleAsync(SqlSession session, ParticipantId id, Role role, CancellationToken cancellationToken) =>
        session.Command(RaiseRole, ("@role", (long)role), ("@id", id.Value)).ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Sets what a participant has after another has joined them; nobody is writing any more.</summary>
    public static Task UniteAsync(
        SqlSession session, ParticipantId id, string? language, AssemblyId? current, Role role, CancellationToken cancellationToken) =>
        session.Command(
            Unite,
            ("@language", language),
            ("@current", current?.Value),
            ("@role", (long)role),
            ("@id", id.Value)).ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Takes everything off a participant but the number; whether there is such a participant.</summary>
    public static Task<bool> ClearAsync(SqlSession session, ParticipantId id, CancellationToken cancellationToken) =>
        HasChangedAsync(session.Command(Clear, ("@none", (long)Role.None), ("@id", id.Value)), cancellationToken);

    private static async Task<bool> HasChangedAsync(DbCommand command, CancellationToken cancellationToken) =>
        await command.ExecuteNonQueryAsync(cancellationToken) > 0;

    private static async Task<ParticipantRecord?> ReadAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
            return null;

        var memberships = new List<Membership>();
        var participant = new ParticipantRecord
        {
            Id = new ParticipantId(row.GetInt64(0)),
            Language = row.GetStringOrNull(1),
            Current = AssemblyAt(row, 2),
            Writing = AssemblyAt(row, 3),
            Role = (Role)row.GetInt64(4),
            Memberships = memberships,
        };

        // One row for each membership; a single row without any when there is none.
        do
        {
            if (AssemblyAt(row, 5) is { } assembly)
                memberships.Add(new Membership(assembly, row.GetInt32(6), row.GetTime(7), row.GetBoolean(8)) { JoinedHead = row.GetInt64(9) });
        }
        while (await row.ReadAsync(cancellationToken));
        return participant;
    }

    private static AssemblyId? AssemblyAt(DbDataReader row, int column) =>
        row.GetInt64OrNull(column) is { } assembly ? new AssemblyId(assembly) : null;
}
