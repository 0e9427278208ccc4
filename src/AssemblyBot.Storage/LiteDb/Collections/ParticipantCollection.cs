using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The participants, each with the assemblies in which they take part.</summary>
internal static class ParticipantCollection
{
    /// <summary>The numbers of the assemblies they take part in: an index of each.</summary>
    public const string AssembliesOf = "$.memberships[*].assembly";

    /// <summary>The numbers of the assemblies whose news they want: an index of each.</summary>
    public const string NewsOf = "$.news[*]";

    private const string Language = "language";
    private const string Current = "current";
    private const string Writing = "writing";
    private const string RoleField = "role";
    private const string Memberships = "memberships";
    private const string News = "news";
    private const string Assembly = "assembly";
    private const string ConsentVersion = "consent_version";
    private const string JoinedAt = "joined_at";
    private const string JoinedHead = "joined_head";

    public static ParticipantRecord? Find(LiteDbSession session, string accountHash) =>
        IdentityCollection.Find(session, accountHash) is { } participant ? Get(session, participant) : null;

    public static ParticipantRecord? Get(LiteDbSession session, ParticipantId id) =>
        session.Participants.Find(id.Value) is { } document ? Read(document) : null;

    /// <summary>Adds a participant and returns the number.</summary>
    public static ParticipantId Insert(LiteDbSession session)
    {
        var id = new ParticipantId(CatalogueCollection.NextNumber(session, session.Participants));
        Write(session, new ParticipantRecord { Id = id });
        return id;
    }

    /// <summary>Adds participants that have their numbers already.</summary>
    public static void Insert(LiteDbSession session, IEnumerable<ParticipantRecord> participants) =>
        session.Participants.Insert(participants.Select(Document));

    public static bool Exists(LiteDbSession session, ParticipantId id) => session.Participants.Find(id.Value) is not null;

    /// <summary>Changes a participant; whether there is such a one.</summary>
    public static bool Change(LiteDbSession session, ParticipantId id, Func<ParticipantRecord, ParticipantRecord> change)
    {
        if (Get(session, id) is not { } participant)
            return false;
        Write(session, change(participant));
        return true;
    }

    /// <summary>Takes everything off a participant but the number; whether there is such a participant.</summary>
    public static bool Clear(LiteDbSession session, ParticipantId id) =>
        Change(session, id, participant => new ParticipantRecord { Id = participant.Id });

    public static int CountIn(LiteDbSession session, AssemblyId assembly) =>
        session.Participants.CountAny(AssembliesOf, assembly.Value);

    public static IReadOnlyList<ParticipantId> NewsReaders(LiteDbSession session, AssemblyId assembly) =>
    [
        .. session.Participants.WhereAny(NewsOf, assembly.Value)
            .Select(document => new ParticipantId(document[Documents.Id].AsInt64))
            .OrderBy(participant => participant.Value),
    ];

    /// <summary>A participant of a document.</summary>
    public static ParticipantRecord Read(BsonDocument document)
    {
        var news = document[News].AsArray.Select(assembly => assembly.AsInt64).ToHashSet();
        return new ParticipantRecord
        {
            Id = new ParticipantId(document[Documents.Id].AsInt64),
            Language = document[Language].AsStringOrNull(),
            Current = document[Current].AsAssemblyOrNull(),
            Writing = document[Writing].AsAssemblyOrNull(),
            Role = (Role)document[RoleField].AsInt32,
            Memberships =
            [
                .. document[Memberships].AsArray
                    .Select(membership => new Membership(
                        new AssemblyId(membership[Assembly].AsInt64),
                        membership[ConsentVersion].AsInt32,
                        membership[JoinedAt].AsTime(),
                        news.Contains(membership[Assembly].AsInt64))
                    {
                        // Who joined before this was kept has none.
                        JoinedHead = membership[JoinedHead].IsNull ? 0 : membership[JoinedHead].AsInt64,
                    })
                    .OrderBy(membership => membership.Assembly.Value),
            ],
        };
    }

    private static void Write(LiteDbSession session, ParticipantRecord participant) =>
        session.Participants.Put(Document(participant));

    private static BsonDocument Document(ParticipantRecord participant) => new()
    {
        [Documents.Id] = participant.Id.Value,
        [Language] = participant.Language,
        [Current] = participant.Current.ToStored(),
        [Writing] = participant.Writing.ToStored(),
        [RoleField] = (int)participant.Role,
        [Memberships] = new BsonArray(participant.Memberships.Select(membership => new BsonDocument
        {
            [Assembly] = membership.Assembly.Value,
            [ConsentVersion] = membership.ConsentVersion,
            [JoinedAt] = membership.JoinedAt.ToStored(),
            [JoinedHead] = membership.JoinedHead,
        })),
        [News] = new BsonArray(participant.Memberships
            .Where(membership => membership.WantsNews)
            .Select(membership => new BsonValue(membership.Assembly.Value))),
    };
}
