using AssemblyBot.Storage.Sql;
using AssemblyBot.Storage.Sql.Tables;
using Npgsql;

namespace AssemblyBot.Storage.Postgres;

/// <summary>
/// The votes and deliveries of a batch, gathered: what is known is asked for in one statement, and what is new is written
/// in one journey. Many at once are copied (COPY), fewer are inserted.
/// </summary>
internal sealed class PostgresRows(SqlSession session, KnownRows known, PostgresNews news) : BatchRows(session)
{
    /// <summary>From how many votes on they are copied: starting a copy costs as much as inserting some hundreds.</summary>
    public const int Many = 500;

    private const string FindDeliveries = """
        SELECT i.source, i.key, i.value FROM unnest($1, $2) AS asked (source, key)
        JOIN inbox i ON i.source = asked.source AND i.key = asked.key
        """;

    private const string FindHeads = "SELECT id, head FROM assembly WHERE id = ANY($1)";

    private const string FindMembers = """
        SELECT m.participant, m.assembly FROM unnest($1, $2) AS asked (participant, assembly)
        JOIN membership m ON m.participant = asked.participant AND m.assembly = asked.assembly
        """;

    private const string FindStatements = """
        SELECT s.assembly, s.number FROM unnest($1, $2) AS asked (assembly, number)
        JOIN statement s ON s.assembly = asked.assembly AND s.number = asked.number
        """;

    private const string Departures = "SELECT departures FROM catalogue";

    private const string IsMember = "SELECT 1 FROM membership WHERE participant = @participant AND assembly = @assembly";

    private const string IsStatement = "SELECT 1 FROM statement WHERE assembly = @assembly AND number = @number";

    private const string FindEpochs = "SELECT resource, epoch FROM lease WHERE resource = ANY($1)";

    private const string InsertEvents = """
        INSERT INTO vote_event (assembly, sequence, participant, statement, stance, at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
        """;

    private const string CopyEvents =
        "COPY vote_event (assembly, sequence, participant, statement, stance, at) FROM STDIN (FORMAT BINARY)";

    private const string InsertDeliveries = "INSERT INTO inbox (source, key, value, at) SELECT * FROM unnest($1, $2, $3, $4)";

    private const string SetHeads = """
        UPDATE assembly SET head = moved.head FROM unnest($1, $2) AS moved (id, head) WHERE assembly.id = moved.id
        """;

    private const string SetCursors = """
        INSERT INTO cursor (source, position) SELECT * FROM unnest($1, $2)
        ON CONFLICT (source) DO UPDATE SET position = excluded.position
        """;

    private readonly SqlSession _session = session;
    private readonly Dictionary<InboxKey, long> _deliveries = [];
    private readonly Dictionary<AssemblyId, long> _heads = [];
    private readonly Dictionary<(ParticipantId, AssemblyId), bool> _members = [];
    private readonly Dictionary<string, long?> _epochs = new(StringComparer.Ordinal);
    private readonly List<(InboxKey Key, long Value, DateTimeOffset At)> _newDeliveries = [];
    private readonly List<(Change.CastVote Vote, long Sequence)> _votes = [];
    private readonly List<(long Assembly, long Head)> _newHeads = [];
    private readonly Dictionary<string, long> _newCursors = new(StringComparer.Ordinal);
    private string? _announcement;

    private NpgsqlConnection Connection => (NpgsqlConnection)_session.Connection;

