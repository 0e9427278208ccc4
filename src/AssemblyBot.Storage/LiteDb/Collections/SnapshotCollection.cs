using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>What was computed from events and is kept, in parts: a document of LiteDB has 16 MB at most.</summary>
internal static class SnapshotCollection
{
    private const int PartLength = 1 << 20;
    private const string Head = "head";
    private const string Parts = "parts";
    private const string Body = "b";

    /// <summary>Whether it is in place, and not one of a later moment.</summary>
    public static bool Keep(LiteDbSession session, Snapshot snapshot)
    {
        var key = KeyOf(snapshot.Assembly, snapshot.Name);
        var known = session.Snapshots.Find(key);
        if (known is not null && known[Head].AsInt64 > snapshot.Head)
            return false;
        if (known is not null)
            session.SnapshotParts.Delete(PartKeys(key, known[Parts].AsInt32));

        var parts = snapshot.Body.Chunk(PartLength).ToArray();
        session.SnapshotParts.Insert(
            parts.Zip(PartKeys(key, parts.Length), (part, id) => new BsonDocument { [Documents.Id] = id, [Body] = part }));
        session.Snapshots.Put(new BsonDocument { [Documents.Id] = key, [Head] = snapshot.Head, [Parts] = parts.Length });
        return true;
    }

    public static Snapshot? Find(LiteDbSession session, AssemblyId assembly, string name) =>
        session.Snapshots.Find(KeyOf(assembly, name)) is { } document ? Read(session, document) : null;

    /// <summary>A snapshot with its parts.</summary>
    public static Snapshot Read(LiteDbSession session, BsonDocument document)
    {
        var key = document[Documents.Id].AsString;
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        return new Snapshot(
            new AssemblyId(long.Parse(key.AsSpan(0, colon), System.Globalization.CultureInfo.InvariantCulture)),
            key[(colon + 1)..],
            document[Head].AsInt64,
            [.. PartKeys(key, document[Parts].AsInt32).SelectMany(id => session.SnapshotParts.Find(id)![Body].AsBinary)]);
    }

    private static string KeyOf(AssemblyId assembly, string name) => $"{assembly.Value}:{name}";

    private static IEnumerable<BsonValue> PartKeys(string key, int count) =>
        Enumerable.Range(0, count).Select(part => new BsonValue($"{key}:{part}"));
}
