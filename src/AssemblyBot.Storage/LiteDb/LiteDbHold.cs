using AssemblyBot.Storage.Held;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>Keeps other processes from a file: LiteDB has no guard of its own, and two on one file destroy it.</summary>
internal static class LiteDbHold
{
    /// <summary>Holds the store at <paramref name="path"/> until the lock beside it is disposed of; makes its folder.</summary>
    /// <exception cref="StoreException">It is open elsewhere, or its folder cannot be written to.</exception>
    public static FileStream Take(string path)
    {
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception);
        }

        try
        {
            return PrivateFiles.Open($"{path}.lock", FileMode.OpenOrCreate, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Unusable(path, exception);
        }
        catch (IOException exception)
        {
            throw new StoreException(
                $"the store '{path}' is open in another process, and LiteDB takes one at a time; {Remedy(path)}", exception);
        }
    }

    private static StoreException Unusable(string path, Exception exception) => new(
        $"the store '{path}' cannot be opened ({FaultText.OneLine(exception.Message)}); " +
        "set Storage:Folder to a folder that this program may write to",
        exception);

    private static string Remedy(string path) => Path.GetDirectoryName(path) is { } folder && !HolderSocket.Fits(folder)
        ? $"stop that one first: a worker there cannot be asked, for {HolderSocket.TooLong(folder)}"
        : "wait until that one has ended, or stop it first";
}
