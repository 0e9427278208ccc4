namespace AssemblyBot.Publishing.Tests;

/// <summary>The published conversations that lie in a folder beside the repository, when they are there.</summary>
internal static class Fixtures
{
    /// <summary>The folder of a published conversation; the test is skipped when it is not there.</summary>
    public static string Conversation(string name)
    {
        var folder = Path.Combine(Shared(), "fixtures", "opendata", name);
        Assert.SkipUnless(Directory.Exists(folder), $"The published conversation {name} is not beside the repository.");
        return folder;
    }

    private static string Shared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AssemblyBot.sln")))
            {
                return Path.Combine(folder.FullName, "..", "shared");
            }
        }

        return "";
    }
}
