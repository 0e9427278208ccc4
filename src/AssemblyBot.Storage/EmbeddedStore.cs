using AssemblyBot.Storage.Held;
using AssemblyBot.Storage.Sqlite;

namespace AssemblyBot.Storage;

/// <summary>Opens the store of a folder without a host: for a rehearsal, a command, a test.</summary>
public static class EmbeddedStore
{
    private const string LiteDbName = "assemblybot.litedb";

    /// <summary>Whether this build holds LiteDB.</summary>
    public static bool HasLiteDb =>
#if LITEDB
        true;
#else
        false;
#endif

    /// <summary>Opens the store of a folder; both are made when they are missing.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is not ours; it is left as it was.</exception>
    public static IAssemblyStore Open(string folder, TimeProvider clock) => OpenKeyed(StorageOptions.Embedded, folder, clock);

    /// <summary>Opens the store of a folder with what <see cref="StorageOptions.Provider"/> names, one that keeps a file.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is not ours; it is left as it was.</exception>
    public static IAssemblyStore Open(string provider, string folder, TimeProvider clock) => OpenKeyed(provider, folder, clock);

    /// <summary>Whether <see cref="Open(string, string, TimeProvider)"/> would open a store that is there.</summary>
    public static bool Exists(string provider, string folder) => File.Exists(PathOf(provider, folder));

    /// <summary>The path of what <see cref="Open(string, string, TimeProvider)"/> opens.</summary>
    internal static string PathOf(string provider, string folder)
    {
        (provider, folder) = Found(provider, folder);
        return Path.Combine(folder, provider == StorageOptions.LiteDb ? LiteDbName : SqliteFile.Name);
    }

    internal static IKeyedStore OpenKeyed(string provider, string folder, TimeProvider clock)
    {
        (provider, folder) = Found(provider, folder);
        return provider == StorageOptions.LiteDb
            ? OpenLiteDb(Path.Combine(folder, LiteDbName), clock)
            : new SqliteFile(Path.Combine(folder, SqliteFile.Name), clock).Open();
    }

    /// <summary>
    /// Opens the store of a folder for a command that may run beside a worker: where the worker alone can have it open, the
    /// worker is asked.
    /// </summary>
    internal static IKeyedStore OpenBesideWorker(string provider, string folder, TimeProvider clock)
    {
        (provider, folder) = Found(provider, folder);

        // The container asks for a store without waiting.
        return provider == StorageOptions.LiteDb && HeldStore.TryReachAsync(folder, CancellationToken.None).GetAwaiter().GetResult() is { } held
            ? held
            : OpenKeyed(provider, folder, clock);
    }

    /// <summary>The provider and the folder as they are, where the first is left open and the second relative.</summary>
    private static (string Provider, string Folder) Found(string provider, string folder)
    {
        folder = Path.GetFullPath(folder);
        return (provider == StorageOptions.Embedded ? ProviderOf(folder) : provider, folder);
    }

    /// <summary>What keeps a folder: the store that is there, or in a new one LiteDB where this build holds it.</summary>
    private static string ProviderOf(string folder)
    {
        if (File.Exists(Path.Combine(folder, SqliteFile.Name)))
            return StorageOptions.Sqlite;
        return HasLiteDb || File.Exists(Path.Combine(folder, LiteDbName)) ? StorageOptions.LiteDb : StorageOptions.Sqlite;
    }

#if LITEDB
    private static LiteDb.LiteDbStore OpenLiteDb(string path, TimeProvider clock) => new LiteDb.LiteDbFile(path, clock).Open();
#else
    private static IKeyedStore OpenLiteDb(string path, TimeProvider _) => throw new StoreException(
        $"the store '{path}' is LiteDB's, and {StorageOptions.WithoutLiteDb}, or set Storage:Folder to another folder");
#endif
}
