using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using AssemblyBot.Testing.Discord.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AssemblyBot.Testing.Discord.Gateway;

/// <summary>The gateway: sessions over WebSockets, the events the bot is told, and the ways in which it can fail.</summary>
public sealed class FakeGateway
{
    private readonly FakeDiscord _discord;
    private readonly GatewayProtocol _protocol;
    private readonly List<GatewayConnection> _connections = [];
    private readonly Dictionary<string, GatewaySession> _sessions = new(StringComparer.Ordinal);
    private readonly List<GatewayIdentify> _identifies = [];
    private readonly List<GatewayResume> _resumes = [];
    private readonly List<Action> _held = [];
    private int _heartbeats;
    private int _unanswered;
    private int _duplicates;
    private int _late;
    private TimeSpan _lateBy;
    private bool _isHolding;
    private int _refused;
    private int _sessionNumber;

    internal FakeGateway(FakeDiscord discord)
    {
        _discord = discord;
        _protocol = new GatewayProtocol(discord, this);
    }

    /// <summary>Every attempt to begin a session, in order.</summary>
    public IReadOnlyList<GatewayIdentify> Identifies => _discord.Locked(() => _identifies.ToArray());

    /// <summary>Every attempt to go on with one, in order.</summary>
    public IReadOnlyList<GatewayResume> Resumes => _discord.Locked(() => _resumes.ToArray());

    /// <summary>The WebSockets that are open.</summary>
    public int Connections => _discord.Locked(() => _connections.Count);

    /// <summary>The WebSockets ever opened.</summary>
    public int ConnectionsEver { get; private set; }

    /// <summary>The sessions that are connected or can be resumed.</summary>
    public int Sessions => _discord.Locked(() => _sessions.Values.Count(IsAlive));

    /// <summary>The sessions that are connected.</summary>
    public int ReadySessions => _discord.Locked(() => _sessions.Values.Count(session => session.Connection is { IsClosing: false }));

    /// <summary>The heartbeats that came.</summary>
    public int Heartbeats => _discord.Locked(() => _heartbeats);

    /// <summary>The identifies that the day still allows.</summary>
    public int SessionStartsLeft => _discord.Options.SessionStarts - _identifies.Count(identify => identify.Outcome is "ready" or "too soon");

    /// <summary>Returns once this many sessions are connected and have had READY or RESUMED.</summary>
    /// <exception cref="TimeoutException">They were not in time.</exception>
    public Task WaitForReadyAsync(int sessions = 1, TimeSpan? timeout = null)
        => _discord.WaitAsync(() => _sessions.Values.Count(session => session.Connection is { IsClosing: false }) >= sessions ? this : null, timeout, $"{sessions} sessions");

    /// <summary>Returns once something holds that a test can see of the gateway, such as a number of resumes.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public Task WaitForAsync(Func<FakeGateway, bool> condition, string what = "the gateway", TimeSpan? timeout = null)
        => _discord.WaitAsync(() => condition(this) ? this : null, timeout, what);

    /// <summary>Cuts every connection without a word; sessions can be resumed.</summary>
    public void DropAll() => Each(connection => connection.Drop());

    /// <summary>Closes every connection with a code, such as 4000 or 4014. Codes 4003, 4004, 4007, 4009 to 4014, 1000 and 1001 end the sessions.</summary>
    public void Close(int code, string reason = "") => Each(connection =>
    {
        if (code is 1000 or 1001 or 4003 or 4004 or 4007 or >= 4009 and <= 4014 && connection.Session is { } session)
        {
            End(session);
        }

        connection.Close(code, reason);
    });

    /// <summary>Asks for a new connection (op 7).</summary>
    public void Reconnect() => Each(connection => connection.Send(GatewayFrames.Reconnect));

    /// <summary>Says that the session is invalid (op 9); unless it is resumable it is gone.</summary>
    public void Invalidate(bool resumable = false) => Each(connection =>
    {
        if (!resumable && connection.Session is { } session)
        {
            End(session);
            connection.Session = null;
        }

        connection.Send(GatewayFrames.Invalid(resumable));
    });

    /// <summary>Asks for a heartbeat at once (op 1).</summary>
    public void RequestHeartbeat() => Each(connection => connection.Send(GatewayFrames.Heartbeat));

