using AssemblyBot.Storage.Sqlite;

namespace AssemblyBot.Storage;

/// <summary>Opens the store of a folder without a host: for a rehearsal, a command, a test.</summary>
public static class EmbeddedStore
{
    /// <summary>Opens the store of a folder; both are made when they are missing.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is not ours; it is left as it was.</exception>
    public static IAssemblyStore Open(string folder, TimeProvider clock) => OpenSqlite(folder, clock);

    internal static Sql.SqlStore OpenSqlite(string folder, TimeProvider clock) =>
        new SqliteFile(Path.Combine(Path.GetFullPath(folder), SqliteFile.Name), clock).Open();
}
