using AssemblyBot.Storage.LiteDb;
using AssemblyBot.Storage.LiteDb.Pages;
using LiteDB;
using LiteDB.Engine;

namespace AssemblyBot.Storage.Tests.LiteDb.Files;

/// <summary>
/// A LiteDB file as text, and back, by LiteDB itself and none of the program's schema: a line of JSON for each pragma that the
/// program sets, for each collection with its indexes, and for each document.
/// </summary>
internal static class KeptStore
{
    private static readonly string[] Pragmas = ["USER_VERSION", "CHECKPOINT"];

    /// <summary>The lines of a file that nobody has open.</summary>
    public static IReadOnlyList<string> Read(string file) => Use(file, engine => Describe(engine).Select(Text).ToArray());

    /// <summary>The pragmas, collections and indexes of a file that nobody has open.</summary>
    public static IReadOnlyList<string> ReadShape(string file) =>
        Use(file, engine => Describe(engine).Where(line => !line.ContainsKey("document")).Select(Text).ToArray());

    /// <summary>Makes the file that the lines were read from.</summary>
    public static void Write(string file, IEnumerable<string> lines) => Use(file, engine =>
    {
        foreach (var line in lines.Select(line => JsonSerializer.Deserialize(line).AsDocument))
            Write(engine, line);
        return engine.Checkpoint();
    });

    private static IEnumerable<BsonDocument> Describe(LiteEngine engine)
    {
        foreach (var pragma in Pragmas)
            yield return new BsonDocument { ["pragma"] = pragma, ["value"] = engine.Pragma(pragma) };
        foreach (var collection in CollectionsOf(engine))
        {
            yield return collection;
            foreach (var document in new Documents(engine, collection["collection"].AsString).InOrder())
                yield return new BsonDocument { ["in"] = collection["collection"], ["document"] = document };
        }
    }

    private static IEnumerable<BsonDocument> CollectionsOf(LiteEngine engine)
    {
        var indexes = new Documents(engine, "$indexes").All()
            .Where(index => index["name"].AsString != Documents.Id)
            .OrderBy(index => index["name"].AsString, StringComparer.Ordinal)
            .ToLookup(index => index["collection"].AsString);
        return engine.GetCollectionNames().Order(StringComparer.Ordinal).Select(name => new BsonDocument
        {
            ["collection"] = name,
            ["indexes"] = new BsonArray(indexes[name].Select(index => new BsonDocument
            {
                ["name"] = index["name"],
                ["expression"] = index["expression"],
                ["unique"] = index["unique"],
            })),
        });
    }

    private static void Write(LiteEngine engine, BsonDocument line)
    {
        if (line.TryGetValue("pragma", out var pragma))
        {
            engine.Pragma(pragma, line["value"]);
        }
        else if (line.TryGetValue("in", out var name))
        {
            engine.Insert(name, [line["document"].AsDocument], BsonAutoId.Int64);
        }
        else
        {
            engine.Insert(line["collection"], [], BsonAutoId.Int64);
            foreach (var index in line["indexes"].AsArray)
                engine.EnsureIndex(line["collection"], index["name"], index["expression"].AsString, index["unique"]);
        }
    }

    private static string Text(BsonDocument document) => JsonSerializer.Serialize(document);

    private static T Use<T>(string file, Func<LiteEngine, T> use)
    {
        using var data = new PageFile(file, FileMode.OpenOrCreate);
        using var log = new PageLog($"{file}-log");
        using var engine = new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary });
        return use(engine);
    }
}