    /// <summary>Leaves the next heartbeats without an answer.</summary>
    public void IgnoreHeartbeats(int count = int.MaxValue) => _discord.Locked(() => _unanswered = count);

    /// <summary>Delivers each of the next events twice, under two numbers.</summary>
    public void Duplicate(int events = 1) => _discord.Locked(() => _duplicates = events);

    /// <summary>Delivers the next events late, in real time; later ones overtake them.</summary>
    public void Delay(TimeSpan by, int events = 1) => _discord.Locked(() =>
    {
        _lateBy = by;
        return _late = events;
    });

    /// <summary>Keeps all events back until <see cref="Release"/>.</summary>
    public void Hold() => _discord.Locked(() => _isHolding = true);

    /// <summary>Delivers what was kept back, in its order.</summary>
    public void Release() => _discord.Locked(() =>
    {
        _isHolding = false;
        _held.ForEach(send => send());
        _held.Clear();
        return true;
    });

    /// <summary>Answers the next attempts to connect with 503.</summary>
    public void RefuseConnections(int count) => _discord.Locked(() => _refused = count);

    /// <summary>Ends all sessions that are not connected, as a long outage does.</summary>
    public void ForgetSessions() => _discord.Locked(() =>
    {
        foreach (var session in _sessions.Values.Where(session => session.Connection is null).ToArray())
        {
            _sessions.Remove(session.Id);
        }

        return true;
    });

    /// <summary>Sends a frame of any content, valid or not, on every connection.</summary>
    public void SendRaw(string frame) => Each(connection => connection.Send(Encoding.UTF8.GetBytes(frame)));

    /// <summary>Sends an event of any name and content to every session.</summary>
    public void SendEvent(string name, string data) => _discord.Locked(() =>
    {
        foreach (var session in _sessions.Values.Where(IsAlive))
        {
            session.Send(name, Encoding.UTF8.GetBytes(data));
        }

        return true;
    });

    /// <summary>Tells an event to the sessions whose shard and intents it is for. Called under the server's lock.</summary>
    internal void Tell(ulong? guild, string name, byte[] data, int intents)
    {
        if (_isHolding)
        {
            _held.Add(() => Deliver(guild, name, data, intents));
        }
        else if (_late > 0)
        {
            _late--;
            _ = DeliverLateAsync(_lateBy, guild, name, data, intents);
        }
        else
        {
            Deliver(guild, name, data, intents);
        }
    }

    internal async Task AcceptAsync(HttpContext context, bool onResumeAddress, CancellationToken stopping)
    {
        var key = context.Request.Headers.SecWebSocketKey.ToString();
        var upgrade = context.Features.Get<IHttpUpgradeFeature>();
        if (upgrade is not { IsUpgradableRequest: true } || key.Length == 0 || _discord.Locked(IsRefused))
        {
            context.Response.StatusCode = key.Length == 0 ? 400 : 503;
            return;
        }

        var query = context.Request.Query;
        if (query["v"] != "10" || query["encoding"] != "json")
        {
            _discord.Report("gateway-address", "gateway", "the address asks for no v=10 or no encoding=json");
        }

        // The accept key is the one of RFC 6455, section 4.2.2, which prescribes SHA-1.
#pragma warning disable CA5350
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.SecWebSocketAccept = accept;
        await using var stream = await upgrade.UpgradeAsync();
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var connection = new GatewayConnection(socket, query["compress"] == "zlib-stream", onResumeAddress, context.Abort);
        await RunAsync(connection, stopping);
    }

    internal bool CountHeartbeat()
    {
        _heartbeats++;
        _discord.Changed();
        if (_unanswered == 0)
        {
            return true;
        }

        _unanswered -= _unanswered == int.MaxValue ? 0 : 1;
        return false;
    }

    internal void Add(GatewayIdentify identify)
    {
        _identifies.Add(identify);
        _discord.Changed();
    }

    internal void Add(GatewayResume resume)
    {
        _resumes.Add(resume);
        _discord.Changed();
    }

