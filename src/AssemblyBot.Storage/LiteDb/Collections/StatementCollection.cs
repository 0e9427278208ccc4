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

    /// <summary>The keys of the statements that say the same: an index of each.</summary>
    public const string StatementsOf = "$.statements[*]";

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
        foreach (var key in same[SameWords].AsArray.Order())
        {
            if (StateOf(session.Statements.Find(key)!) != StatementState.Rejected)
                return Keys.NumberOf(key);
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
            AddWords(session, assembly, fingerprint, number);
        return number;
    }

    /// <summary>Makes a statement known by what it says.</summary>
    public static void AddWords(LiteDbSession session, AssemblyId assembly, string fingerprint, long number)
    {
        var words = Keys.OfWords(assembly, fingerprint);
        var same = session.Fingerprints.Find(words) ?? new BsonDocument { [Documents.Id] = words, [SameWords] = new BsonArray() };
        same[SameWords].AsArray.Add(Keys.Of(assembly, number));
        session.Fingerprints.Put(same);
    }

    /// <summary>The keys of the statements that say what a document of the fingerprints stands for.</summary>
    public static IEnumerable<BsonValue> WithWords(BsonDocument fingerprint) => fingerprint[SameWords].AsArray;

    /// <summary>Takes back what a participant wrote; whether they wrote anything.</summary>
    public static bool Withdraw(LiteDbSession session, ParticipantId author)
    {
        var written = session.Statements.Where(Author, author.Value);
        foreach (var statement in written)
        {
            foreach (var same in session.Fingerprints.WhereAny(StatementsOf, statement[Documents.Id]))
                RemoveWords(session, same, statement[Documents.Id]);
            statement[State] = (int)StatementState.Withdrawn;
            statement[Text] = StoredJson.Write(StatementText.Withdrawn, StoredJson.Default.LocalText);
            statement[Reason] = BsonValue.Null;
            session.Statements.Put(statement);
        }

        return written.Count > 0;
    }

    private static void RemoveWords(LiteDbSession session, BsonDocument same, BsonValue statement)
    {
        same[SameWords].AsArray.Remove(statement);
        if (same[SameWords].AsArray.Count == 0)
            session.Fingerprints.Delete(same[Documents.Id]);
        else
            session.Fingerprints.Put(same);
    }

    /// <summary>Records a decision; whether the statement's state was the expected one.</summary>
    public static bool Decide(LiteDbSession session, Change.Decide decide)
    {
        var key = Keys.Of(decide.Assembly, decide.Statement.Number);
        if (session.Statements.Find(key) is not { } statement || StateOf(statement) != decide.Expected || decide.Expected == StatementState.Withdrawn)
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
