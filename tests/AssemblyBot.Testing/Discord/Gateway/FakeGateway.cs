using System.Security.Cryptography;
using System.Text;
using AssemblyBot.Testing.Discord.State;
using Microsoft.AspNetCore.Http;

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
    private readonly GatewayEvents _events;
    private int _heartbeats;
    private int _unanswered;
    private int _refused;
    private int _sessionNumber;

    internal FakeGateway(FakeDiscord discord)
    {
        _discord = discord;
        _protocol = new GatewayProtocol(discord, this);
        _events = new GatewayEvents(discord, () => _sessions.Values.Where(IsAlive));
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

    /// <summary>Cuts every connection in the middle of a frame; sessions can be resumed.</summary>
    public void Break() => Each(connection => connection.Break(GatewayFrames.Reconnect));

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
        if (connection.Session is { } session)
        {
            connection.Session = null;
            session.Detach(_discord.Clock.GetUtcNow());
            if (!resumable)
            {
                End(session);
            }
        }

        connection.Send(GatewayFrames.Invalid(resumable));
    });

    /// <summary>Asks for a heartbeat at once (op 1).</summary>
    public void RequestHeartbeat() => Each(connection => connection.Send(GatewayFrames.Heartbeat));

    /// <summary>Leaves the next heartbeats without an answer.</summary>
    public void IgnoreHeartbeats(int count = int.MaxValue) => _discord.Locked(() => _unanswered = count);

    /// <summary>Delivers each of the next events twice, under two numbers.</summary>
    public void Duplicate(int events = 1) => _discord.Locked(() => _events.Duplicates = events);

    /// <summary>Delivers the next events late, in real time; later ones overtake them.</summary>
    public void Delay(TimeSpan by, int events = 1) => _discord.Locked(() => _events.Late = (events, by));

    /// <summary>Keeps all events back until <see cref="Release"/>.</summary>
    public void Hold() => _discord.Locked(() => _events.IsHolding = true);

    /// <summary>Delivers what was kept back, in its order.</summary>
    public void Release() => _discord.Locked(() =>
    {
        _events.Release();
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
    internal void Tell(ulong? guild, string name, byte[] data, int intents) => _events.Tell(guild, name, data, intents);

    internal async Task AcceptAsync(HttpContext context, bool onResumeAddress, CancellationToken stopping)
    {
        var asks = GatewayHandshake.Asks(context);
        if (!asks || _discord.Locked(IsRefused))
        {
            context.Response.StatusCode = asks ? 503 : 400;
            return;
        }

        var query = context.Request.Query;
        if (query["v"] != "10" || query["encoding"] != "json")
        {
            _discord.Report("gateway-address", "gateway", "the address asks for no v=10 or no encoding=json");
        }

        using var socket = await GatewayHandshake.AcceptAsync(context);
        await RunAsync(new GatewayConnection(
            socket, query["compress"] == "zlib-stream" && _discord.Options.Compresses, _discord.Options.LongestPiece, onResumeAddress, context.Abort), stopping);
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
        if (_discord.Options.ReadyAfter == TimeSpan.Zero)
        {
            Begin(connection, session);
        }
        else
        {
            _ = BeginLateAsync(connection, session);
        }
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

    private async Task BeginLateAsync(GatewayConnection connection, GatewaySession session)
    {
        await Task.Delay(_discord.Options.ReadyAfter, TimeProvider.System);
        lock (_discord.Gate)
        {
            Begin(connection, session);
        }
    }

    private void Begin(GatewayConnection connection, GatewaySession session)
    {
        session.Attach(connection);
        session.Send("READY", _discord.World.Ready(session));
        foreach (var guild in _discord.World.Guilds.Where(guild => guild.HasBot && session.Serves(guild.Id) && (session.Intents & 1) != 0))
        {
            session.Send("GUILD_CREATE", Wire.Bytes(writer => Wire.Guild(writer, guild)));
        }

        _discord.Changed();
    }

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
        await Task.Delay(_discord.Options.HelloAfter, TimeProvider.System, stopping);
        lock (_discord.Gate)
        {
            ConnectionsEver++;
            _connections.Add(connection);
            connection.Send(GatewayFrames.Hello(_discord.Options.HeartbeatInterval));
            _discord.Changed();
        }

        using var watch = _discord.Options.EndsSilentSessions ? HeartbeatWatch.Start(_discord, connection) : null;
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

    private void Each(Action<GatewayConnection> act)
    {
        lock (_discord.Gate)
        {
            _connections.ToList().ForEach(act);
        }
    }
}
