using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AssemblyBot.Testing;

/// <summary>
/// A small proxy on loopback that speaks HTTP (whole addresses and CONNECT) and SOCKS 5, with a name and a password when it
/// wants them.
/// </summary>
public sealed class LoopbackProxy : IAsyncDisposable
{
    private const int LongestHead = 16_384;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string? _name;
    private readonly string? _password;
    private readonly Task _accepting;
    private int _served;
    private int _refused;

    /// <summary>Starts it; with a name it lets in only who says the name and the password.</summary>
    public LoopbackProxy(string? name = null, string? password = null)
    {
        (_name, _password) = (name, password);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its host and port.</summary>
    public string Authority => _listener.LocalEndpoint.ToString()!;

    /// <summary>How many connections it led on.</summary>
    public int Served => _served;

    /// <summary>How many times it asked for a name and a password, or was told wrong ones.</summary>
    public int Refused => _refused;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient caller)
    {
        using (caller)
        {
            try
            {
                var stream = caller.GetStream();
                var first = new byte[1];
                await stream.ReadExactlyAsync(first, _stop.Token);
                await (first[0] == 5 ? ServeSocksAsync(stream) : ServeHttpAsync(stream, first[0]));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The connection is over.
            }
        }
    }

    /// <summary>RFC 1928, and RFC 1929 for the name and the password.</summary>
    private async Task ServeSocksAsync(NetworkStream caller)
    {
        var methods = await ReadAsync(caller, (await ReadAsync(caller, 1))[0]);
        var wanted = (byte)(_name is null ? 0 : 2);
        if (!methods.Contains(wanted))
        {
            Interlocked.Increment(ref _refused);
            await caller.WriteAsync(new byte[] { 5, 0xFF }, _stop.Token);
            return;
        }

        await caller.WriteAsync(new byte[] { 5, wanted }, _stop.Token);
        if (_name is not null)
        {
            await ReadAsync(caller, 1);
            var name = Encoding.UTF8.GetString(await ReadAsync(caller, (await ReadAsync(caller, 1))[0]));
            var password = Encoding.UTF8.GetString(await ReadAsync(caller, (await ReadAsync(caller, 1))[0]));
            var isKnown = name == _name && password == _password;
            await caller.WriteAsync(new byte[] { 1, (byte)(isKnown ? 0 : 1) }, _stop.Token);
            if (!isKnown)
            {
                Interlocked.Increment(ref _refused);
                return;
            }
        }

        var request = await ReadAsync(caller, 4);
        var host = request[3] switch
        {
            1 => new IPAddress(await ReadAsync(caller, 4)).ToString(),
            4 => new IPAddress(await ReadAsync(caller, 16)).ToString(),
            _ => Encoding.ASCII.GetString(await ReadAsync(caller, (await ReadAsync(caller, 1))[0])),
        };
        var port = await ReadAsync(caller, 2);
        using var server = await ReachAsync(host, (port[0] << 8) | port[1]);
        await caller.WriteAsync(new byte[] { 5, (byte)(server is null ? 5 : 0), 0, 1, 0, 0, 0, 0, 0, 0 }, _stop.Token);
        if (server is not null)
        {
            await PassOnAsync(caller, server.GetStream());
        }
    }

    private async Task ServeHttpAsync(NetworkStream caller, byte first)
    {
        var head = await ReadHeadAsync(caller, first);
        if (_name is not null && !IsKnown(head))
        {
            Interlocked.Increment(ref _refused);
            await caller.WriteAsync(
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8.ToArray(),
                _stop.Token);
            return;
        }

        var words = head.Split(' ', 3);
        var isTunnel = words[0] == "CONNECT";
        var target = new Uri(isTunnel ? $"http://{words[1]}" : words[1]);
        using var server = await ReachAsync(target.Host, target.Port);
        if (server is null)
        {
            await caller.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
            return;
        }

        var onward = server.GetStream();
        if (isTunnel)
        {
            await caller.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _stop.Token);
        }
        else
        {
            // One request a connection: the next one may be for another server.
            var lines = words[2].Split("\r\n").Where(line => !line.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)).ToArray();
            lines[0] += "\r\nConnection: close";
            await onward.WriteAsync(Encoding.Latin1.GetBytes($"{words[0]} {target.PathAndQuery} {string.Join("\r\n", lines)}"), _stop.Token);
        }

        await PassOnAsync(caller, onward);
    }

    private bool IsKnown(string head) => head.Contains(
        $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_name}:{_password}"))}", StringComparison.OrdinalIgnoreCase);

    private async Task<string> ReadHeadAsync(NetworkStream caller, byte first)
    {
        var head = new StringBuilder().Append((char)first);
        while (head.Length < LongestHead && !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(caller, 1))[0]);
        }

        return head.ToString();
    }

    private async Task<TcpClient?> ReachAsync(string host, int port)
    {
        var server = new TcpClient();
        try
        {
            await server.ConnectAsync(host, port, _stop.Token);
            Interlocked.Increment(ref _served);
            return server;
        }
        catch (SocketException)
        {
            server.Dispose();
            return null;
        }
    }

    /// <summary>When one direction ends, so does the other: nothing here keeps a connection half open.</summary>
    private async Task PassOnAsync(NetworkStream caller, NetworkStream server)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        await Task.WhenAny(caller.CopyToAsync(server, either.Token), server.CopyToAsync(caller, either.Token));
        await either.CancelAsync();
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _stop.Token);
        return bytes;
    }
}
