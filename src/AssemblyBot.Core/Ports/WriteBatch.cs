namespace AssemblyBot.Core.Ports;

/// <summary>What is written in one transaction: all of it or nothing.</summary>
/// <param name="Entries">The changes in the order in which they take effect.</param>
/// <param name="Cursors">How far each source has been read; moves in the same transaction.</param>
public sealed record WriteBatch(IReadOnlyList<Entry> Entries, IReadOnlyList<Cursor> Cursors)
{
    /// <summary>A batch of changes that no platform delivered.</summary>
    public static WriteBatch Of(params IReadOnlyList<Change> changes) =>
        new([.. changes.Select(change => new Entry(change, null))], []);
}

/// <summary>One change, and the delivery that asked for it; null: no platform did.</summary>
public sealed record Entry(Change Change, InboxKey? Inbox)
{
    /// <summary>The term in which it was begun; null: it needs none.</summary>
    public Fence? Fence { get; init; }
}

/// <summary>
/// The name of one delivery of one source. A delivery leads to at most one change; the second one with the same name
/// has the outcome <see cref="Outcome.Duplicate"/>. A change that was refused leaves no name: the same delivery is
/// judged anew. Letters of different case are different.
/// </summary>
/// <param name="Source">Who delivers, such as <c>telegram:bot</c>.</param>
/// <param name="Key">What the source calls the delivery; holds no account.</param>
public sealed record InboxKey(string Source, string Key);

/// <summary>
/// How far a source has been read: every delivery below <paramref name="Position"/> is settled. The position stored last
/// counts, a lower one too: Telegram may count anew after a week without updates.
/// </summary>
public sealed record Cursor(string Source, long Position)
{
    /// <summary>The term in which it was read; when that is over, the cursor stays where it is. Null: it needs none.</summary>
    public Fence? Fence { get; init; }
}
