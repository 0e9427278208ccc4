using System.Data.Common;

namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The channels that assemblies are linked to. A missing topic is stored as an empty one, so that it is unique.</summary>
internal static class ChannelTable
{
    private const string Upsert = """
        INSERT INTO channel (assembly, platform, chat, topic, language, schedule, linked_at, linked_by)
        VALUES (@assembly, @platform, @chat, @topic, @language, @schedule, @linked_at, @linked_by)
        ON CONFLICT (assembly, platform, chat, topic)
        DO UPDATE SET language = excluded.language, schedule = excluded.schedule, linked_at = excluded.linked_at,
            linked_by = COALESCE(excluded.linked_by, channel.linked_by), disabled_because = NULL
        RETURNING id
        """;

    private const string Delete = """
        DELETE FROM channel WHERE assembly = @assembly AND platform = @platform AND chat = @chat AND topic = @topic
        RETURNING id
        """;

    private const string Disable = """
        UPDATE channel SET disabled_because = @because WHERE id = @id RETURNING assembly, linked_at, linked_by
        """;

    private const string MoveLinks = "UPDATE channel SET linked_by = @to WHERE linked_by = @from";

    // A link that the new chat has already is not made twice: the old one goes.
    private const string DeleteMoved = """
        DELETE FROM channel WHERE platform = @platform AND chat = @old AND EXISTS (
            SELECT 1 FROM channel kept WHERE kept.assembly = channel.assembly AND kept.platform = channel.platform
            AND kept.chat = @new AND kept.topic = channel.topic)
        RETURNING id
        """;

    private const string Move = "UPDATE channel SET chat = @new WHERE platform = @platform AND chat = @old";

    private const string All = """
        SELECT id, assembly, platform, chat, topic, language, schedule, linked_at, disabled_because, linked_by
        FROM channel ORDER BY id
        """;

    /// <summary>Links a channel, or changes its link, and returns its number.</summary>
    public static async Task<long> UpsertAsync(
        SqlSession session, Change.LinkChannel link, ParticipantId? by, CancellationToken cancellationToken) =>
        (await session.Command(
            Upsert,
            ("@assembly", link.Assembly.Value),
            ("@platform", link.Address.Platform),
            ("@chat", link.Address.Chat),
            ("@topic", link.Address.Topic ?? ""),
            ("@language", link.Language),
            ("@schedule", StoredJson.Write(link.Schedule, StoredJson.Default.Schedule)),
            ("@linked_at", link.At.ToStored()),
            ("@linked_by", by?.Value)).ScalarAsync(cancellationToken))!.Value;

    /// <summary>Ends a link and returns its number; null when there is none.</summary>
    public static Task<long?> DeleteAsync(
        SqlSession session, Change.UnlinkChannel unlink, CancellationToken cancellationToken) =>
        session.Command(
            Delete,
            ("@assembly", unlink.Assembly.Value),
            ("@platform", unlink.Address.Platform),
            ("@chat", unlink.Address.Chat),
            ("@topic", unlink.Address.Topic ?? "")).ScalarAsync(cancellationToken);

    /// <summary>Disables a channel and returns its link; null when there is none.</summary>
    public static async Task<ChannelLink?> DisableAsync(
        SqlSession session, Change.DisableChannel disable, CancellationToken cancellationToken) =>
        await session.Command(Disable, ("@because", disable.Because), ("@id", disable.Channel.Value)).FirstAsync(
            row => new ChannelLink(new AssemblyId(row.GetInt64(0)), row.GetTime(1), LinkedBy(row, 2)), cancellationToken);

    /// <summary>The links that one participant made are another's; null: nobody's.</summary>
    public static Task MoveLinksAsync(
        SqlSession session, ParticipantId from, ParticipantId? to, CancellationToken cancellationToken) =>
        session.Command(MoveLinks, ("@to", to?.Value), ("@from", from.Value)).ExecuteNonQueryAsync(cancellationToken);

    /// <summary>The links that ended because the new chat has them already, and how many moved.</summary>
    public static async Task<(IReadOnlyList<long> Ended, int Moved)> MoveAsync(
        SqlSession session, Change.MoveChat move, CancellationToken cancellationToken)
    {
        var ended = await session.Command(
            DeleteMoved, ("@platform", move.Platform), ("@old", move.OldChat), ("@new", move.NewChat))
            .ListAsync(row => row.GetInt64(0), cancellationToken);
        var moved = await session.Command(
            Move, ("@new", move.NewChat), ("@platform", move.Platform), ("@old", move.OldChat))
            .ExecuteNonQueryAsync(cancellationToken);
        return (ended, moved);
    }

    public static Task<IReadOnlyList<ChannelRecord>> AllAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.Command(All).ListAsync(Read, cancellationToken);

    private static ChannelRecord Read(DbDataReader row) => new()
    {
        Id = new ChannelId(row.GetInt64(0)),
        Assembly = new AssemblyId(row.GetInt64(1)),
        Address = new ChannelAddress(row.GetString(2), row.GetString(3), row.GetString(4) is { Length: > 0 } topic ? topic : null),
        Language = row.GetString(5),
        Schedule = StoredJson.Read(row.GetString(6), StoredJson.Default.Schedule),
        LinkedAt = row.GetTime(7),
        DisabledBecause = row.GetStringOrNull(8),
        LinkedBy = LinkedBy(row, 9),
    };

    private static ParticipantId? LinkedBy(DbDataReader row, int column) =>
        row.GetInt64OrNull(column) is { } participant ? new ParticipantId(participant) : null;
}
