namespace AssemblyBot.Testing.Discord;

/// <summary>How a <see cref="FakeDiscord"/> starts and what it allows.</summary>
public sealed record FakeDiscordOptions
{
    /// <summary>The bot's token.</summary>
    public string Token { get; init; } = "NDI0MjQyNDI0MjQyNDI0MjQy.loopback.token-for-tests-only";

    /// <summary>The bot's name, and its application's.</summary>
    public string BotName { get; init; } = "Assembly Test Bot";

    /// <summary>The loopback port; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Dates messages and ends windows, tokens and sessions. Waits and delays run on real time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long the waiting methods wait, in real time, when a call says nothing else.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many shards the gateway recommends; an identify without a shard is the only one.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>How many identifies a day allows.</summary>
    public int SessionStarts { get; init; } = 1000;

    /// <summary>How many identifies are taken within <see cref="IdentifyWindow"/>.</summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>The window of <see cref="MaxConcurrency"/>; 5 seconds, as documented. Zero lifts the limit.</summary>
    public TimeSpan IdentifyWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the bot is asked to send heartbeats.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(41.25);

    /// <summary>How long a connection waits for its first frame, in real time.</summary>
    public TimeSpan HelloAfter { get; init; }

    /// <summary>How long a session that is begun waits for READY, in real time.</summary>
    public TimeSpan ReadyAfter { get; init; }

    /// <summary>Whether the gateway compresses when it is asked to; otherwise it sends plain text all the same.</summary>
    public bool Compresses { get; init; } = true;

    /// <summary>How many bytes of a compressed frame go into one message of the WebSocket; by default all of them.</summary>
    public int LongestPiece { get; init; } = int.MaxValue;

    /// <summary>Whether a connection without a heartbeat for one and a half intervals, in real time, is closed with 4009. Off by default.</summary>
    public bool EndsSilentSessions { get; init; }

    /// <summary>How long a session can be resumed after its connection is gone.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How many events a session keeps for a resume.</summary>
    public int EventsKept { get; init; } = 20_000;

    /// <summary>How many of the last interactions are remembered; all, unless a measurement is to leave the server's memory out.</summary>
    public int InteractionsKept { get; init; } = int.MaxValue;

    /// <summary>The privileged intents that the application was granted; a set of bits.</summary>
    public int PrivilegedIntents { get; init; }

    /// <summary>How late every answer of the HTTP side is, in real time.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The limits by operation, such as <c>create_message</c>; each channel, server or webhook has its own bucket.</summary>
    public IReadOnlyDictionary<string, RateLimit> Buckets { get; init; } = new Dictionary<string, RateLimit>
    {
        ["create_message"] = new(5, TimeSpan.FromSeconds(5)),
        ["update_message"] = new(5, TimeSpan.FromSeconds(5)),
    };

    /// <summary>The limit of operations that <see cref="Buckets"/> does not name.</summary>
    public RateLimit DefaultBucket { get; init; } = new(50, TimeSpan.FromSeconds(1));

    /// <summary>The limit over all operations but those of interactions and their webhooks.</summary>
    public RateLimit GlobalLimit { get; init; } = new(50, TimeSpan.FromSeconds(1));

    /// <summary>How long an interaction waits for its answer.</summary>
    public TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an interaction's token serves after its answer.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromMinutes(15);
}
