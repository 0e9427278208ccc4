using AssemblyBot.Storage.LiteDb.Collections;
using AssemblyBot.Storage.Whole;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>
/// What the collections hold as the rows that every kind of store can give and take. A field has the name of its column;
/// the rest is here.
/// </summary>
internal static class StoredRows
{
    /// <summary>Every row, table by table.</summary>
    public static IEnumerable<StoredRow> All(LiteDbSession session) =>
        StoredTable.All.SelectMany(table => Of(session, table).Select(values => new StoredRow(table, values)));

    /// <summary>How many rows of a table there are.</summary>
    public static long Count(LiteDbSession session, StoredTable table) =>
        table == StoredTable.VoteEvent ? AssemblyCollection.CountEvents(session)
        : table == StoredTable.Inbox ? session.Inbox.Count()
        : Of(session, table).LongCount();

    private static IEnumerable<object?[]> Of(LiteDbSession session, StoredTable table) => table.Name switch
    {
        "assembly" => Assemblies(session),
        "participant" => Plain(session.Participants, table),
        "identity" => Plain(session.Identities, table),
        "membership" => session.Participants.InOrder().SelectMany(Memberships),
        "statement" => Numbered(session.Statements, table),
        "fingerprint" => session.Fingerprints.InOrder().SelectMany(Fingerprints),
        "moderation" => session.Moderation.InOrder().Select(decision => Decision(decision, table)),
        "snapshot" => session.Snapshots.InOrder().Select(document => SnapshotOf(session, document)),
        "vote_event" => session.Events.InOrder().Select(VoteCollection.ToRow),
        "channel" => Plain(session.Channels, table).Select(WithTopic),
        "code" => Plain(session.Codes, table),
        "link_code" => Plain(session.LinkCodes, table),
        "summary" => session.Summaries.InOrder().Select(SummaryCollection.ToRow).OrderBy(values => (long)values[0]!),
        "outbox" => Plain(session.Settled, table).Concat(Plain(session.Outbox, table)).OrderBy(values => (long)values[0]!),
        "inbox" => session.Inbox.InOrder().Select(InboxCollection.ToRow),
        "cursor" => Plain(session.Cursors, table),
        "lease" => Plain(session.Leases, table).Select(values => (object?[])[.. values[..3], 0L]),
        "catalogue" => [[CatalogueCollection.VersionOf(session), CatalogueCollection.KeyCheckOf(session)]],
        "counter" => Plain(session.Counters, table),
        _ => throw new NotSupportedException($"this store has no table {table.Name}"),
    };

    /// <summary>Documents whose key is the first column.</summary>
    private static IEnumerable<object?[]> Plain(Documents documents, StoredTable table) => documents.InOrder().Select(
        document => (object?[])[ValueOf(document[Documents.Id]), .. table.Columns.Skip(1).Select(column => ValueOf(document[column]))]);

    /// <summary>Documents whose key is the first two columns, an assembly and a number.</summary>
    private static IEnumerable<object?[]> Numbered(Documents documents, StoredTable table) => documents.InOrder().Select(
        document => (object?[])
        [
            Keys.AssemblyOf(document[Documents.Id]).Value, Keys.NumberOf(document[Documents.Id]),
            .. table.Columns.Skip(2).Select(column => ValueOf(document[column])),
        ]);

    private static IEnumerable<object?[]> Assemblies(LiteDbSession session) =>
        Plain(session.Assemblies, StoredTable.Assembly).Select(values =>
            (object?[])[.. values[..^1], AssemblyCollection.HeadOf(session, new AssemblyId((long)values[0]!))]);

    private static IEnumerable<object?[]> Memberships(BsonDocument document)
    {
        var participant = ParticipantCollection.Read(document);
        return participant.Memberships.Select(membership => (object?[])
        [
            participant.Id.Value, membership.Assembly.Value, (long)membership.ConsentVersion, membership.JoinedAt.ToStored(),
            membership.WantsNews ? 1L : 0L, membership.JoinedHead,
        ]);
    }

    private static IEnumerable<object?[]> Fingerprints(BsonDocument document)
    {
        var words = document[Documents.Id].AsString;
        return StatementCollection.WithWords(document).Select(statement => (object?[])
            [Keys.AssemblyOf(statement).Value, words[(words.IndexOf(':', StringComparison.Ordinal) + 1)..], Keys.NumberOf(statement)]);
    }

    private static object?[] Decision(BsonDocument decision, StoredTable table) =>
    [
        decision[Documents.Id].AsInt64, Keys.AssemblyOf(decision["statement"]).Value, Keys.NumberOf(decision["statement"]),
        .. table.Columns.Skip(3).Select(column => ValueOf(decision[column])),
    ];

    private static object?[] SnapshotOf(LiteDbSession session, BsonDocument document)
    {
        var snapshot = SnapshotCollection.Read(session, document);
        return [snapshot.Assembly.Value, snapshot.Name, snapshot.Head, snapshot.Body];
    }

    // In the rows a missing topic is an empty one.
    private static object?[] WithTopic(object?[] values)
    {
        values[4] ??= "";
        return values;
    }

    private static object? ValueOf(BsonValue value) => value.Type switch
    {
        BsonType.Null => null,
        BsonType.Int32 or BsonType.Int64 => value.AsInt64,
        BsonType.String => value.AsString,
        BsonType.Binary => value.AsBinary,
        _ => throw new StoreException($"the store holds a {value.Type} where none belongs; restore a backup"),
    };
}
