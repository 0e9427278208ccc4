using System.Data.Common;
using Npgsql;

namespace AssemblyBot.Storage.Postgres;

/// <summary>What PostgreSQL's failures mean to whoever runs the program.</summary>
internal static class PostgresFaults
{
    private const string Setting = "Storage:ConnectionString";

    // idle_in_transaction_session_timeout
    private const string StoodStill = "25P03";

    /// <summary>Whether a failure of this code (SQLSTATE) ended the connection, or will not let one begin for now.</summary>
    public static bool IsOfConnection(string state) =>
        state.StartsWith("08", StringComparison.Ordinal)
        || state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or StoodStill;

    /// <summary>The failure in one line: which database, why, and what would help.</summary>
    public static StoreException Explain(DbException exception, string name) =>
        exception is PostgresException failure
            ? new StoreException($"{Why(failure.SqlState, name)} (PostgreSQL {failure.SqlState}: {FaultText.OneLine(failure.MessageText)})", exception)
            : new StoreException($"{name} does not answer; start it, or correct {Setting} ({FaultText.OneLine(Innermost(exception).Message)})", exception);

    private static string Why(string state, string name) => state switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{name} refuses the user name or the password; correct {Setting}",
        PostgresErrorCodes.InvalidCatalogName =>
            $"{name} is not there; create it, or correct {Setting}",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"{name} does not let this user do that; make the user the database's owner, or correct {Setting}",
        PostgresErrorCodes.TooManyConnections =>
            $"{name} takes no more connections; raise its max_connections, or set Maximum Pool Size in {Setting}",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"{name} can only be read, as a standby can; put its primary into {Setting}",
        PostgresErrorCodes.LockNotAvailable =>
            $"{name} was kept by another host for too long; nothing of the batch was written; it is free again when that host goes on",
        StoodStill =>
            $"this program stood still in the middle of a batch, and {name} gave it up; nothing of the batch was written",
        PostgresErrorCodes.DiskFull =>
            $"the disk is full under {name}; nothing of the batch was written; free some space and it goes on",
        PostgresErrorCodes.DuplicateTable =>
            $"{name} holds tables of another program; give AssemblyBot a database of its own in {Setting}",
        "XX001" or "XX002" =>
            $"{name} is damaged; keep it and restore a backup",
        ['2', '3', ..] =>
            $"a change names something that {name} does not hold; nothing of the batch was written",
        _ when IsOfConnection(state) =>
            $"{name} ended the connection; it is tried again with the next batch",
        _ => $"{name} failed",
    };

    private static Exception Innermost(Exception exception) => exception.GetBaseException();
}
