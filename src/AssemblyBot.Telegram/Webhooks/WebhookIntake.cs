using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Webhooks;

/// <summary>
/// Works on updates that are brought: those of one person in order, those of many side by side; says that one is done only
/// when its effect is on disk. The press is answered by the very answer, the card follows by a call.
/// </summary>
/// <remarks>
/// Any host may be brought any update: its inbox key tells a repeated one, and the server brings the next of a person only
/// after the former was answered.
/// </remarks>
internal sealed partial class WebhookIntake : IDisposable
{
    private const int MostReplies = 4000;
    private const int MostTries = 3;
    private const int MostFailing = 10_000;

    /// <summary>In how many seconds what could not be worked on is to be brought again.</summary>
    private const int RetryAfter = 3;

    private readonly TelegramUpdates _updates;
    private readonly UpdateHandler _handler;
    private readonly ReplySender _replies;
    private readonly ClosedChats _closed;
    private readonly TelegramHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookIntake> _logger;
    private readonly SerialQueues<string, Brought> _queues;
    private readonly CancellationTokenSource _abort = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Task<WebhookReply>> _inHand = [];
    private readonly Dictionary<long, int> _failures = [];
    private volatile bool _isClosed;

    public WebhookIntake(
        TelegramUpdates updates,
        UpdateHandler handler,
        ReplySender replies,
        ClosedChats closed,
        TelegramHealth health,
        IOptions<TelegramOptions> options,
        TimeProvider time,
        ILogger<WebhookIntake> logger)
    {
        (_updates, _handler, _replies, _closed, _health, _time, _logger) = (updates, handler, replies, closed, health, time, logger);
        _queues = new SerialQueues<string, Brought>(WorkAsync, options.Value.Parallel);
    }

    /// <summary>Works on an update; one that is in hand already is not begun again, and both get the same answer.</summary>
    public Task<WebhookReply> TakeAsync(long id, Update? update)
    {
        _health.Polled(_time.GetUtcNow());
        if (_isClosed || _replies.Count > MostReplies)
            return Task.FromResult(WebhookReply.Later(seconds: 1));
        if (update is null || Read(update) is not { } incoming || incoming is Incoming.Nothing)
            return Task.FromResult(WebhookReply.Done(null));

        Brought brought;
        lock (_gate)
        {
            if (_inHand.TryGetValue(id, out var known))
                return known;
            brought = new Brought(id, incoming);
            _inHand.Add(id, brought.Reply.Task);
        }

        _queues.Add(UpdateHandler.QueueOf(incoming), brought);
        return brought.Reply.Task;
    }

    /// <summary>Takes nothing more, and finishes what is in hand until <paramref name="deadline"/>.</summary>
    public async Task CloseAsync(CancellationToken deadline)
    {
        _isClosed = true;
        try
        {
            await _queues.WhenEmptyAsync().WaitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            LeftBehind(_logger, _queues.Count);
            await _abort.CancelAsync();
        }
    }

    public void Dispose() => _abort.Dispose();

    private Incoming? Read(Update update)
    {
        try
        {
            _closed.Hear(update);
            return _updates.Read(update);
        }
        catch (Exception exception)
        {
            NotUnderstood(_logger, exception);
            return null;
        }
    }

    private async Task WorkAsync(Brought brought)
    {
        var reply = await AnswerAsync(brought);
        lock (_gate)
            _inHand.Remove(brought.Id);
        brought.Reply.SetResult(reply);
    }

    private async Task<WebhookReply> AnswerAsync(Brought brought)
    {
        Reply? reply;
        try
        {
            reply = await _handler.AnswerAsync(brought.Incoming, cursor: null, _abort.Token);
            Forget(brought.Id);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            return WebhookReply.Later(seconds: 1);
        }
        catch (Exception) when (IsWorthAnotherTry(brought.Id))
        {
            return WebhookReply.Later(RetryAfter);
        }
        catch (Exception exception)
        {
            Forget(brought.Id);
            reply = _handler.Apologise(brought.Incoming, exception);
        }

        if (reply is not null)
            _replies.Add(reply with { IsAnswered = reply.Own is null });
        return WebhookReply.Done(reply);
    }

    /// <summary>A store that is away for a moment loses nothing; what fails again and again must not hold up what follows.</summary>
    private bool IsWorthAnotherTry(long id)
    {
        lock (_gate)
        {
            if (_failures.Count >= MostFailing)
                _failures.Clear();
            return (_failures[id] = _failures.GetValueOrDefault(id) + 1) < MostTries;
        }
    }

    private void Forget(long id)
    {
        lock (_gate)
            _failures.Remove(id);
    }

    [LoggerMessage(LogLevel.Error, "An update was not understood and skipped")]
    private static partial void NotUnderstood(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Count} updates were still worked on at the end; they are brought again after the next start")]
    private static partial void LeftBehind(ILogger logger, int count);

    private sealed record Brought(long Id, Incoming Incoming)
    {
        public TaskCompletionSource<WebhookReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
