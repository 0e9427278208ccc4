using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>Which deliveries led to a change, and how far each source has been read.</summary>
internal static class InboxCollection
{
    /// <summary>The field of the time, which has an index.</summary>
    public const string At = "t";

    private const string Value = "v";
    private const string Position = "position";

    /// <summary>What the first deliveries of these names led to, by their keys.</summary>
    public static IEnumerable<(string Key, long Value)> Find(LiteDbSession session, IReadOnlyCollection<string> keys) =>
        keys.Count == 0
            ? []
            : session.Inbox.FindAll(keys.Select(key => new BsonValue(key)))
                .Select(delivery => (delivery[Documents.Id].AsString, delivery[Value].AsInt64));

    public static BsonDocument Delivery(string key, long value, DateTimeOffset at) =>
        new() { [Documents.Id] = key, [Value] = value, [At] = at.ToStored() };

    /// <summary>A delivery as a row.</summary>
    public static object?[] ToRow(BsonDocument document)
    {
        var key = document[Documents.Id].AsString;
        var end = key.IndexOf('\n', StringComparison.Ordinal);
        return [key[..end], key[(end + 1)..], document[Value].AsInt64, document[At].AsInt64];
    }

    /// <summary>The delivery of a row.</summary>
    public static BsonDocument FromRow(object?[] values) => Delivery(
        Keys.Of(new InboxKey((string)values[0]!, (string)values[1]!)),
        (long)values[2]!,
        DateTimeOffset.FromUnixTimeMilliseconds((long)values[3]!));

    /// <summary>Deletes up to <paramref name="max"/> deliveries older than a time; how many it were.</summary>
    public static int Prune(LiteDbSession session, DateTimeOffset before, int max) =>
        session.Inbox.Delete(session.Inbox.Below(At, before.ToStored(), max).Select(delivery => delivery[Documents.Id]));

    public static void SetCursor(LiteDbSession session, Cursor cursor) =>
        session.Cursors.Put(new BsonDocument { [Documents.Id] = cursor.Source, [Position] = cursor.Position });

    public static long? CursorOf(LiteDbSession session, string source) => session.Cursors.Find(source)?[Position].AsInt64;
}
