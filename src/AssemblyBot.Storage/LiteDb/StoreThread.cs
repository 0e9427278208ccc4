using System.Collections.Concurrent;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>A thread of its own on which work is done piece by piece, in the order in which it was asked for.</summary>
internal sealed class StoreThread : IAsyncDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoreThread(string name) => new Thread(Run) { IsBackground = true, Name = name }.Start();

    /// <summary>Does a piece of work; one that is cancelled before its turn comes is left out.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() => Settle(done, work, cancellationToken), CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(StoreThread));
        }

        return done.Task;
    }

    /// <summary>Does what was asked for before, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _work.CompleteAdding();
        await _ended.Task;
        _work.Dispose();
    }

    private static void Settle<T>(TaskCompletionSource<T> done, Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            done.SetCanceled(cancellationToken);
            return;
        }

        try
        {
            done.SetResult(work());
        }
        catch (Exception exception)
        {
            done.SetException(exception);
        }
    }

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
        _ended.SetResult();
    }
}
