using AssemblyBot.Storage.Sql;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>
/// What the assembly has to say by itself, and how far each post has come: those that wait apart from those that are
/// settled, so that only the former are looked through.
/// </summary>
internal static class OutboxCollection
{
    private const string Number = "post";
    private const string Key = "key";
    private const string Assembly = "assembly";
    private const string Channel = "channel";
    private const string Participant = "participant";
    private const string MessageField = "message";
    private const string State = "state";
    private const string PartsPosted = "parts_posted";
    private const string NotBefore = "not_before";

    /// <summary>Whether the key is new.</summary>
    public static bool Insert(LiteDbSession session, Post post)
    {
        if (session.PostKeys.Find(post.Key) is not null)
            return false;
        var id = CatalogueCollection.NextNumber(session, session.Outbox);
        session.PostKeys.Insert(KeyOf(post.Key, id));
        Write(session, post with { Id = id });
        return true;
    }

    /// <summary>By what a post's key is known.</summary>
    public static BsonDocument KeyOf(string key, long id) => new() { [Documents.Id] = key, [Number] = id };

    /// <summary>Whether a post of a state is neither posted nor refused.</summary>
    public static bool IsOpen(long state) => (PostState)state is PostState.Waiting or PostState.Sending;

    /// <summary>Whether there is such a post.</summary>
    public static bool Settle(LiteDbSession session, Change.Settle settle)
    {
        if ((session.Outbox.Find(settle.Post) ?? session.Settled.Find(settle.Post)) is not { } document)
            return false;
        Write(session, Read(document) with { State = settle.State, PartsPosted = settle.PartsPosted, NotBefore = settle.NotBefore });
        return true;
    }

    /// <summary>Gives up what waits for a channel that is linked no more.</summary>
    public static void RefuseForChannel(LiteDbSession session, long channel) =>
        ChangeOpen(session, post => post.Channel?.Value == channel, post => post with { State = PostState.Refused });

    /// <summary>Gives up what waits for a participant who is forgotten.</summary>
    public static void RefuseForParticipant(LiteDbSession session, ParticipantId participant) =>
        ChangeOpen(session, post => post.Participant == participant, post => post with { State = PostState.Refused });

    /// <summary>What waits for one participant waits for another.</summary>
    public static void Move(LiteDbSession session, ParticipantId from, ParticipantId to) =>
        ChangeOpen(session, post => post.Participant == from, post => post with { Participant = to });

    public static IReadOnlyList<Post> Due(LiteDbSession session, DateTimeOffset now, int max)
    {
        var waiting = new HashSet<object>();
        var due = new List<Post>();
        foreach (var post in Open(session))
        {
            object to = post.Channel is { } channel ? channel : post.Participant is { } participant ? participant : post;
            if (post.NotBefore > now)
                waiting.Add(to);
            else if (!waiting.Contains(to))
                due.Add(post);
            if (due.Count == max)
                break;
        }

        return due;
    }

    private static IEnumerable<Post> Open(LiteDbSession session) => session.Outbox.InOrder().Select(Read);

    private static void ChangeOpen(LiteDbSession session, Func<Post, bool> isMeant, Func<Post, Post> change)
    {
        foreach (var post in Open(session).Where(isMeant).ToArray())
            Write(session, change(post));
    }

    private static void Write(LiteDbSession session, Post post)
    {
        var (home, other) = IsOpen((long)post.State)
            ? (session.Outbox, session.Settled)
            : (session.Settled, session.Outbox);
        other.Delete(post.Id);
        home.Put(new BsonDocument
        {
            [Documents.Id] = post.Id,
            [Key] = post.Key,
            [Assembly] = post.Assembly.Value,
            [Channel] = post.Channel is { Value: var channel } ? channel : BsonValue.Null,
            [Participant] = post.Participant.ToStored(),
            [MessageField] = StoredJson.Write(post.Message, StoredJson.Default.Message),
            [State] = (int)post.State,
            [PartsPosted] = post.PartsPosted,
            [NotBefore] = post.NotBefore.ToStored(),
        });
    }

    private static Post Read(BsonDocument document) => new()
    {
        Id = document[Documents.Id].AsInt64,
        Key = document[Key].AsString,
        Assembly = new AssemblyId(document[Assembly].AsInt64),
        Channel = document[Channel].IsNull ? null : new ChannelId(document[Channel].AsInt64),
        Participant = document[Participant].AsParticipantOrNull(),
        Message = StoredJson.Read(document[MessageField].AsString, StoredJson.Default.Message),
        State = (PostState)document[State].AsInt32,
        PartsPosted = document[PartsPosted].AsInt32,
        NotBefore = document[NotBefore].AsTimeOrNull(),
    };
}
