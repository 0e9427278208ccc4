namespace AssemblyBot.Discord.Gateway;

/// <summary>Which events of a session were taken, and up to which of them all are handled.</summary>
internal sealed class SequenceLedger(long start)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Sequence, Task Handled)> _open = new();
    private long _last = start;

    /// <summary>The highest number taken; what a heartbeat and a resume within this run tell.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    /// <summary>The number up to which nothing need come again; what is kept for the next run.</summary>
    public long Handled
    {
        get
        {
            lock (_gate)
            {
                Trim();
                return _open.TryPeek(out var first) ? Math.Min(first.Sequence - 1, _last) : _last;
            }
        }
    }

    /// <summary>Takes an event that is done with once <paramref name="handled"/> ends; numbers may repeat themselves.</summary>
    public void Take(long sequence, Task handled)
    {
        lock (_gate)
        {
            Trim();
            if (!handled.IsCompleted)
                _open.Enqueue((sequence, handled));
            _last = Math.Max(_last, sequence);
        }
    }

    private void Trim()
    {
        while (_open.TryPeek(out var first) && first.Handled.IsCompleted)
            _open.Dequeue();
    }
}
