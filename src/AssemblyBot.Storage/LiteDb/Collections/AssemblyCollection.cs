using AssemblyBot.Storage.Sql;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The assemblies, and apart from them the sequence number that each has come to.</summary>
internal static class AssemblyCollection
{
    /// <summary>The field of the code, which has an index.</summary>
    public const string Code = "code";

    private const string Settings = "settings";
    private const string StageField = "stage";
    private const string CreatedAt = "created_at";
    private const string Last = "last";

    public static long? FindByCode(LiteDbSession session, string code) =>
        session.Assemblies.Where(Code, code, 1).FirstOrDefault()?[Documents.Id].AsInt64;

    /// <summary>Adds an assembly whose code is new, and returns its number.</summary>
    public static AssemblyId Insert(LiteDbSession session, Change.CreateAssembly create)
    {
        var id = CatalogueCollection.NextNumber(session, session.Assemblies);
        session.Assemblies.Insert(new BsonDocument
        {
            [Documents.Id] = id,
            [Code] = create.Code,
            [Settings] = StoredJson.Write(create.Settings, StoredJson.Default.AssemblySettings),
            [StageField] = (int)create.Stage,
            [CreatedAt] = create.At.ToStored(),
        });
        SetHead(session, new AssemblyId(id), 0);
        return new AssemblyId(id);
    }

    /// <summary>Whether there is such an assembly.</summary>
    public static bool SetStage(LiteDbSession session, Change.SetStage set)
    {
        if (session.Assemblies.Find(set.Assembly.Value) is not { } assembly)
            return false;
        assembly[StageField] = (int)set.Stage;
        session.Assemblies.Put(assembly);
        return true;
    }

    public static bool Exists(LiteDbSession session, AssemblyId assembly) => session.Heads.Find(assembly.Value) is not null;

    /// <summary>The number of the last vote event; null when there is no such assembly.</summary>
    public static long? HeadOf(LiteDbSession session, AssemblyId assembly) => session.Heads.Find(assembly.Value)?[Last].AsInt64;

    public static void SetHead(LiteDbSession session, AssemblyId assembly, long head) =>
        session.Heads.Put(new BsonDocument { [Documents.Id] = assembly.Value, [Last] = head });

    /// <summary>How many vote events there are in all assemblies.</summary>
    public static long CountEvents(LiteDbSession session) => session.Heads.All().Sum(head => head[Last].AsInt64);

    /// <summary>The numbers of all assemblies, ascending.</summary>
    public static IEnumerable<AssemblyId> Numbers(LiteDbSession session) =>
        session.Heads.All().Select(head => new AssemblyId(head[Documents.Id].AsInt64));

    public static IReadOnlyList<AssemblyRecord> All(LiteDbSession session)
    {
        var heads = session.Heads.All().ToDictionary(head => head[Documents.Id].AsInt64, head => head[Last].AsInt64);
        return [.. session.Assemblies.All().Select(document => Read(document, heads[document[Documents.Id].AsInt64]))];
    }

    private static AssemblyRecord Read(BsonDocument document, long head) => new()
    {
        Id = new AssemblyId(document[Documents.Id].AsInt64),
        Code = document[Code].AsString,
        Settings = StoredJson.Read(document[Settings].AsString, StoredJson.Default.AssemblySettings),
        Stage = (Stage)document[StageField].AsInt32,
        CreatedAt = document[CreatedAt].AsTime(),
        Head = head,
    };
}
