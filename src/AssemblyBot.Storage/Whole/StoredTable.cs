namespace AssemblyBot.Storage.Whole;

/// <summary>
/// One kind of thing that a store holds, whatever the store keeps it in. Times are Unix milliseconds, enumerations their
/// numbers, truth is 1 or 0, settings, texts and messages are JSON.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="Columns">What it has, in this order.</param>
public sealed record StoredTable(string Name, params IReadOnlyList<string> Columns)
{
    /// <summary>The assemblies.</summary>
    public static StoredTable Assembly { get; } = new("assembly", "id", "code", "settings", "stage", "created_at", "head");

    /// <summary>The participants.</summary>
    public static StoredTable Participant { get; } = new("participant", "id", "language", "current", "writing", "role");

    /// <summary>The accounts.</summary>
    public static StoredTable Identity { get; } = new("identity", "hash", "platform", "participant", "sealed_address", "since");

    /// <summary>Who takes part where.</summary>
    public static StoredTable Membership { get; } =
        new("membership", "participant", "assembly", "consent_version", "joined_at", "wants_news", "joined_head");

    /// <summary>The statements.</summary>
    public static StoredTable Statement { get; } =
        new("statement", "assembly", "number", "text", "author", "state", "reason", "created_at");

    /// <summary>What each statement says in a form that can be compared.</summary>
    public static StoredTable Fingerprint { get; } = new("fingerprint", "assembly", "fingerprint", "statement");

    /// <summary>The moderators' decisions, in their order.</summary>
    public static StoredTable Moderation { get; } =
        new("moderation", "id", "assembly", "statement", "expected", "state", "reason", "moderator", "at");

    /// <summary>Every vote as it was cast, in the order of assembly and sequence.</summary>
    public static StoredTable VoteEvent { get; } =
        new("vote_event", "assembly", "sequence", "participant", "statement", "stance", "at");

    /// <summary>The linked channels.</summary>
    public static StoredTable Channel { get; } = new(
        "channel", "id", "assembly", "platform", "chat", "topic", "language", "schedule", "linked_at", "linked_by", "disabled_because");

    /// <summary>The set-up codes.</summary>
    public static StoredTable Code { get; } = new("code", "hash", "role", "issued_at", "used_at");

    /// <summary>The link codes.</summary>
    public static StoredTable LinkCode { get; } = new("link_code", "participant", "hash", "issued_at");

    /// <summary>The summaries, in their order.</summary>
    public static StoredTable Summary { get; } = new("summary", "id", "assembly", "period", "at", "body");

    /// <summary>The posts, in their order.</summary>
    public static StoredTable Outbox { get; } = new(
        "outbox", "id", "key", "assembly", "channel", "participant", "message", "state", "parts_posted", "not_before");

    /// <summary>The deliveries that led to a change.</summary>
    public static StoredTable Inbox { get; } = new("inbox", "source", "key", "value", "at");

    /// <summary>How far each source has been read.</summary>
    public static StoredTable Cursor { get; } = new("cursor", "source", "position");

    /// <summary>The terms of the leases; only their numbers count in a copy.</summary>
    public static StoredTable Lease { get; } = new("lease", "resource", "host", "epoch", "until");

    /// <summary>The snapshots.</summary>
    public static StoredTable Snapshot { get; } = new("snapshot", "assembly", "name", "head", "body");

    /// <summary>One row: the catalogue's version, and the check of the installation's key.</summary>
    public static StoredTable Catalogue { get; } = new("catalogue", "version", "key_check");

    /// <summary>
    /// The last number given in each table that numbers its rows (<c>id</c>), by the table's name: a number must not come
    /// back after its row is gone.
    /// </summary>
    public static StoredTable Counter { get; } = new("counter", "name", "last");

    /// <summary>All of them, in an order in which a row comes after those that it names, and votes after their snapshot.</summary>
    public static IReadOnlyList<StoredTable> All { get; } =
    [
        Assembly, Participant, Identity, Membership, Statement, Fingerprint, Moderation, Snapshot, VoteEvent, Channel,
        Code, LinkCode, Summary, Outbox, Inbox, Cursor, Lease, Catalogue, Counter,
    ];

    /// <summary>Where a column stands.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
                return i;
        }

        throw new ArgumentException($"the table {Name} has no column {column}", nameof(column));
    }
}
