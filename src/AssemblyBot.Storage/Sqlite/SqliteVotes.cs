using AssemblyBot.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace AssemblyBot.Storage.Sqlite;

/// <summary>The statements of a vote and of the delivery that brought it, prepared once for a connection.</summary>
internal sealed class SqliteVotes(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _findDelivery = new(
        connection, "SELECT value FROM inbox WHERE source = ?1 AND key = ?2");

    private readonly SqliteStatement _addDelivery = new(
        connection, "INSERT INTO inbox (source, key, value, at) VALUES (?1, ?2, ?3, ?4)");

    private readonly SqliteStatement _addEvent = new(connection, """
        INSERT INTO vote_event (assembly, sequence, participant, statement, stance, at)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM membership WHERE participant = ?3 AND assembly = ?1)
        """);

    public long? FindDelivery(InboxKey key) => _findDelivery.Bind(1, key.Source).Bind(2, key.Key).Run();

    public void AddDelivery(InboxKey key, long value, DateTimeOffset at) =>
        _addDelivery.Bind(1, key.Source).Bind(2, key.Key).Bind(3, value).Bind(4, at.ToStored()).Run();

    /// <summary>Records a vote or a withdrawal, unless the participant is no member of the assembly; whether it did.</summary>
    public bool Add(Change.CastVote vote, long sequence)
    {
        var (assembly, participant, statement) = (vote.Assembly.Value, vote.Participant.Value, (long)vote.Statement.Number);
        _addEvent.Bind(1, assembly).Bind(2, sequence).Bind(3, participant).Bind(4, statement).Bind(5, (long?)vote.Stance)
            .Bind(6, vote.At.ToStored()).Run();
        return _addEvent.Changes > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in new[] { _findDelivery, _addDelivery, _addEvent })
            statement.Dispose();
    }
}
