namespace AssemblyBot.Discord.DSharpPlusClient;

/// <summary>The waits of the watch over DSharpPlus; tests shorten them.</summary>
internal sealed record WatchPace
{
    /// <summary>How often the watch looks. Default: 1 second.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the library may be without a session before it is built anew; its own tries to connect again fall into
    /// this time. Default: 1 minute.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an answer to a heartbeat may be late. Default: 5 seconds.</summary>
    public TimeSpan BeatSlack { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The least time between two sessions begun. Default: 5 seconds, and a little for the way.</summary>
    public TimeSpan BeginEvery { get; init; } = TimeSpan.FromSeconds(5.25);

    /// <summary>The longest wait before the library is built anew when it does not last. Default: 2 minutes.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>After this long with a session the next wait is the shortest again. Default: 10 minutes.</summary>
    public TimeSpan Good { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long taking the library down may last. Default: 5 seconds.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(5);
}
