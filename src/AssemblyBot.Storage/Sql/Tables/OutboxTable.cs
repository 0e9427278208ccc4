using System.Data.Common;

namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>What the assembly has to say by itself, and how far each post has come.</summary>
internal static class OutboxTable
{
    private const string Insert = """
        INSERT INTO outbox (key, assembly, channel, participant, message, state, parts_posted, not_before)
        VALUES (@key, @assembly, @channel, @participant, @message, @state, @parts_posted, @not_before)
        ON CONFLICT (key) DO NOTHING
        """;

    private const string Update = """
        UPDATE outbox SET state = @state, parts_posted = @parts_posted, not_before = @not_before WHERE id = @id
        """;

    private const string RefuseForChannel = "UPDATE outbox SET state = @refused WHERE state < 2 AND channel = @channel";

    private const string RefuseForParticipant = """
        UPDATE outbox SET state = @refused WHERE state < 2 AND participant = @participant
        """;

    private const string MoveToParticipant = "UPDATE outbox SET participant = @to WHERE state < 2 AND participant = @from";

    // "state < 2", word for word, is the condition of the index: waiting or sending.
    private const string Due = """
        SELECT id, key, assembly, channel, participant, message, state, parts_posted, not_before FROM outbox
        WHERE state < 2 AND (not_before IS NULL OR not_before <= @now)
          AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier
            WHERE earlier.state < 2 AND earlier.channel = outbox.channel AND earlier.id < outbox.id AND earlier.not_before > @now)
          AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier
            WHERE earlier.state < 2 AND earlier.participant = outbox.participant AND earlier.id < outbox.id AND earlier.not_before > @now)
        ORDER BY id LIMIT @max
        """;

    /// <summary>Whether the key is new.</summary>
    public static async Task<bool> InsertAsync(SqlSession session, Post post, CancellationToken cancellationToken) =>
        await session.Command(
            Insert,
            ("@key", post.Key),
            ("@assembly", post.Assembly.Value),
            ("@channel", post.Channel?.Value),
            ("@participant", post.Participant?.Value),
            ("@message", StoredJson.Write(post.Message, StoredJson.Default.Message)),
            ("@state", (long)post.State),
            ("@parts_posted", (long)post.PartsPosted),
            ("@not_before", post.NotBefore?.ToStored())).ExecuteNonQueryAsync(cancellationToken) > 0;

    /// <summary>Whether there is such a post.</summary>
    public static async Task<bool> SettleAsync(SqlSession session, Change.Settle settle, CancellationToken cancellationToken) =>
        await session.Command(
            Update,
            ("@state", (long)settle.State),
            ("@parts_posted", (long)settle.PartsPosted),
            ("@not_before", settle.NotBefore?.ToStored()),
            ("@id", settle.Post)).ExecuteNonQueryAsync(cancellationToken) > 0;

    /// <summary>Gives up what waits for a channel that is linked no more.</summary>
    public static Task RefuseForChannelAsync(SqlSession session, long channel, CancellationToken cancellationToken) =>
        session.Command(RefuseForChannel, ("@refused", (long)PostState.Refused), ("@channel", channel))
            .ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Gives up what waits for a participant who is forgotten.</summary>
    public static Task RefuseForParticipantAsync(
        SqlSession session, ParticipantId participant, CancellationToken cancellationToken) =>
        session.Command(RefuseForParticipant, ("@refused", (long)PostState.Refused), ("@participant", participant.Value))
            .ExecuteNonQueryAsync(cancellationToken);

    /// <summary>What waits for one participant waits for another.</summary>
    public static Task MoveAsync(
        SqlSession session, ParticipantId from, ParticipantId to, CancellationToken cancellationToken) =>
        session.Command(MoveToParticipant, ("@to", to.Value), ("@from", from.Value)).ExecuteNonQueryAsync(cancellationToken);

    public static Task<IReadOnlyList<Post>> DueAsync(
        SqlSession session, DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        session.Command(Due, ("@now", now.ToStored()), ("@max", (long)max)).ListAsync(Read, cancellationToken);

    private static Post Read(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Key = row.GetString(1),
        Assembly = new AssemblyId(row.GetInt64(2)),
        Channel = row.GetInt64OrNull(3) is { } channel ? new ChannelId(channel) : null,
        Participant = row.GetInt64OrNull(4) is { } participant ? new ParticipantId(participant) : null,
        Message = StoredJson.Read(row.GetString(5), StoredJson.Default.Message),
        State = (PostState)row.GetInt64(6),
        PartsPosted = row.GetInt32(7),
        NotBefore = row.IsDBNull(8) ? null : row.GetTime(8),
    };
}
