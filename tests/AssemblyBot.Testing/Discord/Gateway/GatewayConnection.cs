using System.IO.Compression;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace AssemblyBot.Testing.Discord.Gateway;

/// <summary>One WebSocket to the bot: frames go out in their order, what comes in is handed on.</summary>
internal sealed class GatewayConnection(WebSocket socket, bool compressed, int longestPiece, bool onResumeAddress, Action abort)
{
    /// <summary>Most bytes of a frame of the bot.</summary>
    public const int MaximumFrame = 4096;

    private const int HalfAndNoMore = -1;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Channel<(byte[]? Frame, int Code, string Reason)> _outgoing
        = Channel.CreateUnbounded<(byte[]? Frame, int Code, string Reason)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Whether it was made to the address that READY gave for resumes.</summary>
    public bool OnResumeAddress => onResumeAddress;

    /// <summary>The session; null before an identify or a resume.</summary>
    public GatewaySession? Session
    {
        get;
        set
        {
            field = value;
            HadSession |= value is not null;
        }
    }

    /// <summary>Whether it ever had a session: one that was ended is counted on by the heartbeats that are on their way.</summary>
    public bool HadSession { get; private set; }

    /// <summary>When its frames of the last minute came.</summary>
    public Queue<DateTimeOffset> Frames { get; } = new();

    /// <summary>When the bot last sent a heartbeat, in real time.</summary>
    public long LastHeartbeat { get; set; } = TimeProvider.System.GetTimestamp();

    public bool IsClosing { get; private set; }

    /// <summary>Sends a frame after all that wait already.</summary>
    public void Send(byte[] frame) => _outgoing.Writer.TryWrite((frame, 0, ""));

    /// <summary>Closes it with a code once all that waits is sent.</summary>
    public void Close(int code, string reason)
    {
        IsClosing = true;
        _outgoing.Writer.TryWrite((null, code, reason));
        _outgoing.Writer.TryComplete();
    }

    /// <summary>Cuts the wire in the middle of a frame.</summary>
    public void Break(byte[] frame)
    {
        IsClosing = true;
        _outgoing.Writer.TryWrite((frame, HalfAndNoMore, ""));
        _outgoing.Writer.TryComplete();
    }

    /// <summary>Cuts the wire, without a word.</summary>
    public void Drop()
    {
        IsClosing = true;
        _outgoing.Writer.TryComplete();
        _gone.Cancel();
        abort();
    }

    /// <summary>Runs until it is gone; returns the code the bot closed it with, or null.</summary>
    public async Task<int?> RunAsync(Action<ReadOnlyMemory<byte>> receive, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, _gone.Token);
        var sending = SendAllAsync(ending.Token);
        try
        {
            return await ReceiveAllAsync(receive, ending.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            await ending.CancelAsync();
            await sending;
            abort();
        }
    }

    private async Task<int?> ReceiveAllAsync(Action<ReadOnlyMemory<byte>> receive, CancellationToken cancellationToken)
    {
        // A little more than a frame may hold, so that one that is too long is seen as such.
        var buffer = new byte[MaximumFrame + 1];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                _outgoing.Writer.TryWrite((null, (int)(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure), ""));
                return (int?)socket.CloseStatus;
            }

            length += part.Count;
            if (part.EndOfMessage || length == buffer.Length)
            {
                if (!IsClosing)
                {
                    receive(buffer.AsMemory(0, length));
                }

                length = 0;
            }
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        using var compressor = compressed ? new Compressor() : null;
        try
        {
            await foreach (var (frame, code, reason) in _outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                if (frame is null)
                {
                    await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, cancellationToken);
                    _gone.CancelAfter(Farewell);
                    return;
                }

                var bytes = compressor?.Compress(frame) ?? new ReadOnlyMemory<byte>(frame);
                if (code == HalfAndNoMore)
                {
                    await SendAsync(bytes[..(bytes.Length / 2)], endOfMessage: false, cancellationToken);
                    _gone.Cancel();
                    abort();
                    return;
                }

                var piece = compressed ? longestPiece : bytes.Length;
                for (var sent = 0; sent < bytes.Length; sent += piece)
                {
                    await SendAsync(bytes[sent..Math.Min(bytes.Length, sent + piece)], endOfMessage: true, cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or ArgumentException)
        {
            // The reader notices that the connection is gone, and ends it.
        }
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool endOfMessage, CancellationToken cancellationToken)
        => socket.SendAsync(bytes, compressed ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage, cancellationToken);

    /// <summary>One deflate stream over the whole connection; each frame ends with a flush: 00 00 FF FF.</summary>
    private sealed class Compressor : IDisposable
    {
        private readonly MemoryStream _out = new();
        private readonly ZLibStream _zlib;

        public Compressor() => _zlib = new ZLibStream(_out, CompressionLevel.Fastest);

        public ReadOnlyMemory<byte> Compress(byte[] frame)
        {
            _out.SetLength(0);
            _zlib.Write(frame);
            _zlib.Flush();
            return _out.ToArray();
        }

        public void Dispose()
        {
            _zlib.Dispose();
            _out.Dispose();
        }
    }
}
