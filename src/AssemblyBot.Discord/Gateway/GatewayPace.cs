namespace AssemblyBot.Discord.Gateway;

/// <summary>The waits of the gateway; the defaults are what Discord asks for, and tests shorten them.</summary>
internal sealed record GatewayPace
{
    /// <summary>The least time between two sessions begun by shards of one bucket. Default: 5 seconds, and a little for the way.</summary>
    public TimeSpan IdentifyEvery { get; init; } = TimeSpan.FromSeconds(5.25);

    /// <summary>The longest wait before a session is begun when those before it do not last. Default: 2 minutes.</summary>
    public TimeSpan LongestIdentifyWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The first wait before another connection. Default: 1 second.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before another connection. Default: 1 minute.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After this long a connection was a good one, and the next follows at once. Default: 10 seconds.</summary>
    public TimeSpan Good { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this long a session was a good one. Default: 10 minutes.</summary>
    public TimeSpan GoodSession { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The unit of the wait after an invalid session: 1 to 5 of it. Default: 1 second.</summary>
    public TimeSpan InvalidSession { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long connecting, the first frame and the begin of a session may take each. Default: 20 seconds.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a close may take. Default: 2 seconds.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often sessions that moved are saved. Default: 5 seconds.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often sessions that did not move are saved again, for their date. Default: 1 minute.</summary>
    public TimeSpan FreshenEvery { get; init; } = TimeSpan.FromMinutes(1);
}
