using System.Net.WebSockets;

namespace AssemblyBot.Discord.Gateway;

/// <summary>One connection to the gateway: whole messages in, small frames out, never two at once.</summary>
/// <remarks>None of its methods throws for what a server or a network does.</remarks>
internal sealed class GatewaySocket : IAsyncDisposable
{
    /// <summary>Discord cuts a connection that sends more than 120 frames in 60 seconds; heartbeats asked for must not do that.</summary>
    private const int MostFrames = 110;

    private static readonly TimeSpan FrameWindow = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly FrameInflater _inflater = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _aborted = new();
    private readonly Queue<long> _sent = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly TimeProvider _time;

    public GatewaySocket(string userAgent, TimeProvider time)
    {
        _time = time;
        _socket.Options.SetRequestHeader("User-Agent", userAgent);
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        _socket.Options.CollectHttpResponseDetails = true;
    }

    /// <summary>The message that was received last.</summary>
    public ReadOnlySpan<byte> Message => _inflater.Message.Span;

    /// <summary>Why it is closed; null: it broke, or is open.</summary>
    public int? CloseCode { get; private set; }

    /// <summary>Connects; null when it did, otherwise what went wrong, without the address.</summary>
    public async Task<string?> ConnectAsync(Uri address, TimeSpan within, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(within, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await _socket.ConnectAsync(address, either.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return "no answer in time";
        }
        catch (Exception exception) when (exception is WebSocketException or HttpRequestException or IOException or InvalidOperationException)
        {
            return _socket.HttpStatusCode is var status and not 0 ? $"HTTP {(int)status} instead of a connection" : "it could not be reached";
        }
    }

    /// <summary>Waits for the next whole message; false when there will be none: it is closed, broken, or sends rubbish.</summary>
    public async Task<bool> ReceiveAsync()
    {
        _inflater.Clear();
        try
        {
            while (true)
            {
                var piece = await _socket.ReceiveAsync(_buffer.AsMemory(), _aborted.Token);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    CloseCode = (int?)_socket.CloseStatus;
                    return false;
                }

                var isText = piece.MessageType == WebSocketMessageType.Text;
                if (isText)
                    _inflater.Add(_buffer.AsSpan(0, piece.Count));
                else
                    _inflater.Inflate(_buffer.AsMemory(0, piece.Count));
                if (!piece.EndOfMessage || (!isText && !_inflater.IsFlushed))
                    continue;
                if (!_inflater.IsTooLong)
                    return true;
                TooLong++;
                _inflater.Clear();
            }
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            return false;
        }
    }

    /// <summary>How many messages were too long to be looked at.</summary>
    public int TooLong { get; private set; }

    /// <summary>Whether another frame fits in what Discord allows.</summary>
    public bool MaySend()
    {
        lock (_sent)
        {
            while (_sent.TryPeek(out var first) && _time.GetElapsedTime(first) >= FrameWindow)
                _sent.Dequeue();
            return _sent.Count < MostFrames;
        }
    }

    /// <summary>Sends a frame; false when the connection is gone.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> frame)
    {
        lock (_sent)
            _sent.Enqueue(_time.GetTimestamp());
        try
        {
            await _sending.WaitAsync(_aborted.Token);
            try
            {
                await _socket.SendAsync(frame, WebSocketMessageType.Text, true, _aborted.Token);
                return true;
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            return false;
        }
    }

    /// <summary>Says that the connection ends, and why; what still comes is to be received.</summary>
    public async Task CloseAsync(int code, TimeSpan within)
    {
        using var late = new CancellationTokenSource(within, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_aborted.Token, late.Token);
        try
        {
            await _sending.WaitAsync(either.Token);
            try
            {
                await _socket.CloseOutputAsync((WebSocketCloseStatus)code, null, either.Token);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            // Gone already.
        }
    }

    /// <summary>Breaks the connection; whoever waits for a message or sends one goes on.</summary>
    public void Abort()
    {
        _aborted.Cancel();
        _socket.Abort();
    }

    public ValueTask DisposeAsync()
    {
        Abort();
        _socket.Dispose();
        _inflater.Dispose();
        _aborted.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsBroken(Exception exception) => exception
        is WebSocketException
        or OperationCanceledException
        or InvalidDataException
        or IOException
        or InvalidOperationException;
}
