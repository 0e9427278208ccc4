using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace AssemblyBot.Testing.Discord;

/// <summary>
/// A proxy on loopback that leads connections to https://discord.com to a server on loopback: it ends their TLS with a
/// certificate of <see cref="TestAuthority"/>. For a client whose address cannot be changed, but whose proxy can.
/// </summary>
public sealed class TlsDoor : IAsyncDisposable
{
    private const string Host = "discord.com";
    private const int LongestRequest = 8192;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _server;
    private readonly Task _accepting;

    private TlsDoor(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What to give a client; what lies on loopback it reaches without.</summary>
    public IWebProxy Proxy => new WebProxy($"http://{_listener.LocalEndpoint}", BypassOnLocal: true);

    /// <summary>Whether this machine lets a test add an authority for its own process.</summary>
    public static bool IsAvailable => TestAuthority.IsTrusted;

    /// <summary>Why it is not.</summary>
    public const string SkipReason = "The test authority can be trusted for this process alone on Linux with OpenSSL only";

    /// <summary>Opens a door to the plain HTTP server at <paramref name="address"/>.</summary>
    public static TlsDoor To(Uri address) => new(new IPEndPoint(IPAddress.Parse(address.Host), address.Port));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
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
                var plain = caller.GetStream();
                if (await ReadTargetAsync(plain) != $"{Host}:443")
                {
                    await plain.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
                    return;
                }

                using var server = await ReachAsync();
                if (server is null)
                {
                    await plain.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
                    return;
                }

                await plain.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _stop.Token);
                await using var secure = new SslStream(plain);
                await secure.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = TestAuthority.CertificateFor(Host) }, _stop.Token);
                await PassOnAsync(secure, server);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException)
            {
                // The connection is over.
            }
        }
    }

    /// <summary>A connection to the server; null: it is not there.</summary>
    private async Task<TcpClient?> ReachAsync()
    {
        var server = new TcpClient();
        try
        {
            await server.ConnectAsync(_server, _stop.Token);
            return server;
        }
        catch (SocketException)
        {
            server.Dispose();
            return null;
        }
    }

    private async Task PassOnAsync(SslStream secure, TcpClient server)
    {
        await using var plain = server.GetStream();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);

        // When one direction ends, so does the other: nothing here keeps a connection half open.
        await Task.WhenAny(secure.CopyToAsync(plain, either.Token), plain.CopyToAsync(secure, either.Token));
        await either.CancelAsync();
    }

    /// <summary>What a CONNECT asks for; null: it is none.</summary>
    private async Task<string?> ReadTargetAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < LongestRequest && !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                return null;
            head.Append((char)one[0]);
        }

        var words = head.ToString().Split(' ');
        return words is ["CONNECT", var target, ..] ? target : null;
    }
}
