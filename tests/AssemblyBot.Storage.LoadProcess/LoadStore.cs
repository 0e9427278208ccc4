using AssemblyBot.Core.Ports;
using AssemblyBot.Storage;

/// <summary>Opens the store that an argument names: a PostgreSQL connection string, or a folder.</summary>
internal static class LoadStore
{
    public static IAssemblyStore Open(string where) => where.Contains("Host=", StringComparison.Ordinal)
        ? ServerStore.Open(where, TimeProvider.System)
        : EmbeddedStore.Open(where, TimeProvider.System);
}
