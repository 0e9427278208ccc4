namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>Who takes part in which assembly.</summary>
internal static class MembershipTable
{
    private const string Upsert = """
        INSERT INTO membership (participant, assembly, consent_version, joined_at, wants_news, joined_head)
        SELECT @participant, id, @consent_version, @joined_at, @wants_news, head FROM assembly WHERE id = @assembly
        ON CONFLICT (participant, assembly) DO UPDATE SET consent_version = excluded.consent_version
        """;

    private const string Replace = """
        INSERT INTO membership (participant, assembly, consent_version, joined_at, wants_news, joined_head)
        VALUES (@participant, @assembly, @consent_version, @joined_at, @wants_news, @joined_head)
        ON CONFLICT (participant, assembly) DO UPDATE SET consent_version = excluded.consent_version,
            joined_at = excluded.joined_at, wants_news = excluded.wants_news, joined_head = excluded.joined_head
        """;

    private const string UpdateNews = """
        UPDATE membership SET wants_news = @wanted WHERE participant = @participant AND assembly = @assembly
        """;

    private const string UpdateAllNews = "UPDATE membership SET wants_news = @wanted WHERE participant = @participant";

    private const string Delete = "DELETE FROM membership WHERE participant = @participant";

    private const string NewsReaders = """
        SELECT participant FROM membership WHERE assembly = @assembly AND wants_news = @wanted ORDER BY participant
        """;

    private const string Count = "SELECT COUNT(*) FROM membership WHERE assembly = @assembly";

    /// <summary>Adds a membership; when there is one, only the version of the consent changes. False: there is no such assembly.</summary>
    public static async Task<bool> UpsertAsync(
        SqlSession session, ParticipantId participant, Change.Join join, CancellationToken cancellationToken) =>
        await session.Command(
            Upsert,
            ("@participant", participant.Value),
            ("@consent_version", (long)join.ConsentVersion),
            ("@joined_at", join.At.ToStored()),
            ("@wants_news", false),
            ("@assembly", join.Assembly.Value)).ExecuteNonQueryAsync(cancellationToken) > 0;

    /// <summary>Adds a membership, or makes the one there is like it.</summary>
    public static Task ReplaceAsync(
        SqlSession session, ParticipantId participant, Membership membership, CancellationToken cancellationToken) =>
        session.Command(
            Replace,
            ("@participant", participant.Value),
            ("@assembly", membership.Assembly.Value),
            ("@consent_version", (long)membership.ConsentVersion),
            ("@joined_at", membership.JoinedAt.ToStored()),
            ("@wants_news", membership.WantsNews),
            ("@joined_head", membership.JoinedHead)).ExecuteNonQueryAsync(cancellationToken);

    public static Task SetNewsAsync(SqlSession session, Change.SetNews set, CancellationToken cancellationToken)
    {
        var command = set.Assembly is { } assembly
            ? session.Command(
                UpdateNews,
                ("@wanted", set.Wanted),
                ("@participant", set.Participant.Value),
                ("@assembly", assembly.Value))
            : session.Command(UpdateAllNews, ("@wanted", set.Wanted), ("@participant", set.Participant.Value));
        return command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task DeleteAsync(SqlSession session, ParticipantId participant, CancellationToken cancellationToken)
    {
        await session.Command(Delete, ("@participant", participant.Value)).ExecuteNonQueryAsync(cancellationToken);
        await session.Dialect.NoteDepartureAsync(session, cancellationToken);
    }

    public static Task<IReadOnlyList<ParticipantId>> NewsReadersAsync(
        SqlSession session, AssemblyId assembly, CancellationToken cancellationToken) =>
        session.Command(NewsReaders, ("@assembly", assembly.Value), ("@wanted", true))
            .ListAsync(row => new ParticipantId(row.GetInt64(0)), cancellationToken);

    public static async Task<int> CountAsync(SqlSession session, AssemblyId assembly, CancellationToken cancellationToken) =>
        (int)(await session.Command(Count, ("@assembly", assembly.Value)).ScalarAsync(cancellationToken) ?? 0);
}
