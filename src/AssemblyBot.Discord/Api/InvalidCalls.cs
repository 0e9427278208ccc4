namespace AssemblyBot.Discord.Api;

/// <summary>
/// Counts the calls that Discord calls invalid (401, 403, 429): after 10,000 of them in 10 minutes it shuts the whole
/// machine out, so the bot stops calling long before.
/// </summary>
internal sealed class InvalidCalls(TimeProvider time)
{
    /// <summary>So many in 10 minutes, and only answers to interactions go out.</summary>
    public const int Most = 5_000;

    /// <summary>So many in 10 minutes, and nothing goes out.</summary>
    public const int MostWithAnswers = 9_000;

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);
    private const int Slices = 61;

    private readonly Lock _gate = new();
    private readonly int[] _counts = new int[Slices];
    private long _now = long.MinValue;
    private int _total;

    /// <summary>Whether Discord does not know the token: nothing goes out with it any more.</summary>
    public bool IsTokenRefused { get; private set; }

    /// <summary>How many there were in the last 10 minutes.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                MoveOn();
                return _total;
            }
        }
    }

    /// <summary>Counts one.</summary>
    public void Add()
    {
        lock (_gate)
        {
            MoveOn();
            _counts[_now % Slices]++;
            _total++;
        }
    }

    /// <summary>Remembers that the token is refused.</summary>
    public void RefuseToken() => IsTokenRefused = true;

    /// <summary>Whether another call may go out.</summary>
    public bool Allows(bool isAnswer) => Count < (isAnswer ? MostWithAnswers : Most);

    private void MoveOn()
    {
        var now = time.GetUtcNow().Ticks / Slice.Ticks;
        if (now - _now >= Slices || now < _now || _now < 0)
        {
            Array.Clear(_counts);
            (_now, _total) = (now, 0);
            return;
        }

        while (_now < now)
        {
            _now++;
            _total -= _counts[_now % Slices];
            _counts[_now % Slices] = 0;
        }
    }
}
