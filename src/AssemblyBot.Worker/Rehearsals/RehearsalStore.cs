namespace AssemblyBot.Worker.Rehearsals;

/// <summary>Finds the place for a rehearsal's own store, a file; an earlier rehearsal's is never written over.</summary>
internal static class RehearsalStore
{
    private const string Provider = $"{StorageOptions.Section}:{nameof(StorageOptions.Provider)}";

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

    /// <summary>Puts a file in the place of the installation's server, which a rehearsal leaves alone.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="given">The settings given on the command line.</param>
    /// <exception cref="UsageException">One of them is of the store, and no kind of file.</exception>
    public static void KeepToFile(IConfiguration configuration, IEnumerable<KeyValuePair<string, string?>> given)
    {
        var other = given.FirstOrDefault(setting =>
            setting.Key.StartsWith($"{StorageOptions.Section}:", StringComparison.OrdinalIgnoreCase)
            && (setting.Value == StorageOptions.Postgres || !setting.Key.Equals(Provider, StringComparison.OrdinalIgnoreCase)));
        if (other.Key is not null)
            throw new UsageException($"a rehearsal keeps a file of its own; name its folder with --out in the place of {other.Key}");

        if (configuration[Provider] == StorageOptions.Postgres)
            configuration[Provider] = StorageOptions.Embedded;
    }
}
