using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>
/// The version of everything that <see cref="AssemblyHall"/> holds in memory, the check of the installation's key, and the
/// numbers that were given last.
/// </summary>
internal static class CatalogueCollection
{
    private const long Only = 1;
    private const string Version = "version";
    private const string KeyCheck = "key_check";
    private const string Last = "last";

    public static void Bump(LiteDbSession session)
    {
        var catalogue = Read(session);
        catalogue[Version] = catalogue[Version].AsInt64 + 1;
        session.Catalogue.Put(catalogue);
    }

    public static long VersionOf(LiteDbSession session) => Read(session)[Version].AsInt64;

    /// <summary>What the installation's key is known by; null when none was used yet.</summary>
    public static string? KeyCheckOf(LiteDbSession session) => Read(session)[KeyCheck].AsStringOrNull();

    public static void SetKeyCheck(LiteDbSession session, string keyCheck)
    {
        var catalogue = Read(session);
        catalogue[KeyCheck] = keyCheck;
        session.Catalogue.Put(catalogue);
    }

    /// <summary>Sets both.</summary>
    public static void Set(LiteDbSession session, long version, string? keyCheck) =>
        session.Catalogue.Put(new BsonDocument { [Documents.Id] = Only, [Version] = version, [KeyCheck] = keyCheck });

    /// <summary>Sets the last number of a collection, unless it is further on.</summary>
    public static void RaiseCounter(LiteDbSession session, string collection, long last)
    {
        if (session.Counters.Find(collection) is not { } counter || counter[Last].AsInt64 < last)
            session.Counters.Put(new BsonDocument { [Documents.Id] = collection, [Last] = last });
    }

    /// <summary>Takes the counter of another file over, unless the one here is further on.</summary>
    public static void RaiseCounter(LiteDbSession session, BsonDocument counter) =>
        RaiseCounter(session, counter[Documents.Id].AsString, counter[Last].AsInt64);

    /// <summary>
    /// The next number of a collection. One that was given does not come back, whatever became of what had it: people's
    /// buttons and posts' keys hold it.
    /// </summary>
    public static long NextNumber(LiteDbSession session, Documents collection)
    {
        var next = (session.Counters.Find(collection.Name)?[Last].AsInt64 ?? 0) + 1;
        session.Counters.Put(new BsonDocument { [Documents.Id] = collection.Name, [Last] = next });
        return next;
    }

    private static BsonDocument Read(LiteDbSession session) =>
        session.Catalogue.Find(Only) ?? new BsonDocument { [Documents.Id] = Only, [Version] = 0L, [KeyCheck] = BsonValue.Null };
}
