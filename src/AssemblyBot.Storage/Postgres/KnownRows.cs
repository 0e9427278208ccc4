namespace AssemblyBot.Storage.Postgres;

/// <summary>
/// What a connection has seen, so that it need not ask again: statements, which stay for ever, and memberships, which
/// stay until someone leaves, which is counted. Goes with the connection, as what a failed transaction has written does.
/// </summary>
internal sealed class KnownRows : IDisposable
{
    private const int MostMembers = 1_000_000;

    private readonly HashSet<(AssemblyId, StatementId)> _statements = [];
    private readonly HashSet<(ParticipantId, AssemblyId)> _members = [];

    /// <summary>How many times someone had left when the memberships were seen; null: none has been seen.</summary>
    public long? Departures { get; private set; }

    /// <summary>Whether there is such a statement.</summary>
    public bool Has((AssemblyId Assembly, StatementId Statement) statement) => _statements.Contains(statement);

    /// <summary>Whether there is such a membership, if nobody has left since.</summary>
    public bool Has((ParticipantId Participant, AssemblyId Assembly) member) => _members.Contains(member);

    /// <summary>Learns how many times someone has left; when it is more often than before, nobody is known any more.</summary>
    public void SetDepartures(long departures)
    {
        if (departures != Departures)
            _members.Clear();
        Departures = departures;
    }

    public void Add(IEnumerable<(AssemblyId, StatementId)> statements) => _statements.UnionWith(statements);

    public void Add(IEnumerable<(ParticipantId, AssemblyId)> members)
    {
        if (_members.Count > MostMembers)
            _members.Clear();
        _members.UnionWith(members);
    }

    /// <inheritdoc/>
    public void Dispose() => _statements.Clear();
}
