using System.Data.Common;

namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The votes: every one as an event that stays, and the last one of each person on each statement.</summary>
internal static class VoteTable
{
    private const string InsertEvent = """
        INSERT INTO vote_event (assembly, sequence, participant, statement, stance, at)
        VALUES (@assembly, @sequence, @participant, @statement, @stance, @at)
        """;

    private const string InsertEventOfMember = """
        INSERT INTO vote_event (assembly, sequence, participant, statement, stance, at)
        SELECT @assembly, @sequence, @participant, @statement, CAST(@stance AS BIGINT), @at
        WHERE EXISTS (SELECT 1 FROM identity WHERE participant = @participant)
        """;

    private const string SetCurrent = """
        INSERT INTO vote_current (assembly, participant, statement, stance, sequence)
        VALUES (@assembly, @participant, @statement, @stance, @sequence)
        ON CONFLICT (assembly, participant, statement) DO UPDATE SET stance = excluded.stance, sequence = excluded.sequence
        """;

    private const string DeleteCurrent = """
        DELETE FROM vote_current WHERE assembly = @assembly AND participant = @participant AND statement = @statement
        """;

    // Participant alone is no prefix of the key: assembly by assembly it is.
    private const string CurrentOfParticipant = """
        SELECT v.assembly, v.statement FROM assembly a
        JOIN vote_current v ON v.assembly = a.id AND v.participant = @participant
        ORDER BY v.assembly, v.sequence
        """;

    private const string CastByParticipant = """
        SELECT v.assembly, v.statement, v.stance, v.sequence, e.at FROM assembly a
        JOIN vote_current v ON v.assembly = a.id AND v.participant = @participant
        JOIN vote_event e ON e.assembly = v.assembly AND e.sequence = v.sequence
        ORDER BY v.assembly, v.sequence
        """;

    /// <summary>Every current vote of an assembly: participant, statement, stance.</summary>
    public const string Current = """
        SELECT participant, statement, stance FROM vote_current WHERE assembly = @assembly ORDER BY sequence
        """;

    /// <summary>The events of an assembly after one: sequence, participant, statement, stance, time.</summary>
    public const string Events = """
        SELECT sequence, participant, statement, stance, at FROM vote_event
        WHERE assembly = @assembly AND sequence > @after ORDER BY sequence
        """;

    /// <summary>Records a vote or a withdrawal under a sequence number.</summary>
    public static Task AppendAsync(
        SqlSession session, Change.CastVote vote, long sequence, CancellationToken cancellationToken) =>
        AppendAsync(session, InsertEvent, vote, sequence, cancellationToken);

    /// <summary>The same, unless the participant has no account any more; whether it was recorded.</summary>
    public static Task<bool> AppendOfMemberAsync(
        SqlSession session, Change.CastVote vote, long sequence, CancellationToken cancellationToken) =>
        AppendAsync(session, InsertEventOfMember, vote, sequence, cancellationToken);

    private static async Task<bool> AppendAsync(
        SqlSession session, string insert, Change.CastVote vote, long sequence, CancellationToken cancellationToken)
    {
        var inserted = await session.Command(
            insert,
            ("@assembly", vote.Assembly.Value),
            ("@sequence", sequence),
            ("@participant", vote.Participant.Value),
            ("@statement", (long)vote.Statement.Number),
            ("@stance", (long?)vote.Stance),
            ("@at", vote.At.ToStored())).ExecuteNonQueryAsync(cancellationToken);
        if (inserted == 0)
            return false;

        var current = vote.Stance is { } stance
            ? session.Command(
                SetCurrent,
                ("@assembly", vote.Assembly.Value),
                ("@participant", vote.Participant.Value),
                ("@statement", (long)vote.Statement.Number),
                ("@stance", (long)stance),
                ("@sequence", sequence))
            : session.Command(
                DeleteCurrent,
                ("@assembly", vote.Assembly.Value),
                ("@participant", vote.Participant.Value),
                ("@statement", (long)vote.Statement.Number));
        await current.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    /// <summary>On what a participant has current votes, in each assembly in the order in which they were cast.</summary>
    public static Task<IReadOnlyList<(AssemblyId Assembly, StatementId Statement)>> OfParticipantAsync(
        SqlSession session, ParticipantId participant, CancellationToken cancellationToken) =>
        session.Command(CurrentOfParticipant, ("@participant", participant.Value)).ListAsync(
            row => (new AssemblyId(row.GetInt64(0)), new StatementId(row.GetInt32(1))), cancellationToken);

    /// <summary>The current votes of a participant as they were cast, in each assembly in that order.</summary>
    public static Task<IReadOnlyList<CastBallot>> CastByAsync(
        SqlSession session, ParticipantId participant, CancellationToken cancellationToken) =>
        session.Command(CastByParticipant, ("@participant", participant.Value)).ListAsync(
            row => new CastBallot(
                new AssemblyId(row.GetInt64(0)),
                new StatementId(row.GetInt32(1)),
                (Stance)row.GetInt64(2),
                row.GetInt64(3),
                row.GetTime(4)),
            cancellationToken);

    public static CurrentVote ReadCurrent(DbDataReader row) =>
        new(new ParticipantId(row.GetInt64(0)), new StatementId(row.GetInt32(1)), (Stance)row.GetInt64(2));

    public static VoteEvent ReadEvent(DbDataReader row) => new(
        row.GetInt64(0),
        new ParticipantId(row.GetInt64(1)),
        new StatementId(row.GetInt32(2)),
        (Stance?)row.GetInt64OrNull(3),
        row.GetTime(4));
}
