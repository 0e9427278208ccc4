using System.Runtime.CompilerServices;

namespace AssemblyBot.Core.Recording;

/// <summary>
/// Awaited, goes on behind all work that the thread pool has been given before. <see cref="Task.Yield"/> goes on before it,
/// where its thread has work of its own.
/// </summary>
internal readonly struct QueueUp : ICriticalNotifyCompletion
{
    public static QueueUp BehindOthers => default;

    public bool IsCompleted => false;

    public QueueUp GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) =>
        ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);
}
