using System.Data.Common;

namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The votes: every one is an event that stays, and the last one of each person on each statement counts.</summary>
internal static class VoteTable
{
    private const string InsertEvent = """
        INSERT INTO vote_event (assembly, sequence, participant, statement, stance, at)
        VALUES (@assembly, @sequence, @participant, @statement, @stance, @at)
        """;

    private const string InsertEventOfMember = """
        INSERT INTO vote_event (assembly, sequence, participant, statement, stance, at)
        SELECT @assembly, @sequence, @participant, @statement, CAST(@stance AS BIGINT), @at
        WHERE EXISTS (SELECT 1 FROM membership WHERE participant = @participant AND assembly = @assembly)
        """;

    // No index leads from a participant to their events: it would cost each vote as much as the event itself. Whoever asks
    // is someone who goes or links accounts; all events since they joined are looked at.
    private const string EventsOfMember = """
        SELECT e.assembly, e.statement, e.stance, e.sequence, e.at FROM membership m
        JOIN vote_event e ON e.assembly = m.assembly AND e.sequence > m.joined_head AND e.participant = m.participant
        WHERE m.participant = @participant
        ORDER BY e.assembly, e.sequence
        """;

    /// <summary>The events of an assembly after one: sequence, participant, statement, stance, time.</summary>
    public const string Events = """
        SELECT sequence, participant, statement, stance, at FROM vote_event
        WHERE assembly = @assembly AND sequence > @after ORDER BY sequence
        """;

    /// <summary>Records a vote or a withdrawal under a sequence number.</summary>
    public static Task AppendAsync(
        SqlSession session, Change.CastVote vote, long sequence, CancellationToken cancellationToken) =>
        InsertAsync(session, InsertEvent, vote, sequence, cancellationToken);

    /// <summary>The same, unless the participant is no member of the assembly; whether it was recorded.</summary>
    public static async Task<bool> AppendOfMemberAsync(
        SqlSession session, Change.CastVote vote, long sequence, CancellationToken cancellationToken) =>
        await InsertAsync(session, InsertEventOfMember, vote, sequence, cancellationToken) > 0;

    /// <summary>The current votes of a member as they were cast, in each of their assemblies in that order.</summary>
    public static async Task<IReadOnlyList<CastBallot>> CastByAsync(
        SqlSession session, ParticipantId participant, CancellationToken cancellationToken)
    {
        var events = await session.Command(EventsOfMember, ("@participant", participant.Value)).ListAsync(
            row => (
                Assembly: new AssemblyId(row.GetInt64(0)),
                Statement: new StatementId(row.GetInt32(1)),
                Stance: (Stance?)row.GetInt64OrNull(2),
                Sequence: row.GetInt64(3),
                At: row.GetTime(4)),
            cancellationToken);
        return
        [
            .. events.GroupBy(e => (e.Assembly, e.Statement))
                .Select(votes => votes.Last())
                .Where(last => last.Stance is not null)
                .Select(last => new CastBallot(last.Assembly, last.Statement, last.Stance!.Value, last.Sequence, last.At))
                .OrderBy(vote => vote.Assembly.Value)
                .ThenBy(vote => vote.Sequence),
        ];
    }

    public static VoteEvent ReadEvent(DbDataReader row) => new(
        row.GetInt64(0),
        new ParticipantId(row.GetInt64(1)),
        new StatementId(row.GetInt32(2)),
        (Stance?)row.GetInt64OrNull(3),
        row.GetTime(4));

    private static Task<int> InsertAsync(
        SqlSession session, string insert, Change.CastVote vote, long sequence, CancellationToken cancellationToken) =>
        session.Command(
            insert,
            ("@assembly", vote.Assembly.Value),
            ("@sequence", sequence),
            ("@participant", vote.Participant.Value),
            ("@statement", (long)vote.Statement.Number),
            ("@stance", (long?)vote.Stance),
            ("@at", vote.At.ToStored())).ExecuteNonQueryAsync(cancellationToken);
}
