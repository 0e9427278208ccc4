namespace AssemblyBot.Testing;

/// <summary>The fixtures that lie in a folder <c>shared</c> beside the repository, and what to say when they are missing.</summary>
public static class SharedFiles
{
    private static readonly Lazy<string> Repository = new(FindRoot);

    /// <summary>The folder that holds AssemblyBot.sln.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests run outside the repository.</exception>
    public static string Root => Repository.Value;

    /// <summary>The folder of fixtures; it need not exist.</summary>
    public static string Folder => Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>Whether a file or folder is there, its path given relative to <see cref="Folder"/> with forward slashes.</summary>
    public static bool Has(string relativePath) => TryFind(relativePath) is not null;

    /// <summary>The full path of a file or folder, or null if it is missing.</summary>
    public static string? TryFind(string relativePath)
    {
        var path = Path.Combine(Folder, relativePath);
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>The full path of a file or folder.</summary>
    /// <exception cref="MissingSharedFileException">It is missing.</exception>
    public static string Find(string relativePath)
        => TryFind(relativePath) ?? throw new MissingSharedFileException(relativePath);

    /// <summary>The sentence for <c>Assert.SkipUnless(SharedFiles.Has(path), SharedFiles.SkipReason(path))</c>.</summary>
    public static string SkipReason(string relativePath) => $"../shared/{relativePath} is not beside the repository";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AssemblyBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds AssemblyBot.sln");
    }
}
