using AssemblyBot.Storage.LiteDb.Collections;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>
/// Forgets deliveries that no platform repeats any more. It goes through all of them in the order of their keys, a little
/// with each batch, then rests: an index of their age would cost every vote as much as the delivery itself.
/// </summary>
internal sealed class LiteDbPruner
{
    private const int LookedAtAtOnce = 100;

    private static readonly TimeSpan _kept = TimeSpan.FromDays(14);
    private static readonly TimeSpan _rest = TimeSpan.FromHours(6);

    private BsonValue? _reached;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Looks at some deliveries, when it is time to, and deletes those that are older than 14 days.</summary>
    public void Prune(LiteDbSession session, DateTimeOffset now)
    {
        if (now < _next)
            return;
        _reached = InboxCollection.Prune(session, _reached, LookedAtAtOnce, now - _kept);
        if (_reached is null)
            _next = now + _rest;
    }
}
