namespace AssemblyBot.Testing.BotApi;

/// <summary>How a <see cref="FakeBotApi"/> starts.</summary>
public sealed record FakeBotApiOptions
{
    /// <summary>The bot's token; its digits before the colon are the bot's id.</summary>
    public string Token { get; init; } = "424242:loopback-token-for-tests";

    /// <summary>The bot's user name, without the at sign.</summary>
    public string BotUsername { get; init; } = "assembly_test_bot";

    /// <summary>A path before <c>/bot…</c>, such as <c>/some/prefix</c>. None by default.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>The loopback port; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Which version of the Bot API it starts with. The official list's by default.</summary>
    public BotApiVersion Version { get; init; } = BotApiVersion.V10Dot1;

    /// <summary>Where update ids start.</summary>
    public long FirstUpdateId { get; init; } = 100_000;

    /// <summary>Dates messages and lets updates and button presses expire. Waits run on real time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Ends the long polls to which nothing came. Real time by default.</summary>
    public TimeProvider PollClock { get; init; } = TimeProvider.System;

    /// <summary>Whether the bot sees, in groups where it is no administrator, only commands and replies to it. On by default, as on the real server.</summary>
    public bool PrivacyMode { get; init; } = true;

    /// <summary>How long the waiting methods wait, in real time, when a call says nothing else.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the flood limits of the documentation hold. Off by default.</summary>
    public bool HasFloodLimits { get; init; }

    /// <summary>How long, in real time, the server waits before it brings an update again that a webhook did not take; the real one waits longer.</summary>
    public TimeSpan WebhookRetry { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Whether it speaks HTTP/2 only, without TLS.</summary>
    public bool IsHttp2 { get; init; }

    /// <summary>Whether answers of some length are compressed for a bot that takes that.</summary>
    public bool Compresses { get; init; }

    /// <summary>Whether answers carry the headers that the official server is known to send, some 330 bytes of them.</summary>
    public bool SendsUsualHeaders { get; init; }

    /// <summary>How many earlier versions of each message are kept for transcripts. 0 for benchmarks.</summary>
    public int VersionsKept { get; init; } = 1000;

    /// <summary>Whether every button press is kept in <see cref="FakeBotApi.Presses"/>. On by default.</summary>
    public bool KeepPresses { get; init; } = true;
}
