using System.Globalization;
using System.Text.RegularExpressions;
using AssemblyBot.Testing.Discord.Rules;
using AssemblyBot.Testing.Discord.Schema;
using AssemblyBot.Testing.Discord.State;
using Microsoft.AspNetCore.Http;

namespace AssemblyBot.Testing.Discord.Server;

/// <summary>One request from its address to its answer: find the operation, check it, carry it out, or misbehave.</summary>
internal sealed partial class RestHandler(FakeDiscord discord, DiscordSchema schema)
{
    private const string Version = "/api/v10";

    private readonly RestMethods _methods = new(discord);
    private readonly RateLimiter _limiter = new(discord.Options);
    private readonly string _authorization = "Bot " + discord.Options.Token;

    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            var path = context.Request.Path.Value ?? "";
            if (path.TrimEnd('/') is "/gateway" or "/resume")
            {
                await discord.Gateway.AcceptAsync(context, path.StartsWith("/resume", StringComparison.Ordinal), stopping);
                return;
            }

            var (reply, headers) = await AnswerAsync(context, path, ending.Token);
            if (discord.Options.Latency > TimeSpan.Zero)
            {
                await Task.Delay(discord.Options.Latency, TimeProvider.System, ending.Token);
            }

            if (reply is not null)
            {
                await WriteAsync(context.Response, reply, headers, ending.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The bot hung up, or the server is being stopped: nobody waits for the answer.
            context.Abort();
        }
    }

    private async Task<(RestReply? Reply, RateHeaders? Headers)> AnswerAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        var operation = schema.Find(context.Request.Method, path.StartsWith(Version, StringComparison.Ordinal) ? path[Version.Length..] : "", out var values);
        if (operation is null)
        {
            discord.Report("route", $"{context.Request.Method} {path.Split('?')[0]}", "the official document has no such operation");
            return (RestException.Refusal(0), null);
        }

        if (!UserAgent().IsMatch(context.Request.Headers.UserAgent.ToString()))
        {
            discord.Report("user-agent", operation.Id, $"the User-Agent \"{context.Request.Headers.UserAgent}\" is not \"DiscordBot (url, version)\"");
        }

        var authorization = context.Request.Headers.Authorization.ToString();
        if (operation.RequiresToken ? authorization != _authorization : authorization.Length > 0 && authorization != _authorization)
        {
            discord.CountInvalidRequest(401);
            return (RestReply.Refusal(401, 0, "401: Unauthorized"), null);
        }

        try
        {
            using var call = await RestReader.ReadAsync(context.Request, operation, values, cancellationToken);
            return await CarryOutAsync(context, call, cancellationToken);
        }
        catch (RestException refusal)
        {
            discord.Report("schema", operation.Id, refusal.Message);
            return (refusal.Reply, null);
        }
    }

    private async Task<(RestReply? Reply, RateHeaders? Headers)> CarryOutAsync(HttpContext context, RestCall call, CancellationToken cancellationToken)
    {
        var misbehaviour = discord.Admit(call);
        var (reply, headers) = misbehaviour is null or { Performed: true } ? Run(call) : (null, null);
        switch (misbehaviour?.Fault)
        {
            case DiscordFault.Answer answer:
                reply = answer.Reply;
                break;
            case DiscordFault.Delay delay:
                await Task.Delay(delay.By, TimeProvider.System, cancellationToken);
                break;
            case DiscordFault.Reset:
                await ResetAsync(context, cancellationToken);
                return (null, null);
            case DiscordFault.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                break;
        }

        if (reply is { Scope: not "shared" })
        {
            discord.CountInvalidRequest(reply.Status);
        }

        _methods.Trace(call, reply!.Status);
        return (reply, headers);
    }

    private (RestReply Reply, RateHeaders? Headers) Run(RestCall call)
    {
        RateHeaders? headers;
        lock (discord.Gate)
        {
            if (_limiter.Admit(call, out headers) is { } limited)
            {
                return (limited, headers);
            }
        }

        try
        {
            CallCheck.Check(call, discord);
            lock (discord.Gate)
            {
                return (_methods.Run(call), headers);
            }
        }
        catch (RestException refusal)
        {
            return (refusal.Reply, headers);
        }
    }

    private static async Task ResetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var half = """{"id":"42"""u8.ToArray();
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = half.Length * 2;
        await context.Response.BodyWriter.WriteAsync(half, cancellationToken);
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
        context.Abort();
    }

    private static async ValueTask WriteAsync(HttpResponse response, RestReply reply, RateHeaders? rate, CancellationToken cancellationToken)
    {
        response.StatusCode = reply.Status;
        var headers = response.Headers;
        if (rate is not null)
        {
            headers["X-RateLimit-Limit"] = rate.Limit.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Remaining"] = rate.Remaining.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Reset"] = Seconds(rate.Reset - DateTimeOffset.UnixEpoch);
            headers["X-RateLimit-Reset-After"] = Seconds(rate.ResetAfter);
            headers["X-RateLimit-Bucket"] = rate.Bucket;
        }

        if (reply.RetryAfter is { } wait)
        {
            headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Scope"] = reply.Scope;
            if (reply.Scope == "global")
            {
                headers["X-RateLimit-Global"] = "true";
            }
        }

        if (reply.Body.Length > 0)
        {
            response.ContentType = "application/json";
            response.ContentLength = reply.Body.Length;
            await response.BodyWriter.WriteAsync(reply.Body, cancellationToken);
        }
        else if (reply.Status != 204)
        {
            response.ContentLength = 0;
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^DiscordBot \(\S+, \S+\)")]
    private static partial Regex UserAgent();
}
