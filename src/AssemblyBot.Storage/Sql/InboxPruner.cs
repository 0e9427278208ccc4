using AssemblyBot.Storage.Sql.Tables;

namespace AssemblyBot.Storage.Sql;

/// <summary>
/// Forgets deliveries that no platform repeats any more: a little with a batch, now and then, so that no batch waits for it.
/// </summary>
internal sealed class InboxPruner
{
    private const int MostAtOnce = 500;

    private static readonly TimeSpan _kept = TimeSpan.FromDays(14);
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(10);

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Deletes some of what is older than 14 days, when it is time to; more of it with the next batch.</summary>
    public async Task PruneAsync(SqlSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now < _next)
            return;
        var pruned = await InboxTable.PruneAsync(session, now - _kept, MostAtOnce, cancellationToken);
        _next = pruned == MostAtOnce ? now : now + _pause;
    }
}
