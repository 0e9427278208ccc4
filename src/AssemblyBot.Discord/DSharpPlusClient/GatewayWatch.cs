using System.Text;
using System.Text.Json;

namespace AssemblyBot.Discord.DSharpPlusClient;

/// <summary>
/// What passes between one built client of the library and the gateway, and whether all is well with it. It reads every
/// frame before the library does.
/// </summary>
/// <remarks>
/// Interactions are read here and not taken from the library's events: its objects leave out what the bot may do in the
/// channel, what the person may do there, and the message that a form came from. The library gets such a frame without
/// what it carries, for its number; so it keeps no list of people.
/// </remarks>
internal sealed class GatewayWatch(string token, Action<Interaction> take, DiscordHealth health, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _built = time.GetTimestamp();
    private long _quietSince = time.GetTimestamp();
    private long _lastBeat;
    private TimeSpan? _beatEvery;
    private long? _sequence;
    private bool _hasSession;
    private bool _isRetired;
    private int? _closed;

    /// <summary>Where a session goes on; null: there is none, or the server did not say.</summary>
    public Uri? ResumeUrl { get; private set; }

    /// <summary>How long the client has been there.</summary>
    public TimeSpan Age => time.GetElapsedTime(_built);

    /// <summary>Whether a session ever began.</summary>
    public bool EverBegan { get; private set; }

    /// <summary>Takes a frame of the gateway.</summary>
    /// <returns>What the library is to get of it; null: nothing.</returns>
    public string? Take(string text, out byte[]? reply)
    {
        reply = null;
        var json = Encoding.UTF8.GetBytes(text);
        if (!GatewayFrame.TryRead(json, out var frame))
            return text;

        Interaction? interaction = null;
        lock (_gate)
        {
            _sequence = frame.Sequence ?? _sequence;
            switch (frame.Op)
            {
                case 1:
                    // The library takes one without a number for an error and does not answer it.
                    reply = GatewayFrames.Heartbeat(_sequence);
                    return null;
                case 9 when frame.Data.SequenceEqual("false"u8):
                    ResumeUrl = null;
                    LoseSession();
                    break;
                case 10:
                    _beatEvery = HeartbeatOf(frame.Data);
                    _lastBeat = time.GetTimestamp();
                    break;
                case 11:
                    _lastBeat = time.GetTimestamp();
                    health.Beat(time.GetUtcNow());
                    break;
                case 0 when frame.Event == GatewayEvent.Ready:
                    ResumeUrl = Uri.TryCreate(TextOf(frame.Data, "resume_gateway_url"), UriKind.Absolute, out var there) ? there : null;
                    health.IdentifiedOnce();
                    HaveSession();
                    break;
                case 0 when frame.Event == GatewayEvent.Resumed:
                    health.ResumedOnce();
                    HaveSession();
                    break;
                case 0 when frame.Event == GatewayEvent.Interaction && !_isRetired:
                    interaction = InteractionReader.Read(frame.Data);
                    if (interaction is null)
                        health.SkippedOne();
                    break;
            }
        }

        if (frame is not { Op: 0, Event: GatewayEvent.Interaction })
            return text;
        if (interaction is not null)
            take(interaction);
        return $$$"""{"op":0,"s":{{{frame.Sequence?.ToString(provider: null) ?? "null"}}},"t":"ASSEMBLYBOT_TAKEN","d":{}}""";
    }

    /// <summary>
    /// What goes out in place of a frame of the library; null: nothing. It puts "Bot" before the token, begins a session
    /// with names that Discord has given up (<c>$os</c>), and its heartbeats name numbers that the connection does not know
    /// yet; ours go out instead, and no heartbeat before there is a session.
    /// </summary>
    public string? Leave(string text)
    {
        if (!GatewayFrame.TryRead(Encoding.UTF8.GetBytes(text), out var frame))
            return text;

        lock (_gate)
        {
            return frame.Op switch
            {
                1 => _hasSession ? Encoding.UTF8.GetString(GatewayFrames.Heartbeat(_sequence)) : null,
                2 => Encoding.UTF8.GetString(GatewayFrames.Identify(token, 0, 1)),
                6 when TextOf(frame.Data, "session_id") is { } session =>
                    Encoding.UTF8.GetString(GatewayFrames.Resume(token, session, _sequence ?? 0)),
                _ => text,
            };
        }
    }

    /// <summary>The connection ended with <paramref name="code"/>.</summary>
    public void Close(int code)
    {
        lock (_gate)
        {
            LoseSession();
            _closed = code;
            _beatEvery = null;
        }
    }

    /// <summary>A connection is tried.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _closed = null;
            _beatEvery = null;
        }
    }

    /// <summary>Hands nothing over any more.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            LoseSession();
        }
    }

    /// <summary>What is wrong beyond what the library mends itself; null: nothing.</summary>
    public GatewayClose? Trouble(WatchPace pace)
    {
        lock (_gate)
        {
            // The library comes back from any code but these.
            if (_closed is >= 4001 and < 5000)
                return GatewayClose.Of(_closed);
            if (_beatEvery is { } every && time.GetElapsedTime(_lastBeat) > every + pace.BeatSlack)
                return new GatewayClose(GatewayClose.Next.Begin, "heartbeats were not answered");
            if (!_hasSession && time.GetElapsedTime(_quietSince) > pace.Patience)
                return new GatewayClose(GatewayClose.Next.Begin, "there was no session for a while");
            return null;
        }
    }

    private void HaveSession()
    {
        EverBegan = true;
        if (!_hasSession)
            health.ConnectedOne();
        _hasSession = true;
        _lastBeat = time.GetTimestamp();
        health.Beat(time.GetUtcNow());
    }

    private void LoseSession()
    {
        if (_hasSession)
        {
            health.DisconnectedOne();
            _quietSince = time.GetTimestamp();
        }

        _hasSession = false;
    }

    private static TimeSpan? HeartbeatOf(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        return JsonElement.TryParseValue(ref reader, out var hello)
            && hello.Value.ValueKind == JsonValueKind.Object
            && hello.Value.TryGetProperty("heartbeat_interval", out var every)
            && every.ValueKind == JsonValueKind.Number
            && every.TryGetInt64(out var milliseconds)
                ? TimeSpan.FromMilliseconds(milliseconds)
                : null;
    }

    private static string? TextOf(ReadOnlySpan<byte> data, string name)
    {
        var reader = new Utf8JsonReader(data);
        return JsonElement.TryParseValue(ref reader, out var parsed)
            && parsed.Value.ValueKind == JsonValueKind.Object
            && parsed.Value.TryGetProperty(name, out var text)
            && text.ValueKind == JsonValueKind.String
                ? text.GetString()
                : null;
    }
}
