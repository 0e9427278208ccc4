using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>Which deliveries led to a change, and how far each source has been read.</summary>
internal static class InboxCollection
{
    /// <summary>The field of the time.</summary>
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

    /// <summary>
    /// Looks at <paramref name="count"/> deliveries after one, in the order of their keys, and deletes those older than a
    /// time. Returns the last one it looked at; null: there are no more.
    /// </summary>
    public static BsonValue? Prune(LiteDbSession session, BsonValue? after, int count, DateTimeOffset before)
    {
        var some = session.Inbox.After(after, count);
        session.Inbox.Delete(some.Where(delivery => delivery[At].AsInt64 < before.ToStored()).Select(delivery => delivery[Documents.Id]));
        return some.Count < count ? null : some[^1][Documents.Id];
    }

    public static void SetCursor(LiteDbSession session, Cursor cursor) =>
        session.Cursors.Put(new BsonDocument { [Documents.Id] = cursor.Source, [Position] = cursor.Position });

    public static long? CursorOf(LiteDbSession session, string source) => session.Cursors.Find(source)?[Position].AsInt64;
}
