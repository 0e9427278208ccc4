using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace AssemblyBot.Discord.Api;

/// <summary>
/// The HTTP side of Discord: one call with its waits and its repetitions. Addresses hold the tokens of interactions, so
/// nothing of them is ever logged or put into a message.
/// </summary>
internal sealed class DiscordRest : IDisposable
{
    /// <summary>Who calls, in the form Discord asks for.</summary>
    public static readonly string UserAgent = $"DiscordBot (https://assemblybot.example, {Version})";

    private const int LongestAnswer = 8 * 1024 * 1024;
    private const int MostTries = 4;

    /// <summary>Longer waits are left to the caller, with the time they take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>An answer to an interaction that comes later is in vain.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstAnswerWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UnknownAnswerWait = TimeSpan.FromSeconds(1);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly DiscordOptions _options;
    private readonly Backoff _backoff;
    private readonly DiscordHealth _health;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly CallLimits _limits;
    private readonly string _root;
    private readonly AuthenticationHeaderValue _authorization;

    public DiscordRest(DiscordOptions options, Backoff backoff, DiscordHealth health, TimeProvider time, HttpMessageHandler? handler = null)
    {
        (_options, _backoff, _health, _time) = (options, backoff, health, time);
        _root = options.BaseUrl.TrimEnd('/');
        _authorization = new AuthenticationHeaderValue("Bot", options.Token);
        _limits = new CallLimits(time);
        Invalid = new InvalidCalls(time);

        // Time-outs come from the clock that was passed in.
        _client = new HttpClient(handler ?? NewHandler(options.Connections)) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
    }

    /// <summary>Reads what is wanted of an answer.</summary>
    public delegate T? ReadReply<T>(RestReply reply);

    /// <summary>The calls that Discord counts against the machine.</summary>
    public InvalidCalls Invalid { get; }

