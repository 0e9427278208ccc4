namespace AssemblyBot.Testing;

/// <summary>A new empty folder that is deleted, with all it holds, when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
        => Path = Directory.CreateTempSubdirectory("assemblybot-").FullName;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The full path of a file or folder in it, which need not exist.</summary>
    public string this[string relativePath] => System.IO.Path.Combine(Path, relativePath);

    /// <summary>Writes a file, with the folders above it, and returns its full path.</summary>
    public string Write(string relativePath, string content)
    {
        var path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Someone else deleted it: that is what was wanted.
        }
        catch (IOException)
        {
            // A file is still open; the system's temporary folder is cleaned elsewhere.
        }
    }

    public override string ToString() => Path;
}
