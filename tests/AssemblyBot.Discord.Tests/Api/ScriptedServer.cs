using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace AssemblyBot.Discord.Tests.Api;

/// <summary>A server without a wire: answers each call by a script and keeps what was asked.</summary>
internal sealed class ScriptedServer(Func<ScriptedServer.Asked, int, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<Asked> _asked = new();
    private int _count;

    public IReadOnlyList<Asked> Calls => [.. _asked];

    /// <summary>What was asked.</summary>
    public sealed record Asked(string Method, string Path, string Body, string? ContentType, string? Authorization, string UserAgent);

    /// <summary>An answer with headers written as <c>Name: value</c>.</summary>
    public static HttpResponseMessage Say(int status, string body = "", params string[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            response.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim());
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = new Asked(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
            request.Content?.Headers.ContentType?.ToString(),
            request.Headers.Authorization?.ToString(),
            request.Headers.UserAgent.ToString());
        _asked.Enqueue(asked);
        await Task.Yield();
        return answer(asked, Interlocked.Increment(ref _count));
    }
}