    /// <inheritdoc/>
    public override async Task PrepareAsync(WriteBatch batch, CancellationToken cancellationToken)
    {
        var keys = batch.Entries.Where(entry => entry.Inbox is not null).Select(entry => entry.Inbox!).Distinct().ToArray();
        var votes = batch.Entries.Select(entry => entry.Change).OfType<Change.CastVote>().ToArray();
        foreach (var vote in votes)
            _members[(vote.Participant, vote.Assembly)] = false;
        var unknown = votes.Select(vote => (vote.Assembly, vote.Statement)).Distinct().Where(statement => !known.Has(statement)).ToArray();
        foreach (var fence in batch.Entries.Select(entry => entry.Fence).Concat(batch.Cursors.Select(cursor => cursor.Fence)).OfType<Fence>())
            _epochs[fence.Resource] = null;

        await using var questions = new NpgsqlBatch(Connection);
        questions.Add(PostgresDialect.Lock);
        questions.Add(FindDeliveries, NpgsqlBatches.Of(keys.Select(key => key.Source)), NpgsqlBatches.Of(keys.Select(key => key.Key)));
        questions.Add(FindHeads, NpgsqlBatches.Of(votes.Select(vote => vote.Assembly.Value).Distinct()));
        questions.Add(FindMembers, NpgsqlBatches.Of(_members.Keys.Select(key => key.Item1.Value)), NpgsqlBatches.Of(_members.Keys.Select(key => key.Item2.Value)));
        questions.Add(FindStatements, NpgsqlBatches.Of(unknown.Select(key => key.Assembly.Value)), NpgsqlBatches.Of(unknown.Select(key => key.Statement.Number)));
        questions.Add(FindEpochs, NpgsqlBatches.Of(_epochs.Keys));
        questions.Add(Departures);

        // Each statement sees what others have committed when it begins: the first one has waited for them.
        await using var row = await questions.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            _session.TransactionName = row.GetString(0);
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            _deliveries.Add(new InboxKey(row.GetString(0), row.GetString(1)), row.GetInt64(2));
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            _heads.Add(new AssemblyId(row.GetInt64(0)), row.GetInt64(1));
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            _members[(new ParticipantId(row.GetInt64(0)), new AssemblyId(row.GetInt64(1)))] = true;
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            known.Add([(new AssemblyId(row.GetInt64(0)), new StatementId(row.GetInt32(1)))]);
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            _epochs[row.GetString(0)] = row.GetInt64(1);
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            known.SetDepartures(row.GetInt64(0));
    }

    /// <inheritdoc/>
    public override Task<long?> FindEpochAsync(string resource, CancellationToken cancellationToken) =>
        Task.FromResult(_epochs[resource]);

    /// <inheritdoc/>
    public override async Task<long?> TakeHeadAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        _heads.TryGetValue(assembly, out var head) ? head : await base.TakeHeadAsync(assembly, cancellationToken);

