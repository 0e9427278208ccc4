namespace AssemblyBot.Testing.BotApi;

/// <summary>
/// The line between the bot and the server: how long it takes, and how often it breaks before a request is carried out,
/// before its answer, or in the middle of it. Seeded, so that a run can be repeated.
/// </summary>
public sealed class FakeLine
{
    private readonly Lock _gate = new();
    private Random _random = new(1);
    private double _loss;
    private TimeSpan _latency;

    /// <summary>How many requests were hit.</summary>
    public int Troubles { get; private set; }

    /// <summary>Makes it a bad one.</summary>
    /// <param name="loss">The share of requests that are hit, from 0 to 1, in each of the three ways equally.</param>
    /// <param name="latency">What each request takes longer, in real time, at most.</param>
    /// <param name="seed">For the same troubles again.</param>
    public void Spoil(double loss, TimeSpan latency = default, int seed = 1)
    {
        lock (_gate)
        {
            (_loss, _latency, _random) = (loss, latency, new Random(seed));
        }
    }

    /// <summary>Makes it a good one.</summary>
    public void Mend() => Spoil(0);

    internal LineTrouble Next()
    {
        lock (_gate)
        {
            if (_loss == 0 || _random.NextDouble() >= _loss)
            {
                return LineTrouble.None;
            }

            Troubles++;
            return (LineTrouble)_random.Next(1, 4);
        }
    }

    internal Task TravelAsync(CancellationToken cancellationToken)
    {
        TimeSpan delay;
        lock (_gate)
        {
            delay = _latency * _random.NextDouble();
        }

        return delay == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, TimeProvider.System, cancellationToken);
    }
}

/// <summary>What a bad line does to a request.</summary>
internal enum LineTrouble
{
    None = 0,
    LosesRequest = 1,
    LosesAnswer = 2,
    CutsAnswer = 3,
}
