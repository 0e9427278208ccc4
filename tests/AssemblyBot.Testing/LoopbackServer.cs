using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Testing;

/// <summary>Kestrel on a loopback port with one handler and nothing around it.</summary>
internal sealed class LoopbackServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private readonly Func<HttpContext, Task> _handle;
    private readonly KestrelServer _server;

    /// <param name="port">0 for a free one.</param>
    /// <param name="handle">Answers a request.</param>
    /// <param name="wire">Counts the bytes of its connections; null: nobody does.</param>
    /// <param name="isHttp2">Whether it speaks HTTP/2 only, without TLS.</param>
    public LoopbackServer(int port, Func<HttpContext, Task> handle, WireCount? wire = null, bool isHttp2 = false)
    {
        _handle = handle;
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        options.Limits.MaxRequestBodySize = 60 * 1024 * 1024;
        options.Limits.MinRequestBodyDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = isHttp2 ? HttpProtocols.Http2 : HttpProtocols.Http1;
            if (wire is not null)
            {
                listen.Use(next => connection =>
                {
                    connection.Transport = new CountingPipe(connection.Transport, wire);
                    return next(connection);
                });
            }
        });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    /// <summary>Listens, and returns the port.</summary>
    public async Task<int> StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(this, cancellationToken);
        return new Uri(_server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => _handle(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <summary>Closes the port and every connection at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }
}
