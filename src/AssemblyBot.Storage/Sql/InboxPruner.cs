using AssemblyBot.Storage.Sql.Tables;

namespace AssemblyBot.Storage.Sql;

/// <summary>
/// Forgets deliveries that no platform repeats any more. It goes through all of them in the order of their keys, a little
/// with each batch, then rests: an index of their age would cost every vote as much as the delivery itself.
/// </summary>
internal sealed class InboxPruner
{
    private const int LookedAtAtOnce = 1_000;

    private static readonly TimeSpan _kept = TimeSpan.FromDays(14);
    private static readonly TimeSpan _rest = TimeSpan.FromHours(6);

    private InboxKey _reached = InboxTable.BeforeAll;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Whether it is time to.</summary>
    public bool IsDue(DateTimeOffset now) => now >= _next;

    /// <summary>Looks at some deliveries, when it is time to, and deletes those that are older than 14 days.</summary>
    public async Task PruneAsync(SqlSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!IsDue(now))
            return;
        var end = await InboxTable.PruneAsync(session, _reached, LookedAtAtOnce, now - _kept, cancellationToken);
        _reached = end ?? InboxTable.BeforeAll;
        if (end is null)
            _next = now + _rest;
    }
}
