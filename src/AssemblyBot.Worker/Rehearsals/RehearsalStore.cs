namespace AssemblyBot.Worker.Rehearsals;

/// <summary>Finds the folder for a rehearsal's own store; an earlier rehearsal's is never written over.</summary>
internal static class RehearsalStore
{
    public static string Choose(string? asked, string name)
    {
        if (asked is not null)
        {
            return Directory.Exists(asked) && Directory.EnumerateFileSystemEntries(asked).Any()
                ? throw new UsageException($"the folder '{asked}' is not empty; a rehearsal needs a store of its own: name a new folder")
                : asked;
        }

        var folder = Path.Combine("rehearsal", name);
        for (var number = 2; Directory.Exists(folder); number++)
            folder = Path.Combine("rehearsal", $"{name}-{number}");
        return folder;
    }
}
