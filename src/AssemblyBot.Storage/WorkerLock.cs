namespace AssemblyBot.Storage;

/// <summary>
/// Held by the one worker of a folder, so that two never read the same bots' updates. Commands that only use the store
/// do not need it. Given back when disposed of, and by the system when the process ends in any way.
/// </summary>
public sealed class WorkerLock : IDisposable
{
    private const string Name = "worker.lock";

    private readonly FileStream? _file;

    private WorkerLock(FileStream? file) => _file = file;

    /// <summary>Where several workers share a store, leases in the store decide instead.</summary>
    public static WorkerLock NotNeeded { get; } = new(null);

    /// <summary>Takes the lock of a folder, which is made when it is missing.</summary>
    /// <exception cref="StoreException">Another worker has it, or the folder cannot be written to.</exception>
    public static WorkerLock Take(string folder)
    {
        folder = Path.GetFullPath(folder);
        try
        {
            PrivateFiles.CreateFolder(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, exception);
        }

        try
        {
            return new WorkerLock(PrivateFiles.Open(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Unwritable(folder, exception);
        }
        catch (IOException exception)
        {
            throw new StoreException(
                $"another worker is running on the folder '{folder}'; stop it first, or give this one a Storage:Folder of its own",
                exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static StoreException Unwritable(string folder, Exception exception) => new(
        $"the folder '{folder}' cannot be used ({exception.Message.TrimEnd('.')}); " +
        "set Storage:Folder to a folder that this program may write to",
        exception);
}
