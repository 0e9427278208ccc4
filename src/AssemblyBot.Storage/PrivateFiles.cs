namespace AssemblyBot.Storage;

/// <summary>Makes folders and files that only the account of this program can read (modes 700 and 600).</summary>
internal static class PrivateFiles
{
    /// <summary>Makes a folder and those above it; one that is there stays as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Makes a file that is not there, for writing.</summary>
    /// <exception cref="IOException">It is there already.</exception>
    public static FileStream Create(string path) => Open(path, FileMode.CreateNew, FileShare.ReadWrite);

    /// <summary>Opens a file for writing; a file that this makes is private.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
