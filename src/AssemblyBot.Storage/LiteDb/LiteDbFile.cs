using AssemblyBot.Storage.LiteDb.Pages;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>
/// The LiteDB store as a file: held by one process, made when it is missing, looked at before it is touched, brought up
/// to date, made smaller when most of it is empty.
/// </summary>
internal sealed class LiteDbFile(string path, TimeProvider clock)
{
    /// <summary>The store's name in its folder.</summary>
    public const string Name = "assemblybot.litedb";

    private const string Reading = ".reading-";

    private readonly string _log = $"{path}-log";
    private readonly string _unfinished = $"{path}.tmp";

    /// <summary>What the store is called in messages.</summary>
    public string StoreName => $"the store '{path}'";

    /// <summary>The version of the schema that this program knows.</summary>
    public int Version => Migrations.Count;

    /// <summary>Every step of the schema.</summary>
    public IReadOnlyList<LiteDbMigration> Migrations { get; init; } = LiteDbSchema.Migrations;

    /// <summary>How many vote events the file may hold. Default: 5 million; LiteDB reads more too slowly.</summary>
    public long MostVotes { get; init; } = 5_000_000;

    /// <summary>How many bytes a file must have to be made smaller when half of it is empty. Default: 16 MB.</summary>
    public long SmallestToCompact { get; init; } = 16 << 20;

    /// <summary>Opens a log. Lets a test fill a disk, or see what becomes of a log that is not synced.</summary>
    public Func<string, PageLog> OpenLog { get; init; } = static path => new PageLog(path);

    /// <summary>Opens the store.</summary>
    /// <exception cref="StoreException">It cannot be opened, is open elsewhere, or is not ours; it is left as it was.</exception>
    public LiteDbStore Open()
    {
        var held = LiteDbHold.Take(path);
        try
        {
            return LiteDbStore.Open(this, held, clock);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens the files, made, brought up to date and compacted where it is time to.</summary>
    /// <remarks>The caller holds the store.</remarks>
    public LiteDbSession OpenSession()
    {
        DeleteLeftOvers();
        if (!File.Exists(path))
            Create();
        var version = Check();
        if (version < Migrations.Count)
            Migrate(version);
        if (IsMostlyEmpty())
            Compact();
        return Open(path);
    }

    /// <summary>Copies the data file, of which nobody writes meanwhile, and opens the copy, which goes with <see cref="Drop"/>.</summary>
    public (LiteDbSession Session, string Copy) OpenCopy()
    {
        var copy = $"{path}{Reading}{Guid.NewGuid():N}";
        Copy(path, copy, mustLast: false);
        return (Open(copy), copy);
    }

    /// <summary>Deletes a copy.</summary>
    public static void Drop(string copy)
    {
        File.Delete(copy);
        File.Delete($"{copy}-log");
    }

    /// <summary>Opens a new file beside the store, to be filled and then to <see cref="Replace"/> it.</summary>
    public LiteDbSession OpenReplacement()
    {
        Drop(_unfinished);
        var session = Open(_unfinished);
        session.TakeCheckpointsItself();
        Take(session, Migrations);
        return session;
    }

    /// <summary>Gives the file beside the store, which is whole and closed, the store's name.</summary>
    public void Replace()
    {
        File.Move(_unfinished, path, overwrite: true);
        File.Delete($"{_unfinished}-log");
    }

    /// <summary>Gives up the file beside the store.</summary>
    public void GiveUpReplacement() => Drop(_unfinished);

    /// <summary>What is wrong with the pages of the data file, a sentence each.</summary>
    public IReadOnlyList<string> Examine()
    {
        using var data = new PageFile(path, FileMode.Open);
        var (faults, page) = (new List<string>(), new byte[PageHeader.PageSize]);
        for (var position = 0L; data.ReadPage(position, page) is > 0 and var length; position += PageHeader.PageSize)
        {
            if (length < PageHeader.PageSize || !PageHeader.IsSealed(page))
                faults.Add($"page {position / PageHeader.PageSize} is not as it was written");
        }

        return faults;
    }

    /// <summary>The failure in one line: which store, why, and what would help.</summary>
    public StoreException Explain(Exception exception) => exception switch
    {
        StoreException known => known,
        InvalidDataException => new StoreException(
            $"the store '{path}' is damaged ({FaultText.OneLine(exception.Message)}); keep the file and restore a backup", exception),
        UnauthorizedAccessException => new StoreException(
            $"the store '{path}' cannot be written ({FaultText.OneLine(exception.Message)}); give this program the right to write to the file and to its folder",
            exception),
        IOException when exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) => new StoreException(
            $"the disk is full under the store '{path}'; nothing of the batch was written; free some space and it goes on", exception),
        IOException => new StoreException(
            $"the disk failed under the store '{path}' ({FaultText.OneLine(exception.Message)}); nothing of the batch is acknowledged; " +
            "look at the disk and its free space",
            exception),
        _ => new StoreException($"the store '{path}' failed ({FaultText.OneLine(exception.Message)})", exception),
    };

    private static void Copy(string from, string to, bool mustLast = true)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        File.Delete(to);
        using var target = PrivateFiles.Create(to);
        source.CopyTo(target);
        target.Flush(flushToDisk: mustLast);
    }

