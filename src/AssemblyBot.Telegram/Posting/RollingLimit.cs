namespace AssemblyBot.Telegram.Posting;

/// <summary>
/// At most so many calls in any stretch of time of a given length, however long they were under way: a call counts from
/// its start until that length after its end, since nobody knows when in between the server counted it.
/// </summary>
/// <param name="most">How many; 0: as many as one likes.</param>
/// <param name="span">The length.</param>
internal sealed class RollingLimit(int most, TimeSpan span)
{
    private readonly Queue<TimeSpan> _ended = new();
    private int _underWay;

    /// <summary>Whether nothing of the past has any bearing on the next call.</summary>
    public bool IsIdle(TimeSpan now)
    {
        Drop(now);
        return _underWay == 0 && _ended.Count == 0;
    }

    /// <summary>
    /// When the next call may go: now or earlier; a moment to come; or <see cref="TimeSpan.MaxValue"/>, as long as nothing
    /// but the end of a call makes room.
    /// </summary>
    public TimeSpan Next(TimeSpan now)
    {
        Drop(now);
        if (most == 0 || _underWay + _ended.Count < most)
            return TimeSpan.MinValue;
        return _ended.TryPeek(out var first) ? first + span : TimeSpan.MaxValue;
    }

    /// <summary>A call goes out.</summary>
    public void Begin() => _underWay++;

    /// <summary>A call has come back.</summary>
    public void End(TimeSpan now)
    {
        _underWay--;
        if (most > 0)
            _ended.Enqueue(now);
    }

    /// <summary>A call that was begun is not made.</summary>
    public void Abandon() => _underWay--;

    private void Drop(TimeSpan now)
    {
        while (_ended.TryPeek(out var first) && first + span <= now)
            _ended.Dequeue();
    }
}
