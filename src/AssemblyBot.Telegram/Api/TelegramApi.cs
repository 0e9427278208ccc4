using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Api;

/// <summary>
/// Our own client of the Bot API. The address of every call holds the token, so nothing of it is ever logged or put into
/// a message.
/// </summary>
/// <remarks>
/// Polls have connections of their own: they never wait behind other calls, and after a poll that was not answered in
/// time the next one starts on a new connection.
/// </remarks>
internal sealed class TelegramApi : ITelegramApi, IDisposable
{
    private const int UsualLimit = 100;
    internal const int LongestAnswer = 32 * 1024 * 1024;
    internal static readonly TimeSpan PollSlack = TimeSpan.FromSeconds(15);
    internal static readonly string[] AllowedUpdates = ["message", "channel_post", "callback_query", "my_chat_member"];
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly TelegramOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<int, HttpMessageHandler> _newHandler;
    private readonly HttpClient _calls;
    private readonly string _root;
    private readonly Uri _sendMessage;
    private readonly Uri _sendDocument;
    private readonly Uri _sendPhoto;
    private readonly Uri _editMessageText;
    private readonly Uri _editOwnMessageText;
    private readonly Uri _answerCallbackQuery;
    private readonly Uri _getUpdates;
    private HttpClient _polls;
    private bool _knowsKinds;

    public TelegramApi(IOptions<TelegramOptions> options, TimeProvider time)
        : this(options.Value, time, connections => NewHandler(connections, options.Value))
    {
    }

    /// <summary>Takes its handlers, each with the number of connections it may open, from <paramref name="newHandler"/>.</summary>
    internal TelegramApi(TelegramOptions options, TimeProvider time, Func<int, HttpMessageHandler> newHandler)
    {
        (_options, _time, _newHandler) = (options, time, newHandler);
        _root = $"{options.BaseUrl.TrimEnd('/')}/bot{options.Token}/";
        _sendMessage = Method("sendMessage");
        _sendDocument = Method("sendDocument");
        _sendPhoto = Method("sendPhoto");
        _editMessageText = Method("editMessageText");
        _editOwnMessageText = Method("editEphemeralMessageText");
        _answerCallbackQuery = Method("answerCallbackQuery");
        _getUpdates = Method("getUpdates");
        _calls = NewClient(options.Connections);
        _polls = NewClient(1);
    }

    public Task<ApiOutcome<User>> GetMeAsync(CancellationToken cancellationToken) =>
        CallAsync<User>(
            _calls, Method("getMe"), NewContent([]), _options.CallTimeout, static reply => ReadResult(reply, TelegramJson.Wire.User), cancellationToken);

    public Task<ApiOutcome<bool>> DeleteWebhookAsync(CancellationToken cancellationToken) =>
        DoAsync(Method("deleteWebhook"), new Requests.DeleteWebhook(false), TelegramJson.Wire.DeleteWebhook, cancellationToken);

    public Task<ApiOutcome<bool>> SetWebhookAsync(Webhook webhook, CancellationToken cancellationToken) =>
        DoAsync(
            Method("setWebhook"),
            new Requests.SetWebhook(webhook.Url, webhook.Secret, webhook.Connections, AllowedUpdates, DropPendingUpdates: false),
            TelegramJson.Wire.SetWebhook,
            cancellationToken);

    public Task<ApiOutcome<WebhookInfo>> GetWebhookInfoAsync(CancellationToken cancellationToken) =>
        CallAsync<WebhookInfo>(
            _calls,
            Method("getWebhookInfo"),
            NewContent([]),
            _options.CallTimeout,
            static reply => ReadResult(reply, TelegramJson.Wire.WebhookInfo),
            cancellationToken);

    public Task<ApiOutcome<bool>> SetMyCommandsAsync(
        IReadOnlyList<BotCommand> commands, string scope, string? language, CancellationToken cancellationToken) =>
        DoAsync(
            Method("setMyCommands"),
            new Requests.SetMyCommands(commands, new Requests.Scope(scope), language),
            TelegramJson.Wire.SetMyCommands,
            cancellationToken);

