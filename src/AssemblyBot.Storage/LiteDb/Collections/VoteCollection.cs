using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>
/// The votes: every one as an event that stays, and the current ones of each participant in an assembly together, so that
/// a vote adds one document and not two.
/// </summary>
internal static class VoteCollection
{
    private const string Participant = "p";
    private const string Statement = "s";
    private const string StanceField = "v";
    private const string At = "t";
    private const string Votes = "b";

    public static BsonDocument Event(Change.CastVote vote, long sequence) => new()
    {
        [Documents.Id] = Keys.Of(vote.Assembly, sequence),
        [Participant] = vote.Participant.Value,
        [Statement] = vote.Statement.Number,
        [StanceField] = vote.Stance is { } stance ? (int)stance : BsonValue.Null,
        [At] = vote.At.ToStored(),
    };

    public static BsonDocument Ballot(long key, StoredBallot ballot) =>
        new() { [Documents.Id] = key, [Votes] = ballot.ToBytes() };

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

    /// <summary>A ballot as rows of the table of current votes.</summary>
    public static IEnumerable<object?[]> ToRows(BsonDocument document) => StoredBallot.Read(document[Votes].AsBinary).Votes.Select(
        vote => (object?[])
        [
            Keys.AssemblyOf(document[Documents.Id]).Value, Keys.NumberOf(document[Documents.Id]), (long)vote.Statement.Number,
            (long)vote.Stance, vote.Sequence,
        ]);

    /// <summary>The ballots of those keys that there are.</summary>
    public static IEnumerable<(long Key, StoredBallot Ballot)> FindBallots(LiteDbSession session, IReadOnlyCollection<long> keys) =>
        keys.Count == 0
            ? []
            : session.Ballots.FindAll(keys.Select(key => new BsonValue(key)))
                .Select(document => (document[Documents.Id].AsInt64, StoredBallot.Read(document[Votes].AsBinary)));

    /// <summary>A participant's ballots, assembly by assembly.</summary>
    public static IEnumerable<(AssemblyId Assembly, StoredBallot Ballot)> OfParticipant(
        LiteDbSession session, ParticipantId participant) =>
        FindBallots(session, [.. AssemblyCollection.Numbers(session).Select(assembly => Keys.Of(assembly, participant.Value))])
            .Select(found => (Keys.AssemblyOf(found.Key), found.Ballot))
            .OrderBy(found => found.Item1.Value);

    /// <summary>When a vote was cast.</summary>
    public static DateTimeOffset TimeOf(LiteDbSession session, AssemblyId assembly, long sequence) =>
        session.Events.Find(Keys.Of(assembly, sequence))![At].AsTime();

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

    /// <summary>Up to <paramref name="max"/> participants after one, with the numbers of the events that count, ascending.</summary>
    public static IReadOnlyList<(long Participant, StoredBallot Ballot)> BallotsAfter(
        LiteDbSession session, AssemblyId assembly, long participant, int max) =>
    [
        .. session.Ballots.Between(Keys.Of(assembly, participant + 1), Keys.LastOf(assembly), max)
            .Select(document => (Keys.NumberOf(document[Documents.Id]), StoredBallot.Read(document[Votes].AsBinary))),
    ];
}
