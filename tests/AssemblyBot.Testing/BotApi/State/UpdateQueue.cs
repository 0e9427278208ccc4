using System.Buffers;
using AssemblyBot.Testing.BotApi.Server;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>The updates that wait for the bot, with the rules of getUpdates: confirmation by offset, expiry, one poller.</summary>
/// <remarks>All members but <see cref="PollAsync"/> are called under the server's lock.</remarks>
internal sealed class UpdateQueue(long firstId, FakeBotApiOptions options, Lock gate)
{
    private static readonly HashSet<string> OnlyWhenNamed = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly List<QueuedUpdate> _again = [];
    private Queue<QueuedUpdate> _queue = new();
    private HashSet<string> _allowed = [];
    private TaskCompletionSource<Wake>? _poller;
    private long _nextId = firstId;
    private int _twice;

    private enum Wake
    {
        Arrival,
        Conflict,
        Webhook,
    }

    public int Count => _queue.Count;

    public long NextId => _nextId;

    /// <summary>Whether a poll waits for the next update.</summary>
    public bool IsAwaited => _poller is not null;

    /// <summary>Brings updates instead, once it has an address; polling is refused then.</summary>
    public WebhookCourier? Courier { get; set; }

    public string WebhookUrl => Courier?.Url ?? "";

    /// <summary>The kinds that the bot asked for; empty: those that come unasked.</summary>
    public IReadOnlyCollection<string> Allowed => _allowed;

    public bool Allows(string kind) => _allowed.Count == 0 ? !OnlyWhenNamed.Contains(kind) : _allowed.Contains(kind);

    public void Allow(IEnumerable<string> kinds) => _allowed = kinds.ToHashSet(StringComparer.Ordinal);

    /// <summary>Lets each of the next updates be delivered a second time, in the answer after the one it is confirmed by.</summary>
    public void DeliverTwice(int count) => _twice += count;

    /// <summary>Adds an update under the next id, and returns that id.</summary>
    public long Add(Func<long, byte[]> write, TimeSpan lifetime, Press? press = null)
    {
        var id = _nextId++;
        var copies = _twice > 0 ? 1 : 0;
        _twice -= copies;
        _queue.Enqueue(new QueuedUpdate(id, write(id), options.Clock.GetUtcNow() + lifetime, press) { FurtherDeliveries = copies });
        _poller?.TrySetResult(Wake.Arrival);
        Courier?.Wake();
        return id;
    }

    /// <summary>What waits and has not expired, oldest first.</summary>
    public IReadOnlyList<QueuedUpdate> Waiting()
    {
        DropExpired();
        return [.. _queue];
    }

    /// <summary>An update was brought.</summary>
    public void Remove(QueuedUpdate update)
    {
        if (_queue.TryPeek(out var first) && first == update)
        {
            _queue.Dequeue();
        }
        else
        {
            _queue = new Queue<QueuedUpdate>(_queue.Where(other => other.Id != update.Id));
        }
    }

    /// <summary>Ends a poll that waits, as a webhook that is set does.</summary>
    public void EndPoll() => _poller?.TrySetResult(Wake.Webhook);

    public void Clear()
    {
        _queue.Clear();
        _again.Clear();
    }

    /// <summary>Answers getUpdates, waiting up to its timeout for the first update.</summary>
    public async Task<Reply> PollAsync(BotCall call, CancellationToken cancellationToken)
    {
        var limit = (int)(call.GetInteger("limit") ?? 100);
        var timeout = TimeSpan.FromSeconds(Math.Min(call.GetInteger("timeout") ?? 0, 50));
        TaskCompletionSource<Wake> poller;
        lock (gate)
        {
            if (WebhookUrl.Length > 0)
            {
                return Reply.Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            }

            if (call.Find("allowed_updates") is { } kinds)
            {
                Allow(kinds.EnumerateArray().Select(kind => kind.GetString()!));
            }

            _poller?.TrySetResult(Wake.Conflict);
            _poller = null;
            Confirm(call.GetInteger("offset") ?? 0);
            DropExpired();
            if (_queue.Count > 0 || _again.Count > 0 || timeout == TimeSpan.Zero)
            {
                return Take(limit);
            }

            _poller = poller = new TaskCompletionSource<Wake>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return await WaitAsync(poller, limit, timeout, cancellationToken);
    }

    private async Task<Reply> WaitAsync(TaskCompletionSource<Wake> poller, int limit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            switch (await poller.Task.WaitAsync(timeout, options.PollClock, cancellationToken))
            {
                case Wake.Conflict:
                    return Reply.Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
                case Wake.Webhook:
                    return Reply.Refusal(409, "Conflict: terminated by setWebhook request");
            }
        }
        catch (TimeoutException)
        {
            // Nothing came: the answer is an empty list.
        }
        finally
        {
            lock (gate)
            {
                _poller = _poller == poller ? null : _poller;
            }
        }

        lock (gate)
        {
            return Take(limit);
        }
    }

    private void Confirm(long offset)
    {
        while (_queue.TryPeek(out var update) && (offset < 0 ? _queue.Count > -offset : update.Id < offset))
        {
            _queue.Dequeue();
            if (offset > 0 && update.FurtherDeliveries > 0)
            {
                update.FurtherDeliveries--;
                _again.Add(update);
            }
        }
    }

    private void DropExpired()
    {
        var now = options.Clock.GetUtcNow();
        if (_queue.Any(update => update.Expires < now))
        {
            _queue = new Queue<QueuedUpdate>(_queue.Where(update => update.Expires >= now));
        }
    }

    private Reply Take(int limit)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        buffer.Write("""{"ok":true,"result":["""u8);
        var first = true;
        foreach (var update in _again.Concat(_queue).Take(limit))
        {
            if (!first)
            {
                buffer.Write(","u8);
            }

            first = false;
            buffer.Write(update.Json);
            update.MarkDelivered();
        }

        _again.Clear();
        buffer.Write("]}"u8);
        return new Reply(200, buffer.WrittenMemory);
    }
}