    public async Task<ApiOutcome<IReadOnlyList<Delivery>>> GetUpdatesAsync(
        long? offset, int limit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // What may be left out is: the server remembers the kinds, and gives a hundred by itself.
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new Requests.GetUpdates(
                offset, limit == UsualLimit ? null : limit, (int)timeout.TotalSeconds, _knowsKinds ? null : AllowedUpdates),
            TelegramJson.Wire.GetUpdates);
        var outcome = await CallAsync(
            _polls, _getUpdates, NewContent(body), timeout + PollSlack, static reply => reply.ReadDeliveries(), cancellationToken);
        _knowsKinds = outcome.IsOk;
        if (outcome.Failure is ApiFailure.NoAnswer)
            Interlocked.Exchange(ref _polls, NewClient(1)).Dispose();
        return outcome;
    }

    public Task<ApiOutcome<long?>> SendMessageAsync(ChatSpot spot, MessageText text, CancellationToken cancellationToken) =>
        CallAsync(
            _calls,
            _sendMessage,
            NewContent(JsonSerializer.SerializeToUtf8Bytes(Requests.SendMessage.Of(spot, text), TelegramJson.Wire.SendMessage)),
            _options.CallTimeout,
            static reply => ReadResult(reply, TelegramJson.Wire.Message)?.MessageId,
            cancellationToken);

    public Task<ApiOutcome<long?>> SendFileAsync(ChatSpot spot, FileUpload file, CancellationToken cancellationToken)
    {
        var (method, field) = file.Kind == FileKind.Photo ? (_sendPhoto, "photo") : (_sendDocument, "document");
        return CallAsync(
            _calls,
            method,
            NewForm(spot, file, field),
            _options.CallTimeout,
            static reply => ReadResult(reply, TelegramJson.Wire.Message)?.MessageId,
            cancellationToken);
    }

    public Task<ApiOutcome<Message>> SendOwnMessageAsync(
        ChatSpot spot, MessageText text, OnlyFor only, OwnMessageWay way, CancellationToken cancellationToken) =>
        CallAsync(
            _calls,
            _sendMessage,
            NewContent(JsonSerializer.SerializeToUtf8Bytes(
                Requests.SendMessage.Of(spot, text).With(only, way), TelegramJson.Wire.SendMessage)),
            _options.CallTimeout,
            static reply => ReadResult(reply, TelegramJson.Wire.Message),
            cancellationToken);

    public Task<ApiOutcome<bool>> EditMessageTextAsync(
        long chat, long message, MessageText text, CancellationToken cancellationToken) =>
        DoAsync(
            _editMessageText,
            new Requests.EditMessageText(chat, message, text.Html, Requests.Html, Requests.LinkPreview.For(text), Requests.Markup.Of(text)),
            TelegramJson.Wire.EditMessageText,
            cancellationToken);

    public Task<ApiOutcome<bool>> EditOwnMessageTextAsync(
        long chat, long receiver, long ownMessage, MessageText text, CancellationToken cancellationToken) =>
        DoAsync(
            _editOwnMessageText,
            new Requests.EditEphemeralMessageText(
                chat, receiver, ownMessage, text.Html, Requests.Html, Requests.LinkPreview.For(text), Requests.Markup.Of(text)),
            TelegramJson.Wire.EditEphemeralMessageText,
            cancellationToken);

    public Task<ApiOutcome<bool>> DeleteMessageAsync(long chat, long message, CancellationToken cancellationToken) =>
        DoAsync(
            Method("deleteMessage"), new Requests.DeleteMessage(chat, message), TelegramJson.Wire.DeleteMessage, cancellationToken);

    public Task<ApiOutcome<bool>> PinMessageAsync(long chat, long message, CancellationToken cancellationToken) =>
        DoAsync(
            Method("pinChatMessage"),
            new Requests.PinChatMessage(chat, message, DisableNotification: true),
            TelegramJson.Wire.PinChatMessage,
            cancellationToken);

    public Task<ApiOutcome<ChatMember>> GetChatMemberAsync(long chat, long user, CancellationToken cancellationToken) =>
        CallAsync(
            _calls,
            Method("getChatMember"),
            NewContent(JsonSerializer.SerializeToUtf8Bytes(new Requests.GetChatMember(chat, user), TelegramJson.Wire.GetChatMember)),
            _options.CallTimeout,
            static reply => ReadResult(reply, TelegramJson.Wire.ChatMember),
            cancellationToken);

    public Task<ApiOutcome<bool>> AnswerCallbackQueryAsync(
        string query, string? text, string? url, CancellationToken cancellationToken) =>
        DoAsync(
            _answerCallbackQuery,
            new Requests.AnswerCallbackQuery(query, text, url),
            TelegramJson.Wire.AnswerCallbackQuery,
            cancellationToken);

    public void Dispose()
    {
        _calls.Dispose();
        _polls.Dispose();
    }

    private delegate T? ReadReply<T>(ApiReply reply);

    /// <summary>A call whose result says no more than that it succeeded.</summary>
    private Task<ApiOutcome<bool>> DoAsync<TBody>(
        Uri method, TBody body, JsonTypeInfo<TBody> type, CancellationToken cancellationToken) =>
        CallAsync(
            _calls, method, NewContent(JsonSerializer.SerializeToUtf8Bytes(body, type)), _options.CallTimeout, static _ => true, cancellationToken);

    internal static ByteArrayContent NewContent(byte[] json) => new(json) { Headers = { ContentType = Json } };

    private static MultipartFormDataContent NewForm(ChatSpot spot, FileUpload file, string field)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(spot.Chat.ToString(CultureInfo.InvariantCulture)), "chat_id" },
            { new ReadOnlyMemoryContent(file.Content), field, file.Name },
        };
        if (spot.Topic is { } topic)
            form.Add(new StringContent(topic.ToString(CultureInfo.InvariantCulture)), "message_thread_id");
        if (file.Caption.Length > 0)
        {
            form.Add(new StringContent(file.Caption), "caption");
            form.Add(new StringContent(Requests.Html), "parse_mode");
        }

        return form;
    }

    private async Task<ApiOutcome<T>> CallAsync<T>(
        HttpClient client,
        Uri method,
        HttpContent body,
        TimeSpan timeout,
        ReadReply<T> read,
        CancellationToken cancellationToken)
    {
        using var tooLate = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLate.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = body };
            HttpVersions.Apply(request, _options.HttpVersion);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var (bytes, length) = await ReadAsync(response.Content, either.Token);
            try
            {
                return Understand(response.StatusCode, bytes.AsSpan(0, length), read);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed<T>(new ApiFailure.NoAnswer(true, "no answer in time"));
        }
        catch (HttpRequestException exception)
        {
            return Failed<T>(new ApiFailure.NoAnswer(!NeverSent(exception.HttpRequestError), exception.HttpRequestError.ToString()));
        }
        catch (IOException)
        {
            return Failed<T>(new ApiFailure.NoAnswer(true, "the connection broke in the middle of the answer"));
        }
    }

    private ApiOutcome<T> Understand<T>(HttpStatusCode status, ReadOnlySpan<byte> body, ReadReply<T> read)
    {
        var code = (int)status;
        try
        {
            var reply = ApiReply.Read(body);
            if (reply.Ok == true)
                return new ApiOutcome<T>(read(reply), null);
            if (reply.Ok == false || code >= 400)
            {
                return Failed<T>(reply.Refused with
                {
                    Code = reply.Refused.Code != 0 ? reply.Refused.Code : code,
                    Description = reply.Refused.Description.Replace(_options.Token, "…", StringComparison.Ordinal),
                });
            }
        }
        catch (Exception exception) when (ApiReply.IsUnreadable(exception))
        {
            // Not the Bot API's words: a gateway's page, or nothing. Its text may repeat the address and is not kept.
            if (code >= 400)
                return Failed<T>(new ApiFailure.Refused(code, ""));
        }

        return Failed<T>(new ApiFailure.NoAnswer(true, $"HTTP {code} without an answer of the Bot API"));
    }

    private static ApiOutcome<T> Failed<T>(ApiFailure failure) => new(default, failure);

    private static T? ReadResult<T>(ApiReply reply, JsonTypeInfo<T> type)
        where T : class
    {
        if (reply.Result.IsEmpty || reply.Result[0] != (byte)'{')
            return null;
        try
        {
            return JsonSerializer.Deserialize(reply.Result, type);
        }
        catch (Exception exception) when (ApiReply.IsUnreadable(exception))
        {
            return null;
        }
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

    /// <summary>Whether a call that ended so has certainly reached no server.</summary>
    internal static bool NeverSent(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private Uri Method(string name) => new(_root + name);

    // Time-outs come from the clock that was passed in.
    private HttpClient NewClient(int connections) => new(_newHandler(connections)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A handler that opens up to so many connections, by way of the proxy if there is one, and follows nothing.</summary>
    internal static SocketsHttpHandler NewHandler(int connections, TelegramOptions options) => new()
    {
        Proxy = ProxyAddress.TryParse(options.Proxy, out var proxy) ? proxy : null,
        MaxConnectionsPerServer = connections,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        AutomaticDecompression = DecompressionMethods.GZip,
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    };
}
