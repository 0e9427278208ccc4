namespace AssemblyBot.Discord.Gateway;

/// <summary>Keeps the sessions of all shards on the shelf: every few seconds while they move, and at the end.</summary>
internal sealed class SessionKeeper(ISessionShelf shelf, GatewayPace pace, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, ShardSession> _sessions = [];
    private GatewaySession[] _saved = [];
    private DateTimeOffset _savedAt;
    private bool _isClosed;

    /// <summary>What an earlier run left for these shards of this bot; empty unless it had as many.</summary>
    /// <param name="bot">The bot's account as its token tells; null: it does not.</param>
    /// <param name="shards">How many shards there are now.</param>
    public IReadOnlyList<ShardSession> Load(ulong? bot, int shards)
    {
        lock (_gate)
        {
            foreach (var kept in shelf.Load().Where(kept => kept.Shards == shards && (bot is null || kept.Bot == bot)))
                _sessions[kept.Shard] = ShardSession.Of(kept);
            return [.. _sessions.Values];
        }
    }

    /// <summary>Says what a shard's session is now; null: it has none.</summary>
    public void Set(int shard, ShardSession? session)
    {
        lock (_gate)
        {
            if (session is null)
                _sessions.Remove(shard);
            else
                _sessions[shard] = session;
        }
    }

    /// <summary>Saves all sessions as they are now; false when they could not be kept, or are given up.</summary>
    public bool Save()
    {
        lock (_gate)
        {
            if (_isClosed)
                return false;
            GatewaySession[] now = [.. _sessions.Values.Select(session => session.ToKeep()).OrderBy(session => session.Shard)];
            if (!shelf.Save(now))
                return false;
            (_saved, _savedAt) = (now, time.GetUtcNow());
            return true;
        }
    }

    /// <summary>Saves once more if anything was ever saved or taken over; a program that never listened leaves the shelf alone.</summary>
    public void SaveLast()
    {
        lock (_gate)
        {
            if (_sessions.Count > 0)
                Save();
        }
    }

    /// <summary>Gives all sessions up: none is kept, now and later.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _sessions.Clear();
            Save();
            _isClosed = true;
        }
    }

    /// <summary>Saves again and again until it is told to stop; what has not moved is only freshened now and then.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(pace.SaveEvery, time, cancellationToken);
            if (IsDue())
                Save();
        }
    }

    private bool IsDue()
    {
        lock (_gate)
        {
            return time.GetUtcNow() - _savedAt >= pace.FreshenEvery
                || !_sessions.Values.Select(session => session.ToKeep()).OrderBy(session => session.Shard).SequenceEqual(_saved);
        }
    }
}
