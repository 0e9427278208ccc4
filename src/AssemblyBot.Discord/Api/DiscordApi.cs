using AssemblyBot.Discord.Gateway;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Discord.Api;

/// <summary>Our own client of Discord: the gateway for what comes in, HTTP for what goes out.</summary>
internal sealed class DiscordApi : IDiscordApi, IDisposable
{
    private readonly DiscordRest _rest;
    private readonly SessionKeeper _keeper;
    private readonly DiscordGateway _gateway;
    private readonly string _baseUrl;
    private int _isDisposed;

    public DiscordApi(
        IOptions<DiscordOptions> options, ISessionShelf shelf, Backoff backoff, DiscordHealth health, TimeProvider time, ILogger<DiscordApi> logger)
        : this(options.Value, shelf, new GatewayPace(), backoff, health, time, logger)
    {
    }

    /// <summary>Takes the waits of the gateway from <paramref name="pace"/>.</summary>
    internal DiscordApi(
        DiscordOptions options,
        ISessionShelf shelf,
        GatewayPace pace,
        Backoff backoff,
        DiscordHealth health,
        TimeProvider time,
        ILogger logger,
        HttpMessageHandler? handler = null)
    {
        _baseUrl = options.BaseUrl;
        _rest = new DiscordRest(options, backoff, health, time, handler);
        _keeper = new SessionKeeper(shelf, pace, time);
        _gateway = new DiscordGateway(
            options, FindGatewayAsync, () => _rest.Invalid.IsTokenRefused, _keeper, pace, backoff, health, time, logger);
    }

    public Task<string?> ListenAsync(Func<Interaction, Task> handle, CancellationToken cancellationToken) =>
        _gateway.RunAsync(handle, cancellationToken);

    public Task<ApiOutcome<Application>> GetApplicationAsync(CancellationToken cancellationToken) =>
        _rest.CallAsync(
            new RestCall(HttpMethod.Get, "/applications/@me", "GET application") { MayRepeat = true },
            static reply => reply.Id("id") is { } id ? new Application(id, reply.Text("name") ?? "") : null,
            cancellationToken);

    public Task<ApiOutcome<bool>> PutCommandsAsync(
        ulong application, IReadOnlyList<ApplicationCommand> commands, CancellationToken cancellationToken) =>
        DoAsync(
            new RestCall(HttpMethod.Put, $"/applications/{application}/commands", "PUT commands")
            {
                Body = CommandBodies.Of(commands),
                MayRepeat = true,
            },
            cancellationToken);

    public Task<ApiOutcome<bool>> AnswerAsync(
        ulong interaction, string token, InteractionAnswer answer, CancellationToken cancellationToken) =>
        DoAsync(
            new RestCall(HttpMethod.Post, $"/interactions/{interaction}/{Uri.EscapeDataString(token)}/callback", "POST callback")
            {
                Body = Bodies.Answer(answer),
                NeedsToken = false,
                IsAnswer = true,
            },
            cancellationToken);

    public Task<ApiOutcome<bool>> EditAnswerAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken) =>
        DoAsync(
            new RestCall(HttpMethod.Patch, $"{Webhook(application, token)}/messages/@original", "PATCH answer", token)
            {
                Body = Bodies.InPlace(message),
                NeedsToken = false,
                MayRepeat = true,
            },
            cancellationToken);

    public Task<ApiOutcome<bool>> FollowUpAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken) =>
        DoAsync(
            new RestCall(HttpMethod.Post, Webhook(application, token), "POST follow-up", token)
            {
                Body = Bodies.Message(message),
                NeedsToken = false,
            },
            cancellationToken);

    public Task<ApiOutcome<Channel>> GetChannelAsync(ulong channel, CancellationToken cancellationToken) =>
        _rest.CallAsync(
            new RestCall(HttpMethod.Get, $"/channels/{channel}", "GET channel", Owner(channel)) { MayRepeat = true },
            static reply => reply.Id("id") is { } id
                ? new Channel(id, (int)(reply.Number("type") ?? -1), reply.Id("guild_id"), reply.Id("parent_id"))
                : null,
            cancellationToken);

    public Task<ApiOutcome<ulong>> PostAsync(
        ulong channel, MessageBody message, string nonce, CancellationToken cancellationToken) =>
        MakeAsync(
            new RestCall(HttpMethod.Post, $"/channels/{channel}/messages", "POST message", Owner(channel))
            {
                Body = Bodies.Post(message, nonce),
                MayRepeat = true,
            },
            cancellationToken);

    public Task<ApiOutcome<ulong>> PostToForumAsync(
        ulong forum, string title, MessageBody message, CancellationToken cancellationToken) =>
        MakeAsync(
            new RestCall(HttpMethod.Post, $"/channels/{forum}/threads", "POST thread", Owner(forum))
            {
                Body = Bodies.ForumPost(title, message),
            },
            cancellationToken);

    public Task<ApiOutcome<bool>> PinAsync(ulong channel, ulong message, CancellationToken cancellationToken) =>
        DoAsync(
            new RestCall(HttpMethod.Put, $"/channels/{channel}/messages/pins/{message}", "PUT pin", Owner(channel)) { MayRepeat = true },
            cancellationToken);

    public Task<ApiOutcome<ulong>> OpenPrivateChannelAsync(ulong user, CancellationToken cancellationToken) =>
        MakeAsync(
            new RestCall(HttpMethod.Post, "/users/@me/channels", "POST private channel")
            {
                Body = Bodies.Recipient(user),
                MayRepeat = true,
            },
            cancellationToken);

    /// <summary>Keeps the sessions once more, for interactions may have been handled since the gateway was left.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _keeper.SaveLast();
        _rest.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<ApiOutcome<GatewayInfo>> FindGatewayAsync(CancellationToken cancellationToken) =>
        _rest.CallAsync(
            new RestCall(HttpMethod.Get, "/gateway/bot", "GET gateway") { MayRepeat = true }, ReadGateway, cancellationToken);

    private GatewayInfo? ReadGateway(RestReply reply)
    {
        var limit = reply.Inner("session_start_limit");
        return GatewayAddress.Of(reply.Text("url"), _baseUrl) is not { } url ? null : new GatewayInfo(
            url,
            (int)Math.Clamp(reply.Number("shards") ?? 1, 1, 10_000),
            (int)Math.Clamp(limit.Number("total") ?? 1000, 1, 1_000_000),
            (int)Math.Clamp(limit.Number("remaining") ?? 1000, 0, 1_000_000),
            TimeSpan.FromMilliseconds(Math.Clamp(limit.Number("reset_after") ?? 0, 0, TimeSpan.FromDays(2).TotalMilliseconds)),
            (int)Math.Clamp(limit.Number("max_concurrency") ?? 1, 1, 1_000));
    }

    /// <summary>A call of which no more is wanted than that it succeeded.</summary>
    private Task<ApiOutcome<bool>> DoAsync(RestCall call, CancellationToken cancellationToken) =>
        _rest.CallAsync(call, static _ => true, cancellationToken);

    /// <summary>A call that makes something, of which the number is wanted.</summary>
    private Task<ApiOutcome<ulong>> MakeAsync(RestCall call, CancellationToken cancellationToken) =>
        _rest.CallAsync(call, static reply => reply.Id("id") ?? 0, cancellationToken);

    private static string Webhook(ulong application, string token) => $"/webhooks/{application}/{Uri.EscapeDataString(token)}";

    private static string Owner(ulong channel) => channel.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
