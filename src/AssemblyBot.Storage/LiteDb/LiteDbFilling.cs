using AssemblyBot.Storage.LiteDb.Collections;
using AssemblyBot.Storage.Whole;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>Puts the rows of another store into a new file.</summary>
internal sealed class LiteDbFilling(LiteDbSession session)
{
    private const int AtOnce = 1_000;

    private readonly List<BsonDocument> _waiting = [];
    private readonly Dictionary<long, ParticipantRecord> _participants = [];
    private readonly Dictionary<AssemblyId, long> _summaries = [];
    private Documents? _into;

    /// <summary>Adds a row; those of one table come one after the other.</summary>
    public void Add(StoredRow row)
    {
        var v = row.Values;
        switch (row.Table.Name)
        {
            case "assembly":
                Write(session.Assemblies, Document(row, v[0], 1));
                AssemblyCollection.SetHead(session, new AssemblyId((long)v[0]!), (long)v[5]!);
                break;
            case "participant":
                _participants[(long)v[0]!] = new ParticipantRecord
                {
                    Id = new ParticipantId((long)v[0]!),
                    Language = (string?)v[1],
                    Current = v[2] is long current ? new AssemblyId(current) : null,
                    Writing = v[3] is long writing ? new AssemblyId(writing) : null,
                    Role = (Role)(long)v[4]!,
                };
                break;
            case "membership":
                AddMembership(v);
                break;
            case "statement":
                Write(session.Statements, Document(row, Keys.Of(new AssemblyId((long)v[0]!), (long)v[1]!), 2));
                break;
            case "fingerprint":
                Flush();
                StatementCollection.AddWords(session, new AssemblyId((long)v[0]!), (string)v[1]!, (long)v[2]!);
                break;
            case "moderation":
                var decision = Document(row, v[0], 3);
                decision["statement"] = Keys.Of(new AssemblyId((long)v[1]!), (long)v[2]!);
                Write(session.Moderation, decision);
                break;
            case "snapshot":
                Flush();
                SnapshotCollection.Keep(session, new Snapshot(new AssemblyId((long)v[0]!), (string)v[1]!, (long)v[2]!, (byte[])v[3]!));
                break;
            case "vote_event":
                Write(session.Events, VoteCollection.FromRow(v));
                break;
            case "summary":
                Write(session.Summaries, SummaryOf(v));
                break;
            case "outbox":
                Flush();
                session.PostKeys.Insert(OutboxCollection.KeyOf((string)v[1]!, (long)v[0]!));
                (OutboxCollection.IsOpen((long)v[6]!) ? session.Outbox : session.Settled).Insert(Document(row, v[0], 1));
                break;
            case "inbox":
                Write(session.Inbox, InboxCollection.FromRow(v));
                break;
            case "channel":
                Write(session.Channels, Document(row, v[0], 1, topic => topic is "" ? null : topic));
                break;
            case "lease":
                Write(session.Leases, Document(row, v[0], 1));
                break;
            case "catalogue":
                Flush();
                CatalogueCollection.Set(session, (long)v[0]!, (string?)v[1]);
                break;
            case "counter":
                Flush();
                CatalogueCollection.RaiseCounter(session, (string)v[0]!, (long)v[1]!);
                break;
            default:
                Write(session.Collection(row.Table.Name), Document(row, v[0], 1));
                break;
        }
    }

    /// <summary>Writes what is still to be written.</summary>
    public void End()
    {
        Flush();
        foreach (var some in _participants.Values.Chunk(AtOnce))
            ParticipantCollection.Insert(session, some);
    }

    /// <summary>A document of a row: its key, and the columns from one on under their names.</summary>
    private static BsonDocument Document(StoredRow row, object? id, int from, Func<object?, object?>? change = null)
    {
        var document = new BsonDocument { [Documents.Id] = Bson(id) };
        for (var i = from; i < row.Values.Length; i++)
            document[row.Table.Columns[i]] = Bson(change is null ? row.Values[i] : change(row.Values[i]));
        return document;
    }

    private static BsonValue Bson(object? value) => value switch
    {
        null => BsonValue.Null,
        long number => number,
        string text => text,
        byte[] bytes => bytes,
        _ => throw new NotSupportedException($"a row holds a {value.GetType().Name}"),
    };

    private void AddMembership(object?[] v)
    {
        var participant = _participants[(long)v[0]!];
        var membership = new Membership(
            new AssemblyId((long)v[1]!), (int)(long)v[2]!, DateTimeOffset.FromUnixTimeMilliseconds((long)v[3]!), (long)v[4]! != 0)
        {
            JoinedHead = (long)v[5]!,
        };
        _participants[(long)v[0]!] = participant with { Memberships = [.. participant.Memberships, membership] };
    }

    private BsonDocument SummaryOf(object?[] v)
    {
        var assembly = new AssemblyId((long)v[1]!);
        _summaries[assembly] = _summaries.GetValueOrDefault(assembly) + 1;
        return SummaryCollection.FromRow(v, _summaries[assembly]);
    }

    private void Write(Documents into, BsonDocument document)
    {
        if (_into?.Name != into.Name || _waiting.Count == AtOnce)
            Flush();
        _into = into;
        _waiting.Add(document);
    }

    private void Flush()
    {
        if (_waiting.Count > 0)
            _into!.Insert(_waiting);
        _waiting.Clear();
        if (session.IsLogLong)
            session.Checkpoint();
    }
}
