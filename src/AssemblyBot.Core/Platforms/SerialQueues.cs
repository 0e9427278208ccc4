namespace AssemblyBot.Core.Platforms;

/// <summary>
/// Works on the items of one key one after the other, in the order they came, and on those of many keys side by side.
/// </summary>
/// <param name="work">The work on an item; it catches its own exceptions.</param>
/// <param name="parallel">How many keys are worked on at the same moment; null: all of them.</param>
public sealed class SerialQueues<TKey, TItem>(Func<TItem, Task> work, int? parallel = null)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Queue<TItem>> _queues = [];
    private readonly Queue<TKey> _ready = new();
    private readonly int _parallel = parallel ?? int.MaxValue;
    private TaskCompletionSource? _empty;
    private int _running;
    private int _count;

    /// <summary>How many items wait or are worked on.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds an item at the end of its key's queue.</summary>
    public void Add(TKey key, TItem item)
    {
        lock (_gate)
        {
            _count++;
            if (_queues.TryGetValue(key, out var queue))
            {
                queue.Enqueue(item);
                return;
            }

            _queues.Add(key, new Queue<TItem>([item]));
            _ready.Enqueue(key);
            if (_running == _parallel)
                return;
            _running++;
        }

        _ = Task.Run(RunAsync);
    }

    /// <summary>Whether an item of <paramref name="key"/> that fits waits behind the one that is worked on.</summary>
    public bool HasWaiting(TKey key, Func<TItem, bool> fits)
    {
        lock (_gate)
            return _queues.TryGetValue(key, out var queue) && queue.Skip(1).Any(fits);
    }

    /// <summary>Completes as soon as there is nothing to do.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    private async Task RunAsync()
    {
        while (TryTake(out var key, out var item))
        {
            try
            {
                await work(item);
            }
            finally
            {
                Finish(key);
            }
        }
    }

    private bool TryTake(out TKey key, out TItem item)
    {
        lock (_gate)
        {
            if (_ready.TryDequeue(out key!))
            {
                item = _queues[key].Peek();
                return true;
            }

            _running--;
            item = default!;
            return false;
        }
    }

    /// <summary>A key with more to do goes to the end of the line.</summary>
    private void Finish(TKey key)
    {
        lock (_gate)
        {
            var queue = _queues[key];
            queue.Dequeue();
            if (queue.Count > 0)
                _ready.Enqueue(key);
            else
                _queues.Remove(key);
            if (--_count == 0)
                _empty?.TrySetResult();
            if (_count == 0)
                _empty = null;
        }
    }
}
