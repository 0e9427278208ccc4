using AssemblyBot.Storage.LiteDb.Collections;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>The collections of the LiteDB store and their indexes, step by step. LiteDB makes every <c>_id</c> an index itself.</summary>
internal static class LiteDbSchema
{
    /// <summary>The mark of our files, the upper half of the version in their header: "AS".</summary>
    public const int Mark = 0x4153;

    private const string Ballots = "ballot";
    private const string ByAge = "by_age";

    /// <summary>Every collection of the newest version.</summary>
    public static IReadOnlyList<string> Collections { get; } =
    [
        "assembly", "head", "participant", "identity", "statement", "fingerprint", "moderation", "vote_event", "channel", "code",
        "link_code", "summary", "snapshot", "snapshot_part", "outbox", "outbox_settled", "outbox_key", "inbox", "cursor", "lease",
        "catalogue", "counter",
    ];

    /// <summary>Every step, from 1 without a gap.</summary>
    public static IReadOnlyList<LiteDbMigration> Migrations { get; } =
        [new LiteDbMigration(1, "first", First), new LiteDbMigration(2, "events alone", EventsAlone)];

    /// <summary>The version as it stands in a file's header.</summary>
    public static int InHeader(int version) => (Mark << 16) | version;

    /// <summary>The version that stands in a file's header; null when the file is another program's.</summary>
    public static int? FromHeader(int userVersion) => userVersion >> 16 == Mark ? userVersion & 0xFFFF : null;

    private static void First(LiteDbSession session)
    {
        foreach (var collection in new[]
        {
            "assembly", "head", "participant", "identity", "statement", "fingerprint", "moderation", "vote_event", Ballots, "channel",
            "code", "link_code", "summary", "snapshot", "snapshot_part", "outbox", "outbox_settled", "outbox_key", "inbox", "cursor",
            "lease", "catalogue", "counter",
        })
        {
            session.EnsureCollection(collection);
        }

        session.EnsureIndex("assembly", "by_code", $"$.{AssemblyCollection.Code}", isUnique: true);
        session.EnsureIndex("participant", "by_assembly", ParticipantCollection.AssembliesOf);
        session.EnsureIndex("participant", "by_news", ParticipantCollection.NewsOf);
        session.EnsureIndex("identity", "by_participant", $"$.{IdentityCollection.Participant}");
        session.EnsureIndex("statement", "by_author", $"$.{StatementCollection.Author}");
        session.EnsureIndex("fingerprint", "by_statement", StatementCollection.StatementsOf);
        session.EnsureIndex("moderation", "by_moderator", $"$.{StatementCollection.Moderator}");
        session.EnsureIndex("link_code", "by_hash", $"$.{LinkCodeCollection.Hash}", isUnique: true);
        session.EnsureIndex("summary", "by_period", $"$.{SummaryCollection.Period}", isUnique: true);
        session.EnsureIndex("inbox", ByAge, $"$.{InboxCollection.At}");
    }

    // The current votes follow from the events, and are kept in memory and in snapshots.
    private static void EventsAlone(LiteDbSession session)
    {
        session.DropCollection(Ballots);
        session.DropIndex("inbox", ByAge);
    }
}
