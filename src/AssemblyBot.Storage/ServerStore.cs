using AssemblyBot.Storage.Postgres;

namespace AssemblyBot.Storage;

/// <summary>Opens the store of a PostgreSQL database without a host: for a test, a measurement.</summary>
public static class ServerStore
{
    /// <summary>Opens the store that a connection string leads to; its tables are made when they are missing.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is not ours; it is left as it was.</exception>
    public static IAssemblyStore Open(string connectionString, TimeProvider clock) =>
        new PostgresDatabase(connectionString, clock).Open();
}
