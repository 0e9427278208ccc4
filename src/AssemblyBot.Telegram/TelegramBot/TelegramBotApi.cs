using System.Net;
using System.Text.Json;
using global::Telegram.Bot;
using global::Telegram.Bot.Exceptions;
using global::Telegram.Bot.Requests.Abstractions;
using global::Telegram.Bot.Types.Enums;
using Microsoft.Extensions.Options;
using Library = global::Telegram.Bot.Types;

namespace AssemblyBot.Telegram.TelegramBot;

/// <summary>
/// The Bot API by way of the package Telegram.Bot. Waiting and repeating are ours: the library is told to try once.
/// </summary>
/// <remarks>
/// The library takes no answer that lacks a field which the Bot API promises: the result of such a call counts as not
/// known, and such an update is skipped.
/// </remarks>
internal sealed class TelegramBotApi : ITelegramApi, IDisposable
{
    private static readonly Library.LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    private readonly TelegramOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _calls;
    private readonly TelegramBotClient _callClient;
    private HttpClient _polls;

    public TelegramBotApi(IOptions<TelegramOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        _calls = NewHttp(_options.Connections);
        _callClient = NewClient(_calls);
        _polls = NewHttp(1);
    }

    public Task<ApiOutcome<User>> GetMeAsync(CancellationToken cancellationToken) =>
        CallAsync<User>(async token => FromLibrary.User(await _callClient.GetMe(token)), cancellationToken);

    public Task<ApiOutcome<bool>> DeleteWebhookAsync(CancellationToken cancellationToken) =>
        DoAsync(token => _callClient.DeleteWebhook(dropPendingUpdates: false, token), cancellationToken);

    public Task<ApiOutcome<bool>> SetWebhookAsync(Webhook webhook, CancellationToken cancellationToken) =>
        DoAsync(
            token => _callClient.SetWebhook(
                webhook.Url,
                maxConnections: webhook.Connections,
                allowedUpdates: [UpdateType.Message, UpdateType.ChannelPost, UpdateType.CallbackQuery, UpdateType.MyChatMember],
                dropPendingUpdates: false,
                secretToken: webhook.Secret,
                cancellationToken: token),
            cancellationToken);

    public Task<ApiOutcome<WebhookInfo>> GetWebhookInfoAsync(CancellationToken cancellationToken) =>
        CallAsync<WebhookInfo>(async token => FromLibrary.WebhookInfo(await _callClient.GetWebhookInfo(token)), cancellationToken);

    public Task<ApiOutcome<bool>> SetMyCommandsAsync(
        IReadOnlyList<BotCommand> commands, string scope, string? language, CancellationToken cancellationToken) =>
        DoAsync(
            token => _callClient.SetMyCommands(
                commands.Select(ToLibrary.Command),
                ToLibrary.Scope(scope),
                language,
                token),
            cancellationToken);

    public async Task<ApiOutcome<IReadOnlyList<Delivery>>> GetUpdatesAsync(
        long? offset, int limit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var request = new UpdatesRequest
        {
            Offset = offset,
            Limit = limit,
            Timeout = (int)timeout.TotalSeconds,
            AllowedUpdates = TelegramApi.AllowedUpdates,
        };
        var client = NewClient(_polls);
        var outcome = await CallAsync<IReadOnlyList<Delivery>>(
            async token => UpdatesRequest.Read(await client.SendRequest(request, token)),
            timeout + TelegramApi.PollSlack,
            cancellationToken);
        if (outcome.Failure is ApiFailure.NoAnswer)
            Interlocked.Exchange(ref _polls, NewHttp(1)).Dispose();
        return outcome;
    }

    public Task<ApiOutcome<long?>> SendMessageAsync(ChatSpot spot, MessageText text, CancellationToken cancellationToken) =>
        CallAsync<long?>(
            async token => (await _callClient.SendMessage(
                spot.Chat,
                text.Html,
                ParseMode.Html,
                ToLibrary.Reply(text.RepliesTo),
                replyMarkup: ToLibrary.Keyboard(text.Rows),
                linkPreviewOptions: NoPreview,
                messageThreadId: checked((int?)spot.Topic),
                cancellationToken: token)).Id,
            cancellationToken);

    public Task<ApiOutcome<long?>> SendFileAsync(ChatSpot spot, FileUpload file, CancellationToken cancellationToken) =>
        CallAsync<long?>(
            async token =>
            {
                using var content = new MemoryStream(file.Content.ToArray(), writable: false);
                var upload = Library.InputFile.FromStream(content, file.Name);
                var topic = checked((int?)spot.Topic);
                var message = file.Kind == FileKind.Photo
                    ? await _callClient.SendPhoto(spot.Chat, upload, file.Caption, ParseMode.Html, messageThreadId: topic, cancellationToken: token)
                    : await _callClient.SendDocument(spot.Chat, upload, file.Caption, ParseMode.Html, messageThreadId: topic, cancellationToken: token);
                return message.Id;
            },
            cancellationToken);

    public Task<ApiOutcome<Message>> SendOwnMessageAsync(
        ChatSpot spot, MessageText text, OnlyFor only, OwnMessageWay way, CancellationToken cancellationToken) =>
        CallAsync<Message>(
            async token => OwnMessageRequest.Read(await _callClient.SendRequest(
                new OwnMessageRequest(Requests.SendMessage.Of(spot, text).With(only, way)), token)),
            cancellationToken);

