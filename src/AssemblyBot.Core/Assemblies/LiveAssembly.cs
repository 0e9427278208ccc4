namespace AssemblyBot.Core.Assemblies;

/// <summary>An assembly in memory: its record, statements, votes and what the engine last found.</summary>
public sealed class LiveAssembly(AssemblyRecord record)
{
    private volatile AssemblyRecord _record = record;
    private volatile IReadOnlyList<StatementRecord> _statements = [];
    private volatile ConsensusReport? _findings;

    /// <summary>Its number.</summary>
    public AssemblyId Id => _record.Id;

    /// <summary>As it is stored.</summary>
    public AssemblyRecord Record { get => _record; internal set => _record = value; }

    /// <summary>What the organiser decided.</summary>
    public AssemblySettings Settings => _record.Settings;

    /// <summary>Every statement, in the order of their numbers: the one with number <c>n</c> is at <c>n − 1</c>.</summary>
    public IReadOnlyList<StatementRecord> Statements { get => _statements; internal set => _statements = value; }

    /// <summary>The current votes.</summary>
    public VoteRoll Votes { get; } = new();

    /// <summary>The last event in the snapshot that the votes were read from; 0: there was none.</summary>
    internal long SnapshotHead { get; set; }

    /// <summary>What the engine found last; null before the first time.</summary>
    public ConsensusReport? Findings { get => _findings; set => _findings = value; }

    /// <summary>The statement with this number; null when there is none.</summary>
    public StatementRecord? Find(StatementId statement)
    {
        var statements = _statements;
        return statement.Number >= 1 && statement.Number <= statements.Count ? statements[statement.Number - 1] : null;
    }

    /// <summary>The statements people vote on.</summary>
    public IEnumerable<StatementRecord> Accepted => _statements.Where(statement => statement.State == StatementState.Accepted);

    /// <summary>The statements that wait for a moderator, the oldest first.</summary>
    public IEnumerable<StatementRecord> Waiting => _statements.Where(statement => statement.State == StatementState.Waiting);
}
