namespace AssemblyBot.Storage.Postgres;

/// <summary>
/// The statements that a connection has seen: they stay for ever, so that a vote asks for its statement once. Goes with
/// the connection, as what a failed transaction has written does.
/// </summary>
internal sealed class KnownStatements : IDisposable
{
    private readonly HashSet<(AssemblyId, StatementId)> _statements = [];

    public bool Contains((AssemblyId Assembly, StatementId Statement) statement) => _statements.Contains(statement);

    public void Add((AssemblyId Assembly, StatementId Statement) statement) => _statements.Add(statement);

    /// <inheritdoc/>
    public void Dispose() => _statements.Clear();
}