    public Task<ApiOutcome<bool>> EditMessageTextAsync(
        long chat, long message, MessageText text, CancellationToken cancellationToken) =>
        DoAsync(
            token => _callClient.EditMessageText(
                chat,
                checked((int)message),
                text.Html,
                ParseMode.Html,
                ToLibrary.Keyboard(text.Rows),
                NoPreview,
                cancellationToken: token),
            cancellationToken);

    public Task<ApiOutcome<bool>> EditOwnMessageTextAsync(
        long chat, long receiver, long ownMessage, MessageText text, CancellationToken cancellationToken) =>
        DoAsync(
            token => _callClient.EditEphemeralMessageText(
                chat,
                receiver,
                checked((int)ownMessage),
                text.Html,
                ParseMode.Html,
                ToLibrary.Keyboard(text.Rows),
                NoPreview,
                cancellationToken: token),
            cancellationToken);

    public Task<ApiOutcome<bool>> DeleteMessageAsync(long chat, long message, CancellationToken cancellationToken) =>
        DoAsync(token => _callClient.DeleteMessage(chat, checked((int)message), token), cancellationToken);

    public Task<ApiOutcome<bool>> PinMessageAsync(long chat, long message, CancellationToken cancellationToken) =>
        DoAsync(
            token => _callClient.PinChatMessage(chat, checked((int)message), disableNotification: true, cancellationToken: token),
            cancellationToken);

    public Task<ApiOutcome<ChatMember>> GetChatMemberAsync(long chat, long user, CancellationToken cancellationToken) =>
        CallAsync<ChatMember>(async token => FromLibrary.ChatMember(await _callClient.GetChatMember(chat, user, token)), cancellationToken);

    public Task<ApiOutcome<bool>> AnswerCallbackQueryAsync(
        string query, string? text, string? url, CancellationToken cancellationToken) =>
        DoAsync(token => _callClient.AnswerCallbackQuery(query, text, url: url, cancellationToken: token), cancellationToken);

    public void Dispose()
    {
        _calls.Dispose();
        _polls.Dispose();
    }

    private Task<ApiOutcome<bool>> DoAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken) =>
        CallAsync(
            async token =>
            {
                await call(token);
                return true;
            },
            cancellationToken);

    private Task<ApiOutcome<T>> CallAsync<T>(Func<CancellationToken, Task<T?>> call, CancellationToken cancellationToken) =>
        CallAsync(call, _options.CallTimeout, cancellationToken);

    private async Task<ApiOutcome<T>> CallAsync<T>(
        Func<CancellationToken, Task<T?>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var tooLate = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLate.Token);
        try
        {
            return new ApiOutcome<T>(await call(either.Token), null);
        }
        catch (Exception exception)
        {
            // The library wraps a cancellation in the middle of an answer.
            cancellationToken.ThrowIfCancellationRequested();
            return new ApiOutcome<T>(default, tooLate.IsCancellationRequested
                ? new ApiFailure.NoAnswer(true, "no answer in time")
                : FailureOf(exception));
        }
    }

    private ApiFailure FailureOf(Exception exception) => exception switch
    {
        ApiRequestException said => new ApiFailure.Refused(
            said.ErrorCode,
            said.Message.Replace(_options.Token, "…", StringComparison.Ordinal),
            said.Parameters?.RetryAfter is { } seconds and >= 0 ? TimeSpan.FromSeconds(seconds) : null,
            said.Parameters?.MigrateToChatId),
        RequestException { HttpStatusCode: >= HttpStatusCode.BadRequest and { } code } => new ApiFailure.Refused((int)code, ""),
        RequestException { HttpStatusCode: { } code } =>
            new ApiFailure.NoAnswer(true, $"HTTP {(int)code} without an answer that Telegram.Bot takes"),
        RequestException { InnerException: HttpRequestException broken } =>
            new ApiFailure.NoAnswer(!TelegramApi.NeverSent(broken.HttpRequestError), broken.HttpRequestError.ToString()),
        OverflowException => new ApiFailure.Refused(400, "a number that Telegram.Bot does not take"),
        _ => new ApiFailure.NoAnswer(true, exception.GetType().Name),
    };

    private TelegramBotClient NewClient(HttpClient http)
    {
        var root = $"{_options.BaseUrl.TrimEnd('/')}/bot{_options.Token}/";
        var client = new TelegramBotClient(
            new TelegramBotClientOptions(_options.Token, _options.BaseUrl) { RetryCount = 1, RetryThreshold = 0 }, http);

        // The library cuts the path off the address.
        client.OnMakingApiRequest += (_, call, _) =>
        {
            call.HttpRequestMessage!.RequestUri = new Uri(root + call.Request.MethodName);
            HttpVersions.Apply(call.HttpRequestMessage, _options.HttpVersion);
            return ValueTask.CompletedTask;
        };
        return client;
    }

    private HttpClient NewHttp(int connections) => new(TelegramApi.NewHandler(connections, _options))
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = TelegramApi.LongestAnswer,
    };
}
