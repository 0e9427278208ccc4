using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core.Recording;

/// <summary>
/// Group commit: changes that arrive while a batch is being written wait together and go to disk in the next one. A
/// change is acknowledged only when its batch is on disk.
/// </summary>
/// <remarks>
/// One writer. When a batch of several fails, each of its entries is tried alone, so that one that cannot be written
/// does not take its neighbours with it.
/// </remarks>
public sealed partial class Recorder : IAsyncDisposable
{
    private const int LargestBatch = 1024;
    private const int Waiting = 8192;

    private readonly IAssemblyStore _store;
    private readonly AssemblyHall _hall;
    private readonly HeldLeases? _leases;
    private readonly ILogger<Recorder> _logger;
    private readonly Channel<Pending> _pending =
        Channel.CreateBounded<Pending>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly Task _writer;

    /// <summary>
    /// Starts writing to <paramref name="store"/>; <paramref name="hall"/> learns of what was written. What a source
    /// delivered is written under the source's lease in <paramref name="leases"/>, when there is one.
    /// </summary>
    public Recorder(IAssemblyStore store, AssemblyHall hall, ILogger<Recorder> logger, HeldLeases? leases = null)
    {
        _leases = leases;
        _store = store;
        _hall = hall;
        _logger = logger;
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>
    /// Records a change and returns what became of it, once it is on disk. Cancelling stops the waiting, not the writing.
    /// </summary>
    /// <exception cref="StoreException">It was not written, or this host's lease on it is another's now.</exception>
    public Task<Outcome> RecordAsync(
        Change change, InboxKey? inbox, Cursor? cursor, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<Outcome>(cancellationToken);
        var one = new Single(Fenced(new Entry(change, inbox)), Fenced(cursor));
        return _pending.Writer.TryWrite(one) ? one.Outcome.WaitAsync(cancellationToken) : WaitAsync();

        async Task<Outcome> WaitAsync()
        {
            await _pending.Writer.WriteAsync(one, cancellationToken);
            return await one.Outcome.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Records changes that belong together, in one transaction, and returns what became of each.</summary>
    /// <exception cref="StoreException">None of them was written.</exception>
    public async Task<IReadOnlyList<Outcome>> RecordAsync(
        IReadOnlyList<Entry> entries, Cursor? cursor, CancellationToken cancellationToken)
    {
        var several = new Several([.. entries.Select(Fenced)], Fenced(cursor));
        await _pending.Writer.WriteAsync(several, cancellationToken);
        return await several.Outcomes.WaitAsync(cancellationToken);
    }

    /// <inheritdoc cref="RecordAsync(Change, InboxKey?, Cursor?, CancellationToken)"/>
    public Task<Outcome> RecordAsync(Change change, CancellationToken cancellationToken) =>
        RecordAsync(change, null, null, cancellationToken);

    /// <summary>Takes no more changes, writes those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteAsync()
    {
        var batch = new List<Pending>(LargestBatch);
        while (await _pending.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _pending.Reader.TryRead(out var pending))
                batch.Add(pending);

            if (!await TryWriteAsync(batch, isLastTry: batch.Count == 1))
            {
                foreach (var pending in batch)
                    await TryWriteAsync([pending], isLastTry: true);
            }

            // Whoever was told of this batch may have the next change ready: let them go first, so that one sync serves all.
            if (batch.Count > 1)
                await QueueUp.BehindOthers;
        }
    }

    private async Task<bool> TryWriteAsync(List<Pending> batch, bool isLastTry)
    {
        try
        {
            var entries = batch.SelectMany(pending => pending.Entries).ToArray();
            var outcomes = await _store.AppendAsync(new WriteBatch(entries, LatestCursors(batch)), CancellationToken.None);
            await TakeInAsync(entries, outcomes);

            var at = 0;
            foreach (var pending in batch)
            {
                pending.Settle(outcomes, at);
                at += pending.Entries.Count;
            }

            return true;
        }
        catch (Exception exception) when (isLastTry)
        {
            WriteFailed(_logger, exception);
            foreach (var pending in batch)
                pending.Fail(exception);
            return true;
        }
        catch (Exception exception)
        {
            BatchFailed(_logger, batch.Count, exception);
            return false;
        }
    }

    private Entry Fenced(Entry entry) => entry.Fence is null && entry.Inbox is { Source: var source } && _leases?.FenceOf(source) is { } fence
        ? entry with { Fence = fence }
        : entry;

    private Cursor? Fenced(Cursor? cursor) => cursor is { Fence: null, Source: var source } && _leases?.FenceOf(source) is { } fence
        ? cursor with { Fence = fence }
        : cursor;

    /// <summary>What is on disk is not undone by a failure to read it back; the next refresh of the hall does that.</summary>
    private async Task TakeInAsync(Entry[] entries, IReadOnlyList<Outcome> outcomes)
    {
        try
        {
            await _hall.ApplyAsync(entries, outcomes, CancellationToken.None);
            for (var i = 0; i < entries.Length; i++)
            {
                if (entries[i].Change is Change.DisableChannel lost && outcomes[i] is Outcome.Accepted && IsNobodys(lost.Channel))
                    NobodyToTell(_logger);
            }
        }
        catch (Exception exception)
        {
            TakeInFailed(_logger, exception);
        }
    }

    private bool IsNobodys(ChannelId id) => _hall.Channels.FirstOrDefault(channel => channel.Id == id) is { LinkedBy: null };

    private static IReadOnlyList<Cursor> LatestCursors(List<Pending> batch) =>
    [
        .. batch.Where(pending => pending.Cursor is not null)
            .GroupBy(pending => pending.Cursor!.Source, StringComparer.Ordinal)
            .Select(group => group.MaxBy(pending => pending.Cursor!.Position)!.Cursor!),
    ];

    [LoggerMessage(LogLevel.Warning, "A batch of {Count} changes was not written; each of them is tried alone")]
    private static partial void BatchFailed(ILogger logger, int count, Exception exception);

    [LoggerMessage(LogLevel.Error, "A change was not written")]
    private static partial void WriteFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "What was written could not be read back; it is tried again")]
    private static partial void TakeInFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "A channel takes no posts any more, and nobody is known who could be told; it can be linked again")]
    private static partial void NobodyToTell(ILogger logger);

    /// <summary>Changes that wait, with whoever waits for them.</summary>
    private abstract class Pending(IReadOnlyList<Entry> entries, Cursor? cursor) : IThreadPoolWorkItem
    {
        private IReadOnlyList<Outcome> _outcomes = [];
        private int _first;
        private Exception? _failure;

        public IReadOnlyList<Entry> Entries { get; } = entries;

        public Cursor? Cursor { get; } = cursor;

        /// <summary>Tells whoever waits what became of their changes, which begin at a place among all of the batch.</summary>
        public void Settle(IReadOnlyList<Outcome> outcomes, int first)
        {
            for (var i = first; i < first + Entries.Count; i++)
            {
                if (outcomes[i] is Outcome.Fenced)
                    _failure = new StoreException("another host has taken over; nothing of what this one began before was written");
            }

            (_outcomes, _first) = (outcomes, first);
            Tell();
        }

        public void Fail(Exception exception)
        {
            _failure = exception;
            Tell();
        }

        /// <inheritdoc/>
        public void Execute()
        {
            if (_failure is not null)
                Fault(_failure);
            else
                Complete(_outcomes, _first);
        }

        protected abstract void Complete(IReadOnlyList<Outcome> outcomes, int first);

        protected abstract void Fault(Exception exception);

        /// <summary>
        /// On a thread of its own and behind those who waited before: as continuations of a task they would be told the last
        /// one first.
        /// </summary>
        private void Tell() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>A change alone.</summary>
    private sealed class Single(Entry entry, Cursor? cursor) : Pending([entry], cursor)
    {
        private readonly TaskCompletionSource<Outcome> _outcome = new();

        public Task<Outcome> Outcome => _outcome.Task;

        protected override void Complete(IReadOnlyList<Outcome> outcomes, int first) => _outcome.TrySetResult(outcomes[first]);

        protected override void Fault(Exception exception) => _outcome.TrySetException(exception);
    }

    /// <summary>Changes that belong together.</summary>
    private sealed class Several(IReadOnlyList<Entry> entries, Cursor? cursor) : Pending(entries, cursor)
    {
        private readonly TaskCompletionSource<IReadOnlyList<Outcome>> _outcomes = new();

        public Task<IReadOnlyList<Outcome>> Outcomes => _outcomes.Task;

        protected override void Complete(IReadOnlyList<Outcome> outcomes, int first) =>
            _outcomes.TrySetResult([.. outcomes.Skip(first).Take(Entries.Count)]);

        protected override void Fault(Exception exception) => _outcomes.TrySetException(exception);
    }
}
