using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Polling;

/// <summary>
/// Takes updates by long polling: those of one person are worked on in order, those of many side by side, and the server
/// may forget an update only when it and all before it are done. Of several hosts, the one with the bot's lease polls.
/// </summary>
/// <remarks>
/// The first poll has no offset, whatever was stored: numbers may have started anew, and what comes twice is told by its
/// inbox key.
/// </remarks>
internal sealed partial class TelegramPoller : BackgroundService
{
    private const int Limit = 100;
    private const int MostReplies = 4000;

    /// <summary>Polls that overlap with unfinished updates get those again; so they wait a moment for them.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(15);

    /// <summary>The server throttles a bot that repeats an offset within half a second.</summary>
    private static readonly TimeSpan SameOffset = TimeSpan.FromMilliseconds(600);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWaitForToken = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastCall = TimeSpan.FromSeconds(5);

    private readonly HeldLeases _leases;
    private readonly BotIdentity _bot;
    private readonly TelegramDoor _door;
    private readonly ITelegramApi _api;
    private readonly TelegramUpdates _updates;
    private readonly UpdateLedger _ledger;
    private readonly ReplySender _replies;
    private readonly ClosedChats _closed;
    private readonly CommandMenu _menu;
    private readonly Outages _outages;
    private readonly Backoff _backoff;
    private readonly TelegramHealth _health;
    private readonly TelegramOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<TelegramPoller> _logger;
    private readonly SerialQueues<string, Taken> _queues;
    private readonly CancellationTokenSource _abort = new();
    private string? _trouble;
    private int _failures;

    public TelegramPoller(
        HeldLeases leases,
        BotIdentity bot,
        TelegramDoor door,
        ITelegramApi api,
        TelegramUpdates updates,
        UpdateHandler handler,
        UpdateLedger ledger,
        ReplySender replies,
        ClosedChats closed,
        CommandMenu menu,
        Outages outages,
        Backoff backoff,
        TelegramHealth health,
        IOptions<TelegramOptions> options,
        TimeProvider time,
        ILogger<TelegramPoller> logger)
    {
        (_leases, _bot) = (leases, bot);
        (_door, _api, _updates, _ledger) = (door, api, updates, ledger);
        (_replies, _closed, _menu) = (replies, closed, menu);
        (_outages, _backoff, _health, _options, _time, _logger) = (outages, backoff, health, options.Value, time, logger);
        _queues = new SerialQueues<string, Taken>(taken => handler.HandleAsync(taken, _abort.Token), _options.Parallel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!await _door.OpenAsync(stoppingToken))
                return;
            await Task.WhenAll(_menu.SetAsync(stoppingToken), PollAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }

        await LeaveAsync();
    }

    public override void Dispose()
    {
        _abort.Dispose();
        base.Dispose();
    }

    private async Task PollAsync(CancellationToken stoppingToken)
    {
        long? offset = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!_leases.Holds(_bot.Source))
                {
                    await _leases.WhenHeldAsync(_bot.Source, stoppingToken);
                    if (offset is not null)
                        _outages.StoodBy();
                }

