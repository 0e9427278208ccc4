using AssemblyBot.Storage.Sql;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The statements, what each says in a form that can be compared, and the moderators' decisions.</summary>
internal static class StatementCollection
{
    /// <summary>The field of the author's number, which has an index.</summary>
    public const string Author = "author";

    /// <summary>The field of a decision's moderator, which has an index.</summary>
    public const string Moderator = "moderator";

    private const string Text = "text";
    private const string State = "state";
    private const string Reason = "reason";
    private const string CreatedAt = "created_at";
    private const string SameWords = "statements";
    private const string Expected = "expected";
    private const string Statement = "statement";
    private const string At = "at";

    /// <summary>The number of the statement that says the same already, rejected ones aside; null when there is none.</summary>
    public static long? FindSame(LiteDbSession session, AssemblyId assembly, string fingerprint)
    {
        if (session.Fingerprints.Find(Keys.OfWords(assembly, fingerprint)) is not { } same)
            return null;
        foreach (var number in same[SameWords].AsArray.Select(number => number.AsInt64).Order())
        {
            if (StateOf(session.Statements.Find(Keys.Of(assembly, number))!) != StatementState.Rejected)
                return number;
        }

        return null;
    }

    /// <summary>Adds a statement under the next number of its assembly, and returns that.</summary>
    public static long Insert(
        LiteDbSession session,
        AssemblyId assembly,
        LocalText text,
        IEnumerable<string> fingerprints,
        ParticipantId? author,
        StatementState state,
        DateTimeOffset at)
    {
        var last = session.Statements.LastBetween(Keys.FirstOf(assembly), Keys.LastOf(assembly));
        var number = last is null ? 1 : Keys.NumberOf(last[Documents.Id]) + 1;
        session.Statements.Insert(new BsonDocument
        {
            [Documents.Id] = Keys.Of(assembly, number),
            [Text] = StoredJson.Write(text, StoredJson.Default.LocalText),
            [Author] = author.ToStored(),
            [State] = (int)state,
            [CreatedAt] = at.ToStored(),
        });

        foreach (var fingerprint in fingerprints.Distinct(StringComparer.Ordinal))
        {
            var key = Keys.OfWords(assembly, fingerprint);
            var same = session.Fingerprints.Find(key) ?? new BsonDocument { [Documents.Id] = key, [SameWords] = new BsonArray() };
            same[SameWords].AsArray.Add(number);
            session.Fingerprints.Put(same);
        }

        return number;
    }

    /// <summary>Records a decision; whether the statement's state was the expected one.</summary>
    public static bool Decide(LiteDbSession session, Change.Decide decide)
    {
        var key = Keys.Of(decide.Assembly, decide.Statement.Number);
        if (session.Statements.Find(key) is not { } statement || StateOf(statement) != decide.Expected)
            return false;

        statement[State] = (int)decide.State;
        statement[Reason] = ReasonOf(decide.Reason);
        session.Statements.Put(statement);
        session.Moderation.Insert(new BsonDocument
        {
            [Documents.Id] = CatalogueCollection.NextNumber(session, session.Moderation),
            [Statement] = key,
            [Expected] = (int)decide.Expected,
            [State] = (int)decide.State,
            [Reason] = ReasonOf(decide.Reason),
            [Moderator] = decide.Moderator.ToStored(),
            [At] = decide.At.ToStored(),
        });
        return true;
    }

    public static bool Exists(LiteDbSession session, AssemblyId assembly, StatementId statement) =>
        session.Statements.Find(Keys.Of(assembly, statement.Number)) is not null;

    /// <summary>Makes what one participant wrote and decided another's.</summary>
    public static void Move(LiteDbSession session, ParticipantId from, ParticipantId to)
    {
        foreach (var (documents, field) in new[] { (session.Statements, Author), (session.Moderation, Moderator) })
        {
            foreach (var document in documents.Where(field, from.Value))
            {
                document[field] = to.Value;
                documents.Put(document);
            }
        }
    }

    /// <summary>What a participant wrote.</summary>
    public static IEnumerable<(AssemblyId Assembly, StatementId Statement)> ByAuthor(LiteDbSession session, ParticipantId author) =>
        session.Statements.Where(Author, author.Value)
            .Select(document => (Keys.AssemblyOf(document[Documents.Id]), NumberOf(document)));

    public static IReadOnlyList<StatementRecord> All(LiteDbSession session, AssemblyId assembly) =>
        [.. session.Statements.Between(Keys.FirstOf(assembly), Keys.LastOf(assembly)).Select(Read)];

    private static StatementRecord Read(BsonDocument document) => new()
    {
        Assembly = Keys.AssemblyOf(document[Documents.Id]),
        Id = NumberOf(document),
        Text = StoredJson.Read(document[Text].AsString, StoredJson.Default.LocalText),
        Author = document[Author].AsParticipantOrNull(),
        State = StateOf(document),
        Reason = document[Reason].IsNull ? null : (RejectionReason)document[Reason].AsInt32,
        CreatedAt = document[CreatedAt].AsTime(),
    };

    private static StatementId NumberOf(BsonDocument document) => new((int)Keys.NumberOf(document[Documents.Id]));

    private static StatementState StateOf(BsonDocument document) => (StatementState)document[State].AsInt32;

    private static BsonValue ReasonOf(RejectionReason? reason) => reason is { } given ? (int)given : BsonValue.Null;
}
