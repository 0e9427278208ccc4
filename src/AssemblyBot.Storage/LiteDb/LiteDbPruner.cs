using AssemblyBot.Storage.LiteDb.Collections;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>
/// Forgets deliveries that no platform repeats any more: a little with a batch, now and then, so that no batch waits for it.
/// </summary>
internal sealed class LiteDbPruner
{
    private const int MostAtOnce = 200;

    private static readonly TimeSpan _kept = TimeSpan.FromDays(14);
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(10);

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Deletes some of what is older than 14 days, when it is time to; more of it with the next batch.</summary>
    public void Prune(LiteDbSession session, DateTimeOffset now)
    {
        if (now < _next)
            return;
        var pruned = InboxCollection.Prune(session, now - _kept, MostAtOnce);
        _next = pruned == MostAtOnce ? now : now + _pause;
    }
}