    /// <summary>
    /// Makes a call, again where that is safe; waits where Discord asks for it. Answers to interactions wait for no limit.
    /// </summary>
    public async Task<ApiOutcome<T>> CallAsync<T>(RestCall call, ReadReply<T> read, CancellationToken cancellationToken)
    {
        var deadline = _time.GetUtcNow() + (call.IsAnswer ? AnswerTime : Patience);
        var mayHaveArrived = false;
        for (var (tries, limited) = (1, 0); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (WhyNot(call) is { } refused)
                return Failed<T>(refused);
            CallGate? gate = null;
            if (!call.IsAnswer)
            {
                (gate, var tooLong) = await _limits.EnterAsync(call, deadline, cancellationToken);
                if (gate is null)
                    return Failed<T>(new ApiFailure.Refused(429, 0, "the limit of Discord is used up for now", tooLong));
                if (WhyNot(call) is { } meanwhile)
                {
                    _limits.Leave(call, gate, null);
                    return Failed<T>(meanwhile);
                }
            }

            var (outcome, headers) = await TryAsync(call, gate, read, cancellationToken);
            if (outcome.Failure is not { } failure)
                return outcome;
            if (failure is ApiFailure.Refused { Status: 429 } slow && slow.RetryAfter is { } wait)
            {
                if (++limited > MostTries * 2 || _time.GetUtcNow() + wait > deadline)
                    return outcome;
                if (call.IsAnswer)
                    await Task.Delay(wait, _time, cancellationToken);
                continue;
            }

            // The answer that was tried before has arrived after all.
            if (mayHaveArrived && call.IsAnswer && failure is ApiFailure.Refused { Code: 40060 })
                return new ApiOutcome<T>(read(default), null);
            if (failure is not ApiFailure.NoAnswer none)
                return outcome;
            mayHaveArrived |= none.MayHaveArrived;
            var isSafe = call.MayRepeat || call.IsAnswer || !none.MayHaveArrived;
            var pause = _backoff.Before(tries, call.IsAnswer ? FirstAnswerWait : FirstWait, LongestWait);
            if (!isSafe || ++tries > MostTries || _time.GetUtcNow() + pause > deadline)
                return Failed<T>(none with { MayHaveArrived = mayHaveArrived });
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    private ApiFailure.Refused? WhyNot(RestCall call) =>
        Invalid.IsTokenRefused && call.NeedsToken ? new ApiFailure.Refused(401, 0, "Discord:Token was refused before; nothing is sent with it any more")
        : !Invalid.Allows(call.IsAnswer) ? new ApiFailure.Refused(429, 0, "too many calls were invalid; nothing is sent for some minutes", TimeSpan.FromMinutes(1))
        : null;

    private async Task<(ApiOutcome<T> Outcome, LimitHeaders? Headers)> TryAsync<T>(
        RestCall call, CallGate? gate, ReadReply<T> read, CancellationToken cancellationToken)
    {
        LimitHeaders? headers = null;
        using var late = new CancellationTokenSource(call.IsAnswer && _options.CallTimeout > AnswerTime ? AnswerTime : _options.CallTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var request = ToRequest(call);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            headers = LimitHeaders.Of(response.Headers);
            if (response.StatusCode == HttpStatusCode.NoContent)
                return (new ApiOutcome<T>(read(default), null), headers);
            var (bytes, length) = await ReadAsync(response.Content, either.Token);
            try
            {
                return (Understand(call, (int)response.StatusCode, headers.Value, RestReply.Read(bytes.AsSpan(0, length)), read), headers);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Failed<T>(new ApiFailure.NoAnswer(true, "no answer in time")), headers);
        }
        catch (HttpRequestException exception)
        {
            return (Failed<T>(new ApiFailure.NoAnswer(!NeverSent(exception.HttpRequestError), exception.HttpRequestError.ToString())), headers);
        }
        catch (IOException)
        {
            return (Failed<T>(new ApiFailure.NoAnswer(true, "the connection broke in the middle of the answer")), headers);
        }
        finally
        {
            if (gate is not null)
                _limits.Leave(call, gate, headers);
        }
    }

    private ApiOutcome<T> Understand<T>(RestCall call, int status, LimitHeaders headers, RestReply reply, ReadReply<T> read)
    {
        if (status is >= 200 and < 300)
            return new ApiOutcome<T>(read(reply), null);
        if (status is >= 500 or < 400)
            return Failed<T>(new ApiFailure.NoAnswer(true, $"HTTP {status.ToString(CultureInfo.InvariantCulture)}"));

        TimeSpan? wait = null;
        if (status == 429)
        {
            _health.LimitedOnce();
            wait = reply.RetryAfter ?? headers.RetryAfter ?? headers.ResetAfter ?? (call.IsAnswer ? UnknownAnswerWait : UnknownWait);

            // Without Discord's own words it is the guard before it, which knows machines and no routes.
            var isGlobal = headers.Scope == "global" || reply.IsGlobal || (!reply.IsError && headers.Scope is null);
            _limits.Close(call, wait.Value, isGlobal);
        }

        if (status is 401 or 403)
            _health.RefusedOnce();
        if (status is 401 or 403 || (status == 429 && headers.Scope != "shared"))
            Invalid.Add();
        if (status == 401 && call.NeedsToken)
            Invalid.RefuseToken();
        return Failed<T>(new ApiFailure.Refused(status, reply.Code, Clean(reply.Explain()), wait));
    }

    private string Clean(string words) => words.Replace(_options.Token, "…", StringComparison.Ordinal);

    private HttpRequestMessage ToRequest(RestCall call)
    {
        var request = new HttpRequestMessage(call.Method, _root + call.Path);
        if (call.NeedsToken)
            request.Headers.Authorization = _authorization;
        if (call.Body is not { } body)
            return request;

        var json = new ReadOnlyMemoryContent(body.Json);
        json.Headers.ContentType = Json;
        request.Content = body.Files.Count == 0 ? json : ToForm(json, body.Files);
        return request;
    }

    /// <summary>Names stand in quotes and the boundary does not, as browsers write them: not every server reads what else is allowed.</summary>
    private static MultipartFormDataContent ToForm(HttpContent json, IReadOnlyList<MessageFile> files)
    {
        var boundary = Guid.NewGuid().ToString("N");
        var form = new MultipartFormDataContent(boundary);
        form.Headers.ContentType!.Parameters.Single(parameter => parameter.Name == "boundary").Value = boundary;
        json.Headers.ContentDisposition = new("form-data") { Name = "\"payload_json\"" };
        form.Add(json);
        for (var i = 0; i < files.Count; i++)
        {
            var content = new ByteArrayContent(files[i].Content);
            content.Headers.ContentDisposition = new("form-data")
            {
                Name = $"\"files[{i.ToString(CultureInfo.InvariantCulture)}]\"",
                FileName = $"\"{files[i].Name}\"",
            };
            if (MediaTypeHeaderValue.TryParse(files[i].ContentType, out var type))
                content.Headers.ContentType = type;
            form.Add(content);
        }

        return form;
    }

    private static async Task<(byte[] Bytes, int Length)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var known = content.Headers.ContentLength;
        var bytes = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(known ?? 0, 4096, LongestAnswer) + 1);
        try
        {
            var length = 0;
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (await stream.ReadAsync(bytes.AsMemory(length), cancellationToken) is var read and > 0)
            {
                length += read;
                if (length > LongestAnswer)
                    throw new IOException("the answer is too long");
                if (length == bytes.Length)
                    bytes = Grow(bytes);
            }

            return (bytes, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    private static byte[] Grow(byte[] bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }

    private static ApiOutcome<T> Failed<T>(ApiFailure failure) => new(default, failure);

    private static bool NeverSent(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private static string Version => typeof(DiscordRest).Assembly.GetName().Version?.ToString(3) ?? "0";

    private static SocketsHttpHandler NewHandler(int connections) => new()
    {
        MaxConnectionsPerServer = connections,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    };
}
