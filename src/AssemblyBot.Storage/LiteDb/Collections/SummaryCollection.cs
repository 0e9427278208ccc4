using AssemblyBot.Storage.Sql;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The summaries, numbered in each assembly; one for each of its periods.</summary>
internal static class SummaryCollection
{
    /// <summary>The field of assembly and period, which has an index of values that are there once.</summary>
    public const string Period = "period";

    private const string Number = "id";
    private const string At = "at";
    private const string Body = "body";

    /// <summary>Assembly and period as one.</summary>
    public static string KeyOf(AssemblyId assembly, string period) => $"{assembly.Value}:{period}";

    /// <summary>A summary as a row.</summary>
    public static object?[] ToRow(BsonDocument document)
    {
        var period = document[Period].AsString;
        return
        [
            document[Number].AsInt64, Keys.AssemblyOf(document[Documents.Id]).Value,
            period[(period.IndexOf(':', StringComparison.Ordinal) + 1)..], document[At].AsInt64, document[Body].AsString,
        ];
    }

    /// <summary>The summary of a row, under a number within its assembly.</summary>
    public static BsonDocument FromRow(object?[] values, long number)
    {
        var assembly = new AssemblyId((long)values[1]!);
        return new BsonDocument
        {
            [Documents.Id] = Keys.Of(assembly, number),
            [Number] = (long)values[0]!,
            [Period] = KeyOf(assembly, (string)values[2]!),
            [At] = (long)values[3]!,
            [Body] = (string)values[4]!,
        };
    }

    /// <summary>Whether the period had none.</summary>
    public static bool Insert(LiteDbSession session, Summary summary)
    {
        if (FindDocument(session, summary.Assembly, summary.Period) is not null)
            return false;
        var last = LastDocument(session, summary.Assembly);
        session.Summaries.Insert(new BsonDocument
        {
            [Documents.Id] = Keys.Of(summary.Assembly, last is null ? 1 : Keys.NumberOf(last[Documents.Id]) + 1),
            [Number] = CatalogueCollection.NextNumber(session, session.Summaries),
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

    private static Summary? Read(BsonDocument? document) =>
        document is null ? null : StoredJson.Read(document[Body].AsString, StoredJson.Default.Summary);
}
