using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace AssemblyBot.Telegram.Webhooks;

/// <summary>
/// Kestrel with one address: takes what Telegram posts there, and turns away everything else before its body is read.
/// </summary>
internal sealed partial class WebhookServer : IHttpApplication<HttpContext>, IDisposable
{
    /// <summary>Longer than any update; a message has at most 4,096 characters.</summary>
    private const int LongestBody = 512 * 1024;

    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    private readonly WebhookAddress _address;
    private readonly WebhookIntake _intake;
    private readonly ILogger<WebhookServer> _logger;
    private readonly KestrelServer _server;
    private int _strangers;

    public WebhookServer(WebhookAddress address, WebhookIntake intake, IOptions<TelegramOptions> options, ILogger<WebhookServer> logger)
    {
        (_address, _intake, _logger) = (address, intake, logger);
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = LongestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 1000;
        kestrel.Listen(IPEndPoint.Parse(options.Value.WebhookListen), listen => listen.Protocols = HttpProtocols.Http1);
        _server = new KestrelServer(
            Options.Create(kestrel),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The port is taken, or the address is none of this machine.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(this, cancellationToken);

    /// <summary>Listens no more; answers that are under way are sent until <paramref name="deadline"/>.</summary>
    public Task StopAsync(CancellationToken deadline) => _server.StopAsync(deadline);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await WriteAsync(context.Response, await ReplyAsync(context), context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has hung up, and asks again.
            context.Abort();
        }
        catch (Exception exception) when (exception is IOException or BadHttpRequestException)
        {
            context.Abort();
        }
    }

    public void Dispose() => _server.Dispose();

    private async Task<WebhookReply> ReplyAsync(HttpContext context)
    {
        var request = context.Request;
        if (!_address.IsPath(request.Path.Value ?? ""))
            return new WebhookReply(404);
        if (!HttpMethods.IsPost(request.Method))
            return new WebhookReply(405);
        if (request.Headers[SecretHeader] is not [var secret] || !_address.IsSecret(secret))
        {
            if (Interlocked.Increment(ref _strangers) == 1)
                Stranger(_logger);
            return new WebhookReply(401);
        }

        if (request.ContentLength > LongestBody)
            return new WebhookReply(413);
        var delivery = await ReadAsync(request, context.RequestAborted);
        return delivery is { Id: { } id }
            ? await _intake.TakeAsync(id, delivery.Value.Update).WaitAsync(context.RequestAborted)
            : new WebhookReply(delivery is null ? 413 : 400);
    }

    /// <summary>Null when the body is too long.</summary>
    private static async Task<Delivery?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken);
                if (!read.IsCompleted)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                var delivery = ApiReply.ReadDelivery(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return delivery;
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static async Task WriteAsync(HttpResponse response, WebhookReply reply, CancellationToken cancellationToken)
    {
        response.StatusCode = reply.Status;
        response.ContentLength = reply.Call.Length;
        if (reply.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (reply.Call.IsEmpty)
            return;
        response.ContentType = "application/json";
        await response.BodyWriter.WriteAsync(reply.Call, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "A request to the webhook had no secret, or a wrong one, and was refused; further ones are not told")]
    private static partial void Stranger(ILogger logger);
}
