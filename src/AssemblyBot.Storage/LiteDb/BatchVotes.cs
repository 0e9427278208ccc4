using AssemblyBot.Storage.LiteDb.Collections;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>
/// The votes of a batch and the deliveries that brought them: looked up all at once before, and written all at once, for
/// each question costs LiteDB about as much as ten answers.
/// </summary>
/// <param name="session">The transaction it happens in.</param>
/// <param name="mostVotes">How many votes the file may hold.</param>
internal sealed class BatchVotes(LiteDbSession session, long mostVotes)
{
    private readonly Dictionary<string, long?> _deliveries = new(StringComparer.Ordinal);
    private readonly Dictionary<AssemblyId, long> _heads = [];
    private readonly List<BsonDocument> _newDeliveries = [];
    private readonly List<BsonDocument> _newEvents = [];
    private long? _room;

    /// <summary>Looks up what the batch will ask for.</summary>
    public void Prepare(WriteBatch batch)
    {
        foreach (var key in batch.Entries.Select(entry => entry.Inbox).OfType<InboxKey>())
            _deliveries[Keys.Of(key)] = null;
        foreach (var (key, value) in InboxCollection.Find(session, _deliveries.Keys))
            _deliveries[key] = value;
    }

    /// <summary>What the first delivery of this name led to, in this batch too; null when there was none.</summary>
    public long? FindDelivery(InboxKey key) => _deliveries[Keys.Of(key)];

    /// <summary>Remembers a delivery.</summary>
    public void AddDelivery(InboxKey key, long value, DateTimeOffset at)
    {
        _deliveries[Keys.Of(key)] = value;
        _newDeliveries.Add(InboxCollection.Delivery(Keys.Of(key), value, at));
    }

    /// <summary>Records a vote or a withdrawal, and returns its sequence number.</summary>
    /// <exception cref="StoreException">There is no such assembly or statement, or no room.</exception>
    public long Append(Change.CastVote vote)
    {
        if (!session.Knows(vote.Assembly, vote.Statement))
            throw new StoreException($"the store holds no statement {vote.Statement} of {vote.Assembly}; nothing of the batch was written");
        if (vote.Stance is not null)
            TakeRoom();

        var sequence = HeadOf(vote.Assembly) + 1;
        _heads[vote.Assembly] = sequence;
        _newEvents.Add(VoteCollection.Event(vote, sequence));
        return sequence;
    }

    /// <summary>Writes what is still to be written. Called before other changes, which may read it, and at the end.</summary>
    public void Flush()
    {
        if (_newDeliveries.Count > 0)
            session.Inbox.Insert(_newDeliveries);
        if (_newEvents.Count > 0)
        {
            session.Events.Insert(_newEvents);
            foreach (var (assembly, head) in _heads)
                AssemblyCollection.SetHead(session, assembly, head);
        }

        _newDeliveries.Clear();
        _newEvents.Clear();
    }

    private long HeadOf(AssemblyId assembly)
    {
        if (!_heads.TryGetValue(assembly, out var head))
            _heads[assembly] = head = AssemblyCollection.HeadOf(session, assembly)!.Value;
        return head;
    }

    private void TakeRoom()
    {
        _room ??= mostVotes - AssemblyCollection.CountEvents(session);
        if (_room-- <= 0)
        {
            throw new StoreException(
                $"the store holds {mostVotes:N0} votes, and LiteDB would become slow with more; nothing of the batch was written; " +
                "move to SQLite or PostgreSQL (Storage:Provider)");
        }
    }
}
