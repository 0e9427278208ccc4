using AssemblyBot.Storage.Sql;

namespace AssemblyBot.Storage.Sqlite;

/// <summary>Votes and deliveries one by one, in SQLite's own terms.</summary>
internal sealed class SqliteRows(SqlSession session, SqliteVotes votes) : BatchRows(session)
{
    private static readonly Task<long?> _none = Task.FromResult<long?>(null);
    private static readonly Task<bool> _yes = Task.FromResult(true);
    private static readonly Task<bool> _no = Task.FromResult(false);

    /// <inheritdoc/>
    public override Task<long?> FindDeliveryAsync(InboxKey key, CancellationToken cancellationToken) =>
        votes.FindDelivery(key) is { } value ? Task.FromResult<long?>(value) : _none;

    /// <inheritdoc/>
    public override Task AddDeliveryAsync(InboxKey key, long value, DateTimeOffset at, CancellationToken cancellationToken)
    {
        votes.AddDelivery(key, value, at);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<bool> AddVoteAsync(Change.CastVote vote, long sequence, CancellationToken cancellationToken) =>
        votes.Add(vote, sequence) ? _yes : _no;
}