    /// <inheritdoc/>
    public override Task SetHeadAsync(AssemblyId assembly, long head, CancellationToken cancellationToken)
    {
        _newHeads.Add((assembly.Value, head));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task SetCursorAsync(Cursor cursor, CancellationToken cancellationToken)
    {
        // One statement may change a row only once: the last position counts.
        _newCursors[cursor.Source] = cursor.Position;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<long?> FindDeliveryAsync(InboxKey key, CancellationToken cancellationToken) =>
        Task.FromResult(_deliveries.TryGetValue(key, out var value) ? value : (long?)null);

    /// <inheritdoc/>
    public override Task AddDeliveryAsync(InboxKey key, long value, DateTimeOffset at, CancellationToken cancellationToken)
    {
        _deliveries.Add(key, value);
        _newDeliveries.Add((key, value, at));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task<bool> AddVoteAsync(Change.CastVote vote, long sequence, CancellationToken cancellationToken)
    {
        if (!known.Has((vote.Assembly, vote.Statement)))
            await LearnAsync(vote.Assembly, vote.Statement, cancellationToken);
        if (!_members.TryGetValue((vote.Participant, vote.Assembly), out var isMember))
        {
            isMember = await _session.Command(
                IsMember, ("@participant", vote.Participant.Value), ("@assembly", vote.Assembly.Value)).ScalarAsync(cancellationToken) is not null;
            _members[(vote.Participant, vote.Assembly)] = isMember;
        }

        if (isMember)
            _votes.Add((vote, sequence));
        return isMember;
    }

    /// <inheritdoc/>
    public override void Announce(IReadOnlyDictionary<AssemblyId, long> heads, bool hasChangedCatalogue) =>
        _announcement = news.Say(heads.Select(head => (head.Key.Value, head.Value)), hasChangedCatalogue);

    /// <inheritdoc/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_votes.Count >= Many)
            await CopyEventsAsync(cancellationToken);

        await using var batch = new NpgsqlBatch(Connection);
        AddEvents(batch);
        AddDeliveries(batch);
        AddHeads(batch);
        if (_announcement is { } announcement)
            batch.Add(PostgresNews.Notify, NpgsqlBatches.Of(announcement));
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
        _votes.Clear();
        _newDeliveries.Clear();
        _newHeads.Clear();
        _newCursors.Clear();
        _announcement = null;

        // What comes now may change who is a member.
        _members.Clear();
    }

    /// <summary>Looks for a statement that was written since the batch began.</summary>
    private async Task LearnAsync(AssemblyId assembly, StatementId statement, CancellationToken cancellationToken)
    {
        if (await _session.Command(IsStatement, ("@assembly", assembly.Value), ("@number", (long)statement.Number)).ScalarAsync(cancellationToken) is null)
            throw new StoreException($"the store holds no statement {statement} of {assembly}; nothing of the batch was written");
        known.Add([(assembly, statement)]);
    }

    private async Task CopyEventsAsync(CancellationToken cancellationToken)
    {
        await using var copy = await Connection.BeginBinaryImportAsync(CopyEvents, cancellationToken);
        foreach (var (vote, sequence) in _votes)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(vote.Assembly.Value, cancellationToken);
            await copy.WriteAsync(sequence, cancellationToken);
            await copy.WriteAsync(vote.Participant.Value, cancellationToken);
            await copy.WriteAsync(vote.Statement.Number, cancellationToken);
            if (vote.Stance is { } stance)
                await copy.WriteAsync((short)stance, cancellationToken);
            else
                await copy.WriteNullAsync(cancellationToken);
            await copy.WriteAsync(vote.At.ToStored(), cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private void AddEvents(NpgsqlBatch batch)
    {
        if (_votes.Count is 0 or >= Many)
            return;
        batch.Add(
            InsertEvents,
            NpgsqlBatches.Of(_votes.Select(v => v.Vote.Assembly.Value)),
            NpgsqlBatches.Of(_votes.Select(v => v.Sequence)),
            NpgsqlBatches.Of(_votes.Select(v => v.Vote.Participant.Value)),
            NpgsqlBatches.Of(_votes.Select(v => v.Vote.Statement.Number)),
            NpgsqlBatches.Of(_votes.Select(v => (short?)v.Vote.Stance)),
            NpgsqlBatches.Of(_votes.Select(v => v.Vote.At.ToStored())));
    }

    private void AddDeliveries(NpgsqlBatch batch)
    {
        if (_newDeliveries.Count == 0)
            return;
        batch.Add(
            InsertDeliveries,
            NpgsqlBatches.Of(_newDeliveries.Select(delivery => delivery.Key.Source)),
            NpgsqlBatches.Of(_newDeliveries.Select(delivery => delivery.Key.Key)),
            NpgsqlBatches.Of(_newDeliveries.Select(delivery => delivery.Value)),
            NpgsqlBatches.Of(_newDeliveries.Select(delivery => delivery.At.ToStored())));
    }

    private void AddHeads(NpgsqlBatch batch)
    {
        if (_newHeads.Count > 0)
            batch.Add(SetHeads, NpgsqlBatches.Of(_newHeads.Select(head => head.Assembly)), NpgsqlBatches.Of(_newHeads.Select(head => head.Head)));
        if (_newCursors.Count > 0)
            batch.Add(SetCursors, NpgsqlBatches.Of(_newCursors.Keys), NpgsqlBatches.Of(_newCursors.Values));
    }
}