    internal void Begin(GatewayConnection connection, (int Id, int Of) shard, int intents)
    {
        var id = $"{++_sessionNumber:x8}{Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(_sessionNumber)).AsSpan(0, 12))}";
        var session = new GatewaySession(id, shard, intents, _discord.Options.EventsKept);
        _sessions[id] = session;
        connection.Session = session;
        session.Attach(connection);
        session.Send("READY", _discord.World.Ready(session));
        foreach (var guild in _discord.World.Guilds.Where(guild => guild.HasBot && session.Serves(guild.Id) && (intents & 1) != 0))
        {
            session.Send("GUILD_CREATE", Wire.Bytes(writer => Wire.Guild(writer, guild)));
        }

        _discord.Changed();
    }

    internal void Continue(GatewayConnection connection, GatewaySession session, IReadOnlyList<byte[]> missed)
    {
        if (session.Connection is { } former)
        {
            former.Session = null;
            former.Drop();
        }

        connection.Session = session;
        session.Attach(connection);
        foreach (var frame in missed)
        {
            connection.Send(frame);
        }

        session.Send("RESUMED", """{"_trace":["loopback"]}"""u8);
        _discord.Changed();
    }

    internal GatewaySession? FindSession(string id) => _sessions.GetValueOrDefault(id) is { } session && IsAlive(session) ? session : null;

    internal void End(GatewaySession session) => _sessions.Remove(session.Id);

    private bool IsRefused()
    {
        var isRefused = _refused > 0;
        _refused -= isRefused ? 1 : 0;
        return isRefused;
    }

    private bool IsAlive(GatewaySession session)
        => session.LostAt is not { } lost || _discord.Clock.GetUtcNow() - lost < _discord.Options.SessionLife;

    private async Task RunAsync(GatewayConnection connection, CancellationToken stopping)
    {
        lock (_discord.Gate)
        {
            ConnectionsEver++;
            _connections.Add(connection);
            connection.Send(GatewayFrames.Hello(_discord.Options.HeartbeatInterval));
            _discord.Changed();
        }

        using var watch = _discord.Options.EndsSilentSessions ? Watch(connection) : null;
        var code = await connection.RunAsync(frame => Receive(connection, frame), stopping);
        lock (_discord.Gate)
        {
            _connections.Remove(connection);
            if (connection.Session is { } session && session.Connection == connection)
            {
                session.Detach(_discord.Clock.GetUtcNow());
                if (code is 1000 or 1001)
                {
                    End(session);
                }
            }

            _discord.Changed();
        }
    }

    private void Receive(GatewayConnection connection, ReadOnlyMemory<byte> frame)
    {
        lock (_discord.Gate)
        {
            _protocol.Receive(connection, frame);
        }
    }

    private ITimer Watch(GatewayConnection connection)
    {
        var patience = _discord.Options.HeartbeatInterval * 1.5;
        return TimeProvider.System.CreateTimer(
            _ =>
            {
                lock (_discord.Gate)
                {
                    if (!connection.IsClosing && TimeProvider.System.GetElapsedTime(connection.LastHeartbeat) > patience)
                    {
                        _discord.Report("gateway-heartbeat", "gateway", "no heartbeat for one and a half intervals");
                        if (connection.Session is { } session)
                        {
                            End(session);
                        }

                        connection.Close(4009, "Session timed out.");
                    }
                }
            },
            null,
            patience / 4,
            patience / 4);
    }

    private void Deliver(ulong? guild, string name, byte[] data, int intents)
    {
        var copies = _duplicates > 0 ? 2 : 1;
        _duplicates -= copies - 1;
        foreach (var session in _sessions.Values)
        {
            if (IsAlive(session) && session.Serves(guild) && (intents == 0 || (session.Intents & intents) != 0))
            {
                for (var i = 0; i < copies; i++)
                {
                    session.Send(name, data);
                }
            }
        }
    }

    private async Task DeliverLateAsync(TimeSpan by, ulong? guild, string name, byte[] data, int intents)
    {
        await Task.Delay(by, TimeProvider.System, CancellationToken.None);
        lock (_discord.Gate)
        {
            Deliver(guild, name, data, intents);
        }
    }

    private void Each(Action<GatewayConnection> act)
    {
        lock (_discord.Gate)
        {
            _connections.ToList().ForEach(act);
        }
    }
}
