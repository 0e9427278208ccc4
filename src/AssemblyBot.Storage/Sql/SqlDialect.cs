using System.Data.Common;

namespace AssemblyBot.Storage.Sql;

/// <summary>What differs between the databases that <see cref="SqlStore"/> speaks to.</summary>
internal abstract class SqlDialect
{
    /// <summary>Sets up a connection that has just been opened.</summary>
    public abstract void Configure(DbConnection connection, bool isReader);

    /// <summary>The failure in one line: which store, why, and what would help.</summary>
    public abstract StoreException Explain(DbException exception);
}
