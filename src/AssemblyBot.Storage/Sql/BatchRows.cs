using AssemblyBot.Storage.Sql.Tables;

namespace AssemblyBot.Storage.Sql;

/// <summary>
/// The rows that most batches consist of, votes and the deliveries that brought them, with heads and cursors: read and
/// written one by one here; where each statement is a journey, a dialect fetches and writes them together.
/// </summary>
internal class BatchRows(SqlSession session)
{
    /// <summary>Keeps other writers out of the transaction, and learns what the batch will ask for.</summary>
    public virtual Task PrepareAsync(WriteBatch batch, CancellationToken cancellationToken) =>
        session.KeepOthersOutAsync(cancellationToken);

    /// <summary>What the first delivery of this name led to, in this batch too; null when there was none.</summary>
    public virtual Task<long?> FindDeliveryAsync(InboxKey key, CancellationToken cancellationToken) =>
        InboxTable.FindAsync(session, key, cancellationToken);

    /// <summary>Remembers a delivery.</summary>
    public virtual Task AddDeliveryAsync(InboxKey key, long value, DateTimeOffset at, CancellationToken cancellationToken) =>
        InboxTable.InsertAsync(session, key, value, at, cancellationToken);

    /// <summary>The number of the term that was begun last; null before the first.</summary>
    public virtual Task<long?> FindEpochAsync(string resource, CancellationToken cancellationToken) =>
        LeaseTable.EpochAsync(session, resource, cancellationToken);

    /// <summary>The number of an assembly's last vote event; null when there is no such assembly.</summary>
    public virtual Task<long?> TakeHeadAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        AssemblyTable.TakeHeadAsync(session, assembly, cancellationToken);

    /// <summary>Stores the number of an assembly's last vote event.</summary>
    public virtual Task SetHeadAsync(AssemblyId assembly, long head, CancellationToken cancellationToken) =>
        AssemblyTable.SetHeadAsync(session, assembly, head, cancellationToken);

    /// <summary>Stores how far a source has been read.</summary>
    public virtual Task SetCursorAsync(Cursor cursor, CancellationToken cancellationToken) =>
        InboxTable.SetCursorAsync(session, cursor, cancellationToken);

    /// <summary>
    /// Records a vote or a withdrawal under a sequence number, unless the participant is no member of the assembly; whether it did.
    /// </summary>
    public virtual Task<bool> AddVoteAsync(Change.CastVote vote, long sequence, CancellationToken cancellationToken) =>
        VoteTable.AppendOfMemberAsync(session, vote, sequence, cancellationToken);

    /// <summary>Tells other processes, once it is committed, what was written.</summary>
    public virtual void Announce(IReadOnlyDictionary<AssemblyId, long> heads, bool hasChangedCatalogue)
    {
    }

    /// <summary>Writes what is still to be written. Called before other changes, which may read it, and at the end.</summary>
    public virtual Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
