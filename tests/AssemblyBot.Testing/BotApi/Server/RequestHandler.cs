using System.IO.Compression;
using System.Text;
using AssemblyBot.Testing.BotApi.Rules;
using AssemblyBot.Testing.BotApi.Schema;
using AssemblyBot.Testing.BotApi.State;
using Microsoft.AspNetCore.Http;

namespace AssemblyBot.Testing.BotApi.Server;

/// <summary>One request from its address to its answer: find the method, check the call, carry it out, or misbehave.</summary>
internal sealed class RequestHandler(FakeBotApi api, BotMethods methods, CancellationToken stopping)
{
    private static readonly Reply NotFound = Reply.Refusal(404, "Not Found");
    private static readonly Reply Unauthorized = Reply.Refusal(401, "Unauthorized");

    private const int LeastToCompress = 200;

    private readonly string _prefix = api.Options.BasePath + "/bot";

    public async Task HandleAsync(HttpContext context)
    {
        api.Begin();
        try
        {
            var trouble = api.Line.Next();
            await api.Line.TravelAsync(context.RequestAborted);
            if (trouble == LineTrouble.LosesRequest)
            {
                context.Abort();
                return;
            }

            if (await AnswerAsync(context) is not { } reply)
            {
                return;
            }

            switch (trouble)
            {
                case LineTrouble.LosesAnswer:
                    context.Abort();
                    break;
                case LineTrouble.CutsAnswer:
                    await ResetAsync(context);
                    break;
                default:
                    await WriteAsync(context.Response, reply, context.RequestAborted);
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // The bot hung up, or the server is being stopped: nobody waits for the answer.
            context.Abort();
        }
        catch (Exception exception) when (exception is IOException or BadHttpRequestException)
        {
            context.Abort();
        }
        finally
        {
            api.End();
        }
    }

    /// <summary>The answer, or null if there is none to send any more.</summary>
    private async Task<Reply?> AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var slash = path.LastIndexOf('/');
        if (!path.StartsWith(_prefix, StringComparison.Ordinal) || slash < _prefix.Length)
        {
            api.Report(path, "the path is none of the Bot API");
            return NotFound;
        }

        if (!path.AsSpan(_prefix.Length, slash - _prefix.Length).SequenceEqual(api.Token))
        {
            return Unauthorized;
        }

        var name = path[(slash + 1)..];
        if (BotApiSchema.Of(api.Version).FindMethod(name) is not { } method)
        {
            if (!BotApiSchema.IsOfLaterVersion(name))
            {
                api.Report(name, "the official list has no such method");
            }

            return NotFound;
        }

        try
        {
            using var call = await CallReader.ReadAsync(context.Request, method, context.RequestAborted);
            CallRules.Check(call);
            return await CarryOutAsync(context, call);
        }
        catch (RuleException violation)
        {
            api.Report(method.Name, violation.Message);
            return Reply.Refusal(400, violation.Message);
        }
    }

    private async Task<Reply?> CarryOutAsync(HttpContext context, BotCall call)
    {
        var misbehaviour = api.Admit(call);
        if (api.IsLean && call.Method is not ("getMe" or "getUpdates" or "sendMessage"))
        {
            return NotFound;
        }

        var reply = misbehaviour is null or { Performed: true } ? await RunAsync(context, call) : null;
        switch (misbehaviour?.Fault)
        {
            case null:
                return reply;
            case Fault.Refuse refuse:
                return Reply.Refusal(refuse.Status, refuse.Description, refuse.RetryAfter);
            case Fault.Body body:
                return new Reply(body.Status, Encoding.UTF8.GetBytes(body.Content));
            case Fault.Delay delay:
                await Task.Delay(delay.By, TimeProvider.System, context.RequestAborted);
                return reply;
            case Fault.Reset:
                await ResetAsync(context);
                return null;
            default:
                await HangAsync(context);
                return null;
        }
    }

    private async ValueTask<Reply> RunAsync(HttpContext context, BotCall call)
    {
        if (call.Method != "getUpdates")
        {
            lock (api.Gate)
            {
                if (api.Limit(call) is { } wait)
                {
                    return Reply.Refusal(429, $"Too Many Requests: retry after {Math.Ceiling(wait.TotalSeconds)}", wait);
                }

                return methods.Run(call);
            }
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        return await api.World.Updates.PollAsync(call, ending.Token);
    }

    private static async Task ResetAsync(HttpContext context)
    {
        var half = """{"ok":true,"resu"""u8.ToArray();
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = half.Length * 2;
        await context.Response.BodyWriter.WriteAsync(half, context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private async Task HangAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending.Token);
    }

    private async ValueTask WriteAsync(HttpResponse response, Reply reply, CancellationToken cancellationToken)
    {
        if (api.Options.SendsUsualHeaders)
        {
            response.Headers.Server = "nginx/1.18.0";
            response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains; preload";
            response.Headers.AccessControlAllowOrigin = "*";
            response.Headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
            response.Headers.AccessControlExposeHeaders = "Content-Length,Content-Type,Date,Server,Connection";
            if (!api.Options.IsHttp2)
            {
                response.Headers.Connection = "keep-alive";
            }
        }

        var body = reply.Body;
        if (api.Options.Compresses && body.Length >= LeastToCompress
            && response.HttpContext.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            body = Compress(body);
            response.Headers.ContentEncoding = "gzip";
        }

        response.StatusCode = reply.Status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, cancellationToken);
    }

    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(body.Span);
        }

        return compressed.ToArray();
    }
}
