using AssemblyBot.Storage.Sql.Tables;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The votes: every one is an event that stays, and the last one of each person on each statement counts.</summary>
internal static class VoteCollection
{
    private const string Participant = "p";
    private const string Statement = "s";
    private const string StanceField = "v";
    private const string At = "t";

    private const int ReadAtOnce = 1_000;

    public static BsonDocument Event(Change.CastVote vote, long sequence) => new()
    {
        [Documents.Id] = Keys.Of(vote.Assembly, sequence),
        [Participant] = vote.Participant.Value,
        [Statement] = vote.Statement.Number,
        [StanceField] = vote.Stance is { } stance ? (int)stance : BsonValue.Null,
        [At] = vote.At.ToStored(),
    };

    /// <summary>An event as a row of the table of events.</summary>
    public static object?[] ToRow(BsonDocument document) =>
    [
        Keys.AssemblyOf(document[Documents.Id]).Value, Keys.NumberOf(document[Documents.Id]), document[Participant].AsInt64,
        document[Statement].AsInt64, document[StanceField].IsNull ? null : document[StanceField].AsInt64, document[At].AsInt64,
    ];

    /// <summary>The event of a row.</summary>
    public static BsonDocument FromRow(object?[] values) => Event(
        new Change.CastVote(
            new AssemblyId((long)values[0]!),
            new ParticipantId((long)values[2]!),
            new StatementId((int)(long)values[3]!),
            (Stance?)(long?)values[4],
            DateTimeOffset.FromUnixTimeMilliseconds((long)values[5]!)),
        (long)values[1]!);

    /// <summary>The current votes of a participant as they were cast, in each assembly in that order.</summary>
    /// <remarks>
    /// No index leads from a participant to their events: it would cost each vote as much as the event itself. Whoever asks
    /// is someone who goes or links accounts; all events since they joined are looked at.
    /// </remarks>
    public static IReadOnlyList<CastBallot> CastBy(LiteDbSession session, ParticipantId participant)
    {
        var cast = new List<CastBallot>();
        foreach (var membership in ParticipantCollection.Get(session, participant)?.Memberships ?? [])
        {
            var last = new Dictionary<StatementId, VoteEvent>();
            foreach (var vote in EventsAfter(session, membership.Assembly, membership.JoinedHead).Where(vote => vote.Participant == participant))
                last[vote.Statement] = vote;
            cast.AddRange(last.Values
                .Where(vote => vote.Stance is not null)
                .OrderBy(vote => vote.Sequence)
                .Select(vote => new CastBallot(membership.Assembly, vote.Statement, vote.Stance!.Value, vote.Sequence, vote.At)));
        }

        return cast;
    }

    /// <summary>Up to <paramref name="max"/> events of an assembly after one, up to another, ascending.</summary>
    public static IReadOnlyList<VoteEvent> Events(LiteDbSession session, AssemblyId assembly, long after, long last, int max) =>
    [
        .. session.Events.Between(Keys.Of(assembly, after + 1), Keys.Of(assembly, last), max).Select(document => new VoteEvent(
            Keys.NumberOf(document[Documents.Id]),
            new ParticipantId(document[Participant].AsInt64),
            new StatementId(document[Statement].AsInt32),
            document[StanceField].IsNull ? null : (Stance)document[StanceField].AsInt32,
            document[At].AsTime())),
    ];

    private static IEnumerable<VoteEvent> EventsAfter(LiteDbSession session, AssemblyId assembly, long sequence)
    {
        var last = AssemblyCollection.HeadOf(session, assembly) ?? 0;
        while (Events(session, assembly, sequence, last, ReadAtOnce) is { Count: > 0 } some)
        {
            foreach (var vote in some)
                yield return vote;
            sequence = some[^1].Sequence;
        }
    }
}