                await MakeRoomAsync(offset, stoppingToken);
                offset = _ledger.BeginPoll();
                await PollOnceAsync(offset, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                PollFailed(_logger, exception);
                await Task.Delay(LongestWait, _time, stoppingToken);
            }
        }
    }

    private async Task PollOnceAsync(long? offset, CancellationToken stoppingToken)
    {
        var started = _time.GetTimestamp();
        var outcome = await _api.GetUpdatesAsync(offset, Limit, _options.PollTimeout, stoppingToken);
        if (outcome.Failure is { } failure)
        {
            await RecoverAsync(failure, stoppingToken);
            return;
        }

        // Whoever has taken over while this host stood still has these updates too.
        if (!_leases.Holds(_bot.Source))
            return;
        Recovered();
        var isNew = Take(outcome.Value ?? []);
        if (!isNew && _ledger.Open == 0 && _time.GetElapsedTime(started) < FirstWait)
            await Task.Delay(FirstWait, _time, stoppingToken);
    }

    /// <summary>Takes what is new in hand; false when there was nothing.</summary>
    private bool Take(IReadOnlyList<Delivery> deliveries)
    {
        var isNew = false;
        foreach (var delivery in deliveries)
        {
            if (delivery.Id is not { } id || !_ledger.TryBegin(id))
                continue;

            isNew = true;
            var incoming = delivery.Update is { } update ? Read(update) : Incoming.Nothing.Instance;
            if (delivery.Update is null)
                Unreadable(_logger);
            if (incoming is Incoming.Nothing)
                _ledger.Finish(id);
            else
                _queues.Add(UpdateHandler.QueueOf(incoming), new Taken(id, incoming));
        }

        return isNew;
    }

    private Incoming Read(Update update)
    {
        try
        {
            _closed.Hear(update);
            return _updates.Read(update);
        }
        catch (Exception exception)
        {
            NotUnderstood(_logger, exception);
            return Incoming.Nothing.Instance;
        }
    }

    /// <summary>
    /// Waits while the next poll would bring little but what is in hand already, and while more replies are on their way
    /// than can be sent.
    /// </summary>
    private async Task MakeRoomAsync(long? lastOffset, CancellationToken stoppingToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var next = _ledger.NextAsync();
            var isFull = _replies.Count > MostReplies;
            var enough = _ledger.Offset == lastOffset ? SameOffset : Breath;
            if (!isFull && (_ledger.Open == 0 || _time.GetElapsedTime(started) >= enough))
                return;
            await Task.WhenAny(next, Task.Delay(Breath, _time, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task RecoverAsync(ApiFailure failure, CancellationToken stoppingToken)
    {
        _failures++;
        var (trouble, most) = failure switch
        {
            ApiFailure.Refused { Code: 401 or 404 } refused => ($"the server does not know Telegram:Token any more ({refused.Code})", LongestWaitForToken),
            ApiFailure.Refused { Code: 409 } refused when refused.Says("webhook") => ("a webhook is set; it is taken away", LongestWait),
            ApiFailure.Refused { Code: 409 } => ("another program polls with the same Telegram:Token; stop one of the two", LongestWait),
            ApiFailure.Refused { Code: 429 } => ("Telegram asks to poll less often", LongestWait),
            ApiFailure.Refused refused => ($"{refused.Code} {refused.Description}".TrimEnd(), LongestWait),
            ApiFailure.NoAnswer none => (none.Because, LongestWait),
            _ => ("an unknown failure", LongestWait),
        };
        if (_trouble != trouble)
            NoUpdates(_logger, trouble);
        _trouble = trouble;

        if (failure is ApiFailure.Refused { Code: 409 } conflict && conflict.Says("webhook"))
            await _api.DeleteWebhookAsync(stoppingToken);
        var pause = failure is ApiFailure.Refused { RetryAfter: { } asked } ? asked : _backoff.Before(_failures, FirstWait, most);
        await Task.Delay(pause, _time, stoppingToken);
    }

    private void Recovered()
    {
        _health.Polled(_time.GetUtcNow());
        _outages.Reached();
        if (_trouble is not null)
            UpdatesAgain(_logger);
        (_trouble, _failures) = (null, 0);
    }

    /// <summary>Finishes what is in hand, within the time there is, and confirms what is done.</summary>
    private async Task LeaveAsync()
    {
        using var deadline = new CancellationTokenSource(_options.DrainTimeout, _time);
        try
        {
            await _queues.WhenEmptyAsync().WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            LeftBehind(_logger, _queues.Count);
            await _abort.CancelAsync();
        }

        await _replies.DrainAsync(deadline.Token);
        if (_ledger.Offset is not { } offset || !_leases.Holds(_bot.Source))
            return;

        using var lastCall = new CancellationTokenSource(LastCall, _time);
        try
        {
            await _api.GetUpdatesAsync(offset, 1, TimeSpan.Zero, lastCall.Token);
        }
        catch (OperationCanceledException)
        {
            // Not confirmed: it comes again and is told by its inbox key.
        }
    }

    [LoggerMessage(LogLevel.Warning, "No updates from Telegram: {Why}. Trying again until they come")]
    private static partial void NoUpdates(ILogger logger, string why);

    [LoggerMessage(LogLevel.Information, "Updates come from Telegram again")]
    private static partial void UpdatesAgain(ILogger logger);

    [LoggerMessage(LogLevel.Error, "A poll failed; polling goes on")]
    private static partial void PollFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Debug, "An update that cannot be read was skipped")]
    private static partial void Unreadable(ILogger logger);

    [LoggerMessage(LogLevel.Error, "An update was not understood and skipped")]
    private static partial void NotUnderstood(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Count} updates were still worked on at the end; they come again after the next start")]
    private static partial void LeftBehind(ILogger logger, int count);
}
