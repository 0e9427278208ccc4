using AssemblyBot.Storage.Erasures;
using AssemblyBot.Storage.Sql;
using AssemblyBot.Storage.Sqlite;

namespace AssemblyBot.Storage.Whole;

/// <summary>
/// A store in one file that every installation can restore, whatever kept it before: a SQLite store. Made while others
/// write; opened as a copy, so that the file itself stays as it is.
/// </summary>
public sealed class StoreBackup : IAsyncDisposable
{
    private readonly string _folder;
    private readonly SqlStore _store;

    private StoreBackup(string folder, SqlStore store) => (_folder, _store) = (folder, store);

    /// <summary>What it holds.</summary>
    public IWholeStore Store => _store;

    /// <summary>Writes a store into a file, whole or not at all, and recounts what is in it.</summary>
    /// <exception cref="StoreException">The file is there already, or the backup is not sound; it is not kept.</exception>
    public static async Task<StoreFindings> WriteAsync(
        IWholeStore store, string file, bool overwrite, TimeProvider clock, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        file = Path.GetFullPath(file);
        if (!overwrite && File.Exists(file))
            throw new StoreException($"there is a file '{file}' already; name another, or say --overwrite");
        if (!Directory.Exists(Path.GetDirectoryName(file)))
            throw new StoreException($"there is no folder '{Path.GetDirectoryName(file)}' for the backup; make it, or name another");

        var unfinished = $"{file}.tmp";
        try
        {
            DeleteStore(unfinished);
            if (store is not SqlStore sql || !await sql.TryBackUpAsync(unfinished, cancellationToken))
                await FillAsync(store, unfinished, clock, cancellationToken);
            var findings = await RecountAsync(unfinished, clock, progress, cancellationToken);
            using (var written = PrivateFiles.Open(unfinished, FileMode.Open, FileShare.ReadWrite))
                written.Flush(flushToDisk: true);
            File.Move(unfinished, file, overwrite);
            return findings;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the backup '{file}' cannot be written ({exception.Message.TrimEnd('.')}); nothing is kept of it", exception);
        }
        finally
        {
            DeleteStore(unfinished);
        }
    }

    /// <summary>Opens a copy of a backup, kept in <paramref name="folder"/> until it is disposed of; brings it up to date.</summary>
    /// <exception cref="StoreException">It is no backup, or one of a newer program.</exception>
    public static StoreBackup Open(string file, string folder, TimeProvider clock)
    {
        if (!File.Exists(file))
            throw new StoreException($"there is no file '{file}'");
        folder = Path.Combine(Path.GetFullPath(folder), $"restoring-{Guid.NewGuid():N}");
        var copy = Path.Combine(folder, SqliteFile.Name);
        try
        {
            PrivateFiles.CreateFolder(folder);
            using (var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read))
            using (var to = PrivateFiles.Create(copy))
                from.CopyTo(to);
            if (new FileInfo(copy).Length == 0)
                throw new StoreException($"the file '{file}' is empty");
            return new StoreBackup(folder, new SqliteFile(copy, clock).Open());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StoreException)
        {
            DeleteFolder(folder);
            throw new StoreException(
                $"the backup '{file}' cannot be restored: {exception.Message.Replace(copy, file, StringComparison.Ordinal)}", exception);
        }
    }

    /// <summary>The installation's keys, when they are those that the people in the backup are known by.</summary>
    /// <exception cref="StoreException">The key file is missing or another one.</exception>
    public Task<InstallationKeys> LoadKeysAsync(StorageOptions options, CancellationToken cancellationToken) =>
        InstallationSecret.LoadAsync(options, _store, cancellationToken);

    /// <summary>Forgets in it who was forgotten since it was made; how many people that were.</summary>
    public Task<int> ForgetAsync(IReadOnlyList<ErasureFile> lists, CancellationToken cancellationToken) =>
        ErasureReplay.RunAsync(_store, _store, lists, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        DeleteFolder(_folder);
    }

    private static async Task FillAsync(IWholeStore store, string file, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var target = new SqliteFile(file, clock).Open();
        await StoreCopy.RunAsync(store, target, overwrite: true, progress: null, cancellationToken);
    }

    private static async Task<StoreFindings> RecountAsync(
        string file, TimeProvider clock, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var written = new SqliteFile(file, clock).Open();
        var faults = await written.ExamineAsync(cancellationToken);
        var findings = await StoreRecount.RunAsync(written, progress, cancellationToken);
        return findings with { Faults = [.. faults, .. findings.Faults] };
    }

    private static void DeleteStore(string file)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" })
            File.Delete(file + suffix);
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
