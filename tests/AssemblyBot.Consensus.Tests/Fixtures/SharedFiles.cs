using System.Text.Json;

namespace AssemblyBot.Consensus.Tests.Fixtures;

/// <summary>Files in a folder named shared beside the repository; tests that need them are skipped without it.</summary>
internal static class SharedFiles
{
    public static readonly string[] Conversations = ["15-per-hour-seattle", "bg2050-volunteers", "brexit-consensus", "london.youth.policing"];

    public static readonly string[] Blobs = ["25ptpt-3gp-no-strict-with-meta", "below-100-ptpts"];

    /// <summary>The path of a file of the shared folder; skips the test if there is none.</summary>
    public static string Find(params string[] parts)
    {
        var path = Path.Combine([Root(), .. parts]);
        Assert.SkipUnless(File.Exists(path), $"{Path.GetFileName(path)} is not in the shared fixtures.");
        return path;
    }

    public static JsonElement Json(params string[] parts)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Find(parts)));
        return document.RootElement.Clone();
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AssemblyBot.sln")))
            {
                return Path.Combine(folder.Parent!.FullName, "shared", "fixtures");
            }
        }

        return AppContext.BaseDirectory;
    }
}
