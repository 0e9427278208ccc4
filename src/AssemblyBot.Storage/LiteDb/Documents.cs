using LiteDB;
using LiteDB.Engine;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>One collection of documents, found by their key or by a field that has an index.</summary>
/// <remarks>
/// What is looked for is a parameter of each question. LiteDB's own <c>Query.EQ</c> and the like make it part of the
/// text, and LiteDB compiles each text, and keeps it as long as the process lives.
/// </remarks>
internal sealed class Documents(LiteEngine engine, string name)
{
    /// <summary>The field of every document's key.</summary>
    public const string Id = "_id";

    /// <summary>The name of the collection.</summary>
    public string Name => name;

    /// <summary>The document of a key; null when there is none.</summary>
    public BsonDocument? Find(BsonValue id) => Read(Question("_id = @0", id), 1).FirstOrDefault();

    /// <summary>The documents of those keys that there are.</summary>
    public List<BsonDocument> FindAll(IEnumerable<BsonValue> ids) => Read(Question("_id IN @0", new BsonArray(ids)), int.MaxValue);

    /// <summary>Any document; null when there is none.</summary>
    public BsonDocument? First() => Read(null, 1, Id).FirstOrDefault();

    /// <summary>Every document, in the order of their keys.</summary>
    public List<BsonDocument> All() => Read(null, int.MaxValue, Id);

    /// <summary>Every document, in the order of their keys; read some at a time.</summary>
    public IEnumerable<BsonDocument> InOrder()
    {
        const int AtOnce = 256;
        var some = After(null, AtOnce);
        while (some.Count > 0)
        {
            foreach (var document in some)
                yield return document;
            some = some.Count < AtOnce ? [] : After(some[^1][Id], AtOnce);
        }
    }

    /// <summary>Up to <paramref name="max"/> documents after a key, in their order; after null, from the first on.</summary>
    public List<BsonDocument> After(BsonValue? id, int max) => Read(id is null ? null : Question("_id > @0", id), max, Id);

    /// <summary>Up to <paramref name="max"/> documents whose keys lie between two numbers, both included, in their order.</summary>
    public List<BsonDocument> Between(long first, long last, int max = int.MaxValue) =>
        Read(Question("_id BETWEEN @0 AND @1", first, last), max, Id);

    /// <summary>The document with the highest key between two numbers, both included; null when there is none.</summary>
    public BsonDocument? LastBetween(long first, long last) =>
        Read(Question("_id BETWEEN @0 AND @1", first, last), 1, Id, Query.Descending).FirstOrDefault();

    /// <summary>The documents whose indexed field has a value.</summary>
    public List<BsonDocument> Where(string field, BsonValue value, int max = int.MaxValue) => Read(Question($"{field} = @0", value), max);

    /// <summary>The documents whose indexed list holds a value.</summary>
    public List<BsonDocument> WhereAny(string list, BsonValue value) => Read(Question($"{list} ANY = @0", value), int.MaxValue);

    /// <summary>How many documents there are.</summary>
    public int Count() => Count(null);

    /// <summary>How many documents have a value in their indexed list.</summary>
    public int CountAny(string list, BsonValue value) => Count(Question($"{list} ANY = @0", value));

    /// <summary>Adds documents; their keys are new.</summary>
    public void Insert(params IEnumerable<BsonDocument> documents) => engine.Insert(name, documents, BsonAutoId.Int64);

    /// <summary>Writes documents whether their keys are new or not.</summary>
    public void Put(params IEnumerable<BsonDocument> documents) => engine.Upsert(name, documents, BsonAutoId.Int64);

    /// <summary>Deletes documents by their keys; how many there were.</summary>
    public int Delete(params IEnumerable<BsonValue> ids) => engine.Delete(name, ids);

    private int Count(BsonExpression? condition)
    {
        var query = new Query { Select = "{ n: COUNT(*._id) }" };
        if (condition is not null)
            query.Where.Add(condition);
        using var reader = engine.Query(name, query);
        return reader.Read() ? reader.Current["n"].AsInt32 : 0;
    }

    private static BsonExpression Question(string text, params BsonValue[] values) => BsonExpression.Create(text, values);

    private List<BsonDocument> Read(BsonExpression? condition, int max, string? orderBy = null, int order = Query.Ascending)
    {
        // By nothing but the index that finds them: LiteDB would sort in files of its own elsewhere on the disk.
        var query = new Query { Limit = max, Order = order };
        if (orderBy is not null)
            query.OrderBy = orderBy;
        if (condition is not null)
            query.Where.Add(condition);
        var found = new List<BsonDocument>();
        using var reader = engine.Query(name, query);
        while (reader.Read())
            found.Add(reader.Current.AsDocument);
        return found;
    }
}
