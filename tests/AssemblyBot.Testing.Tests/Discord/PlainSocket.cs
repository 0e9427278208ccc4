using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Testing.Tests.Discord;

/// <summary>A gateway client of a few lines on a plain WebSocket, that does nothing by itself.</summary>
internal sealed class PlainSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly MemoryStream _compressed = new();
    private ZLibStream? _inflater;

    /// <summary>The last event's number.</summary>
    public long? Sequence { get; private set; }

    public string SessionId { get; private set; } = "";

    public string ResumeUrl { get; private set; } = "";

    public static async Task<PlainSocket> ConnectAsync(string url, bool compressed = false)
    {
        var socket = new PlainSocket();
        var address = new Uri(url + "?v=10&encoding=json" + (compressed ? "&compress=zlib-stream" : ""));
        await socket._socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        socket._inflater = compressed ? new ZLibStream(socket._compressed, CompressionMode.Decompress) : null;
        return socket;
    }

    public Task SendAsync(int op, object? data) => SendTextAsync(JsonSerializer.Serialize(new { op, d = data }));

    public Task SendTextAsync(string text)
        => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    public Task IdentifyAsync(FakeDiscord discord, int intents = 0, int[]? shard = null, string? token = null) => SendAsync(2, shard is null
        ? new { token = token ?? discord.Token, intents, properties = new { os = "linux", browser = "plain", device = "plain" } }
        : new { token = token ?? discord.Token, intents, shard, properties = new { os = "linux", browser = "plain", device = "plain" } });

    public Task ResumeAsync(FakeDiscord discord, string session, long seq) => SendAsync(6, new { token = discord.Token, session_id = session, seq });

    /// <summary>The next frame; null when the connection is closed or cut.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            WebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), patience.Token);
            }
            catch (WebSocketException)
            {
                return null;
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return Read(buffer.AsSpan(0, length));
            }
        }
    }

    /// <summary>The next frame, which must have this op.</summary>
    public async Task<JsonElement> ReceiveAsync(int op)
    {
        var frame = await ReceiveAsync();
        Assert.True(frame is not null, $"closed with {CloseCode} where op {op} was due");
        Assert.True(frame.Value.GetProperty("op").GetInt32() == op, frame.Value.ToString());
        return frame.Value.GetProperty("d");
    }

    /// <summary>The content of the next frame, which must be this event.</summary>
    public async Task<JsonElement> EventAsync(string name)
    {
        var frame = await ReceiveAsync();
        Assert.True(frame is not null, $"closed with {CloseCode} where {name} was due");
        Assert.True(frame.Value.GetProperty("t").GetString() == name, frame.Value.ToString());
        return frame.Value.GetProperty("d");
    }

    /// <summary>The code the server closes with, once it does.</summary>
    public async Task<int?> ClosedAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return CloseCode;
    }

    public int? CloseCode => (int?)_socket.CloseStatus;

    public Task CloseAsync(int code) => _socket.CloseOutputAsync((WebSocketCloseStatus)code, "", TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _inflater?.Dispose();
        _compressed.Dispose();
        _socket.Dispose();
    }

    private JsonElement Read(ReadOnlySpan<byte> message)
    {
        if (_inflater is not null)
        {
            Assert.True(message.EndsWith(new byte[] { 0, 0, 0xFF, 0xFF }), "a compressed frame ends with a flush");
            message = Inflate(message);
        }

        var frame = JsonDocument.Parse(message.ToArray()).RootElement;
        if (frame.GetProperty("s").ValueKind == JsonValueKind.Number)
        {
            Sequence = frame.GetProperty("s").GetInt64();
        }

        if (frame.GetProperty("t").ValueEquals("READY"))
        {
            SessionId = frame.GetProperty("d").GetProperty("session_id").GetString()!;
            ResumeUrl = frame.GetProperty("d").GetProperty("resume_gateway_url").GetString()!;
        }

        return frame;
    }

    private byte[] Inflate(ReadOnlySpan<byte> message)
    {
        _compressed.SetLength(0);
        _compressed.Write(message);
        _compressed.Position = 0;
        using var plain = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = _inflater!.Read(buffer)) > 0)
        {
            plain.Write(buffer, 0, read);
        }

        return plain.ToArray();
    }
}
