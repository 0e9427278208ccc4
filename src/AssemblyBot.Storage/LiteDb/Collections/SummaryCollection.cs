using AssemblyBot.Storage.Sql;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The summaries, numbered in each assembly; one for each of its periods.</summary>
internal static class SummaryCollection
{
    /// <summary>The field of assembly and period, which has an index of values that are there once.</summary>
    public const string Period = "period";

    private const string At = "at";
    private const string Body = "body";

    /// <summary>Whether the period had none.</summary>
    public static bool Insert(LiteDbSession session, Summary summary)
    {
        if (FindDocument(session, summary.Assembly, summary.Period) is not null)
            return false;
        var last = LastDocument(session, summary.Assembly);
        session.Summaries.Insert(new BsonDocument
        {
            [Documents.Id] = Keys.Of(summary.Assembly, last is null ? 1 : Keys.NumberOf(last[Documents.Id]) + 1),
            [Period] = KeyOf(summary.Assembly, summary.Period),
            [At] = summary.At.ToStored(),
            [Body] = StoredJson.Write(summary, StoredJson.Default.Summary),
        });
        return true;
    }

    public static Summary? Find(LiteDbSession session, AssemblyId assembly, string period) =>
        Read(FindDocument(session, assembly, period));

    public static Summary? Last(LiteDbSession session, AssemblyId assembly) => Read(LastDocument(session, assembly));

    private static BsonDocument? FindDocument(LiteDbSession session, AssemblyId assembly, string period) =>
        session.Summaries.Where(Period, KeyOf(assembly, period), 1).FirstOrDefault();

    private static BsonDocument? LastDocument(LiteDbSession session, AssemblyId assembly) =>
        session.Summaries.LastBetween(Keys.FirstOf(assembly), Keys.LastOf(assembly));

    private static string KeyOf(AssemblyId assembly, string period) => $"{assembly.Value}:{period}";

    private static Summary? Read(BsonDocument? document) =>
        document is null ? null : StoredJson.Read(document[Body].AsString, StoredJson.Default.Summary);
}
