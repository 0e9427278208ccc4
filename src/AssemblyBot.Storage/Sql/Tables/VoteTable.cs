using System.Data.Common;

namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The votes: every one as an event that stays, and the last one of each person on each statement.</summary>
internal static class VoteTable
{
    private const string InsertEvent = """
        INSERT INTO vote_event (assembly, sequence, participant, statement, stance, at)
        VALUES (@assembly, @sequence, @participant, @statement, @stance, @at)
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
    public static async Task AppendAsync(
        SqlSession session, Change.CastVote vote, long sequence, CancellationToken cancellationToken)
    {
        await session.Command(
            InsertEvent,
            ("@assembly", vote.Assembly.Value),
            ("@sequence", sequence),
            ("@participant", vote.Participant.Value),
            ("@statement", (long)vote.Statement.Number),
            ("@stance", (long?)vote.Stance),
            ("@at", vote.At.ToStored())).ExecuteNonQueryAsync(cancellationToken);

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
    }

    /// <summary>On what a participant has current votes, in each assembly in the order in which they were cast.</summary>
    public static Task<IReadOnlyList<(AssemblyId Assembly, StatementId Statement)>> OfParticipantAsync(
        SqlSession session, ParticipantId participant, CancellationToken cancellationToken) =>
        session.Command(CurrentOfParticipant, ("@participant", participant.Value)).ListAsync(
            row => (new AssemblyId(row.GetInt64(0)), new StatementId(row.GetInt32(1))), cancellationToken);

    public static CurrentVote ReadCurrent(DbDataReader row) =>
        new(new ParticipantId(row.GetInt64(0)), new StatementId(row.GetInt32(1)), (Stance)row.GetInt64(2));

    public static VoteEvent ReadEvent(DbDataReader row) => new(
        row.GetInt64(0),
        new ParticipantId(row.GetInt64(1)),
        new StatementId(row.GetInt32(2)),
        (Stance?)row.GetInt64OrNull(3),
        row.GetTime(4));
}
