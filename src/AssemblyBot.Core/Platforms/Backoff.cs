namespace AssemblyBot.Core.Platforms;

/// <summary>How long to wait before the next try: twice as long each time, with a jitter that keeps many from trying at once.</summary>
public sealed class Backoff(Random random)
{
    private readonly Lock _gate = new();

    /// <summary>A number from 0, included, to 1, excluded.</summary>
    public double Chance()
    {
        lock (_gate)
            return random.NextDouble();
    }

    /// <summary>
    /// The wait before try <paramref name="attempt"/> (the first one repeated is 1): between half and all of
    /// <paramref name="first"/> · 2^(attempt − 1), at most <paramref name="most"/>.
    /// </summary>
    public TimeSpan Before(int attempt, TimeSpan first, TimeSpan most)
    {
        var full = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, 30)), most.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + (Chance() / 2)));
    }
}