    private LiteDbSession Open(string file)
    {
        var data = new PageFile(file, FileMode.OpenOrCreate);
        try
        {
            var log = OpenLog($"{file}-log");
            try
            {
                return new LiteDbSession(data, log);
            }
            catch
            {
                log.Dispose();
                throw;
            }
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    private void Create()
    {
        if (File.Exists(_log) && new FileInfo(_log).Length > 0)
        {
            throw new StoreException(
                $"the store '{path}' is missing, and its log is there; put the file back, or restore a backup and delete '{_log}'");
        }

        using (var session = OpenReplacement())
            session.Checkpoint();
        Replace();
    }

    // Of a process that was killed: copies hold what may have been erased since.
    private void DeleteLeftOvers()
    {
        Drop(_unfinished);
        foreach (var copy in Directory.GetFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}{Reading}*"))
            File.Delete(copy);
    }

    /// <summary>Looks at the file without touching it; the version of its schema.</summary>
    private int Check()
    {
        var page = new byte[PageHeader.PageSize];
        if (!ReadFirst(page))
        {
            // A power cut may have torn the first page while the log was brought into the file: it is in the log still.
            Open(path).Dispose();
            ReadFirst(page);
        }

        if (!PageHeader.IsOfLiteDb(page))
        {
            throw new StoreException(
                $"'{path}' is not a LiteDB file; move it away, or set Storage:Folder to another folder (it was left as it is)");
        }

        if (LiteDbSchema.FromHeader(PageHeader.UserVersionOf(page)) is not { } version)
        {
            throw new StoreException(
                $"'{path}' belongs to another program; move it away, or set Storage:Folder to another folder (it was left as it is)");
        }

        if (version > Migrations.Count)
        {
            throw new StoreException(
                $"the store '{path}' has the schema version {version}, and this program knows versions up to {Migrations.Count}; " +
                "update the program (the store was left as it was)");
        }

        return version;
    }

    /// <summary>Reads the first page; false when it is torn, and the log is there to mend it.</summary>
    private bool ReadFirst(byte[] page)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = file.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
        if (length == page.Length && PageHeader.IsSealed(page))
            return true;
        if (PageHeader.IsOfLiteDb(page) && LiteDbSchema.FromHeader(PageHeader.UserVersionOf(page)) is not null)
        {
            if (File.Exists(_log) && new FileInfo(_log).Length > 0)
                return false;
            throw new InvalidDataException("its first page is not as it was written");
        }

        return true;
    }

    private void Migrate(int version)
    {
        Open(path).Dispose();
        Copy(path, Path.Combine(Path.GetDirectoryName(path)!, $"assemblybot-before-version-{version + 1}.litedb"));
        Copy(path, _unfinished);
        using (var session = Open(_unfinished))
        {
            Take(session, Migrations.Skip(version));
            session.Checkpoint();
        }

        Replace();
    }

    // On a file that replaces the store only when it is whole; LiteDB drops no collection within a transaction.
    private static void Take(LiteDbSession session, IEnumerable<LiteDbMigration> steps)
    {
        foreach (var step in steps)
        {
            step.Take(session);
            session.UserVersion = LiteDbSchema.InHeader(step.Version);
        }
    }

    private bool IsMostlyEmpty()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < SmallestToCompact)
            return false;
        var (empty, header) = (0L, new byte[PageHeader.Length]);
        for (var position = 0L; position < file.Length; position += PageHeader.PageSize)
        {
            RandomAccess.Read(file.SafeFileHandle, header, position);
            if (PageHeader.IsEmpty(header))
                empty++;
        }

        return empty * PageHeader.PageSize > file.Length / 2;
    }

    /// <summary>LiteDB gives no space back, and its own way of rebuilding fails: the documents go into a new file.</summary>
    private void Compact()
    {
        using (var old = Open(path))
        using (var compacted = OpenReplacement())
        {
            compacted.CopyFrom(old, LiteDbSchema.Collections);
            compacted.Checkpoint();
        }

        Replace();
    }
}
