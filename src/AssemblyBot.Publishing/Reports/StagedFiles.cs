namespace AssemblyBot.Publishing.Reports;

/// <summary>
/// Several files that appear whole or not at all: each is written beside its place and brought to disk, and only when all
/// are there do they take their names.
/// </summary>
internal sealed class StagedFiles : IDisposable
{
    private readonly string _folder;
    private readonly bool _folderIsNew;
    private readonly List<(string Staged, string Final, FileStream Stream)> _files = [];
    private bool _published;

    // What the system says of a file that another process holds: EAGAIN, and the sharing violation of Windows.
    private const int HeldOnUnix = 11;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    public StagedFiles(string folder)
    {
        RequireFolder(folder);
        _folder = folder;
        _folderIsNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Throws where a folder cannot be made because it, or one above it, is a file.</summary>
    /// <exception cref="IOException">It is a file.</exception>
    public static void RequireFolder(string folder)
    {
        for (var above = Path.GetFullPath(folder); above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
            {
                throw new IOException($"{folder} cannot be a folder: {above} is a file.");
            }
        }
    }

    /// <summary>Opens a file for writing; a remainder of an interrupted run is overwritten.</summary>
    /// <exception cref="IOException">A folder stands where the file is to be, or another run is writing it.</exception>
    public Stream Create(string name)
    {
        var final = Path.Combine(_folder, name);
        if (Directory.Exists(final))
        {
            throw new IOException($"{final} is a folder; a file of that name is to be written.");
        }

        var staged = Path.Combine(_folder, $".{name}.part");
        try
        {
            var stream = new FileStream(staged, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
            _files.Add((staged, final, stream));
            return stream;
        }
        catch (IOException held) when (held.HResult is HeldOnUnix or HeldOnWindows)
        {
            throw new IOException($"Another run is writing to {_folder}; wait for its end or give another folder.", held);
        }
    }

    /// <summary>Brings all files to disk and gives them their names, the last one made last.</summary>
    public void Publish()
    {
        foreach (var (_, _, stream) in _files)
        {
            stream.Flush(flushToDisk: true);
            stream.Dispose();
        }

        foreach (var (staged, final, _) in _files)
        {
            File.Move(staged, final, overwrite: true);
        }

        _published = true;
    }

    /// <summary>Unless the files were published, removes what was begun, and the folder if it was made for them.</summary>
    public void Dispose()
    {
        foreach (var (staged, _, stream) in _files)
        {
            stream.Dispose();
            File.Delete(staged);
        }

        if (!_published && _folderIsNew && Directory.Exists(_folder) && !Directory.EnumerateFileSystemEntries(_folder).Any())
        {
            Directory.Delete(_folder);
        }
    }
}
