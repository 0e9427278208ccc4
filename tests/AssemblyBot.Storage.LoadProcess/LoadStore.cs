using AssemblyBot.Core.Ports;
using AssemblyBot.Storage;
#if LITEDB
using AssemblyBot.Storage.LiteDb;
#endif

/// <summary>Opens the store that an argument names: a PostgreSQL connection string, or a folder.</summary>
internal static class LoadStore
{
    public static IAssemblyStore Open(string where) => where.Contains("Host=", StringComparison.Ordinal)
        ? ServerStore.Open(where, TimeProvider.System)
        : OpenFolder(where);

#if LITEDB
    // A test sets it, to see that it would see what LiteDB loses without the mend.
    private static IAssemblyStore OpenFolder(string folder) => Environment.GetEnvironmentVariable("ASSEMBLYBOT_UNMENDED") is null
        ? EmbeddedStore.Open(folder, TimeProvider.System)
        : new LiteDbFile(Path.Combine(folder, LiteDbFile.Name), TimeProvider.System) { OpenLog = static path => new UnmendedLog(path) }.Open();
#else
    private static IAssemblyStore OpenFolder(string folder) => EmbeddedStore.Open(folder, TimeProvider.System);
#endif
}
