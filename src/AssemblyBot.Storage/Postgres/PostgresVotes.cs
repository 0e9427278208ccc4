using AssemblyBot.Storage.Sql;
using Npgsql;

namespace AssemblyBot.Storage.Postgres;

/// <summary>
/// Writes a batch that holds nothing but votes in one journey, expecting that all of them can be recorded. Where one
/// cannot, nothing is written, and <see cref="BatchWriter"/> says what becomes of each.
/// </summary>
internal static class PostgresVotes
{
    // So that what is said of them fits into one notification.
    private const int MostAssemblies = 200;

    private const string Lock = $"SELECT {PostgresDialect.SchemaLock}";

    // A delivery that is there already breaks the key of the inbox, and undoes the rest.
    private const string Write = $"""
        WITH verdict AS (
            SELECT departures = $1 AND NOT EXISTS (
                SELECT 1 FROM unnest($2, $3) AS asked (participant, assembly)
                LEFT JOIN membership m ON m.participant = asked.participant AND m.assembly = asked.assembly
                WHERE m.participant IS NULL
            ) AND NOT EXISTS (
                SELECT 1 FROM unnest($4, $5) AS asked (assembly, number)
                LEFT JOIN statement s ON s.assembly = asked.assembly AND s.number = asked.number
                WHERE s.number IS NULL
            ) AND NOT EXISTS (
                SELECT 1 FROM unnest($6, $7) AS asked (resource, epoch) LEFT JOIN lease l ON l.resource = asked.resource
                WHERE l.epoch IS DISTINCT FROM asked.epoch
            ) AS is_fine FROM catalogue
        ), heads AS (
            UPDATE assembly SET head = head + moved.votes FROM unnest($8, $9) AS moved (id, votes)
            WHERE assembly.id = moved.id AND (SELECT is_fine FROM verdict)
            RETURNING assembly.id, assembly.head, assembly.head - moved.votes AS base
        ), numbered AS (
            SELECT vote.*, base + vote.place AS sequence
            FROM unnest($10, $11, $12, $13, $14, $15, $16, $17) AS vote (assembly, place, participant, statement, stance, at, source, key)
            JOIN heads ON heads.id = vote.assembly
        ), events AS (
            INSERT INTO vote_event (assembly, sequence, participant, statement, stance, at)
            SELECT assembly, sequence, participant, statement, stance, at FROM numbered
        ), deliveries AS (
            INSERT INTO inbox (source, key, value, at) SELECT source, key, sequence, $18 FROM numbered
        ), cursors AS (
            INSERT INTO cursor (source, position) SELECT * FROM unnest($19, $20) WHERE (SELECT is_fine FROM verdict)
            ON CONFLICT (source) DO UPDATE SET position = excluded.position
        ), told AS (
            SELECT pg_notify({PostgresNews.Channel}, $21 || ' ' || string_agg(id || ':' || head, ' ')) FROM heads HAVING COUNT(*) > 0
        )
        SELECT id, base FROM heads WHERE EXISTS (SELECT 1 FROM told)
        """;

    /// <summary>Writes the batch and returns one outcome per entry, in order; null: nothing is written.</summary>
    public static async Task<IReadOnlyList<Outcome>?> TryWriteAsync(
        SqlSession session, WriteBatch batch, KnownRows known, PostgresNews news, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (known.Departures is not { } departures || !IsOrdinary(batch))
            return null;
        var votes = new NumberedVotes(batch);
        if (votes.Counts.Count > MostAssemblies)
            return null;
        var newMembers = votes.All.Select(vote => (vote.Participant, vote.Assembly)).Distinct().Where(member => !known.Has(member)).ToArray();
        var newStatements = votes.All.Select(vote => (vote.Assembly, vote.Statement)).Distinct().Where(statement => !known.Has(statement)).ToArray();
        var fences = batch.Entries.Select(entry => entry.Fence).Concat(batch.Cursors.Select(cursor => cursor.Fence)).OfType<Fence>().Distinct().ToArray();

        // A batch without a transaction of its own is one.
        await using var command = new NpgsqlBatch((NpgsqlConnection)session.Connection);
        command.Add(Lock);
        command.Add(
            Write,
            NpgsqlBatches.Of(departures),
            NpgsqlBatches.Of(newMembers.Select(member => member.Participant.Value)),
            NpgsqlBatches.Of(newMembers.Select(member => member.Assembly.Value)),
            NpgsqlBatches.Of(newStatements.Select(statement => statement.Assembly.Value)),
            NpgsqlBatches.Of(newStatements.Select(statement => statement.Statement.Number)),
            NpgsqlBatches.Of(fences.Select(fence => fence.Resource)),
            NpgsqlBatches.Of(fences.Select(fence => fence.Epoch)),
            NpgsqlBatches.Of(votes.Counts.Keys.Select(assembly => assembly.Value)),
            NpgsqlBatches.Of(votes.Counts.Values),
            NpgsqlBatches.Of(votes.All.Select(vote => vote.Assembly.Value)),
            NpgsqlBatches.Of(votes.Places),
            NpgsqlBatches.Of(votes.All.Select(vote => vote.Participant.Value)),
            NpgsqlBatches.Of(votes.All.Select(vote => vote.Statement.Number)),
            NpgsqlBatches.Of(votes.All.Select(vote => (short?)vote.Stance)),
            NpgsqlBatches.Of(votes.All.Select(vote => vote.At.ToStored())),
            NpgsqlBatches.Of(batch.Entries.Select(entry => entry.Inbox!.Source)),
            NpgsqlBatches.Of(batch.Entries.Select(entry => entry.Inbox!.Key)),
            NpgsqlBatches.Of(now.ToStored()),
            NpgsqlBatches.Of(batch.Cursors.Select(cursor => cursor.Source)),
            NpgsqlBatches.Of(batch.Cursors.Select(cursor => cursor.Position)),
            NpgsqlBatches.Of(news.Host));

        if (await ReadBasesAsync(command, cancellationToken) is not { } bases)
            return null;
        known.Add(newMembers);
        known.Add(newStatements);
        return [.. votes.All.Zip(votes.Places, (vote, place) => new Outcome.Accepted(bases[vote.Assembly] + place))];
    }

    /// <summary>Runs it; the number of each assembly's last event before. Null: nothing is written.</summary>
    private static async Task<Dictionary<AssemblyId, long>?> ReadBasesAsync(NpgsqlBatch command, CancellationToken cancellationToken)
    {
        try
        {
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            await row.NextResultAsync(cancellationToken);
            var bases = new Dictionary<AssemblyId, long>();
            while (await row.ReadAsync(cancellationToken))
                bases.Add(new AssemblyId(row.GetInt64(0)), row.GetInt64(1));

            // The commit is acknowledged after the last row.
            await row.NextResultAsync(cancellationToken);
            return bases.Count > 0 ? bases : null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    /// <summary>Whether every entry is a vote that a delivery brought, and each delivery another one.</summary>
    private static bool IsOrdinary(WriteBatch batch) =>
        batch.Entries.Count > 0
        && batch.Entries.All(entry => entry is { Change: Change.CastVote, Inbox: not null })
        && batch.Entries.DistinctBy(entry => entry.Inbox).Count() == batch.Entries.Count
        && batch.Cursors.DistinctBy(cursor => cursor.Source).Count() == batch.Cursors.Count;

    /// <summary>The votes of a batch, each with its place among those of its assembly, from 1.</summary>
    private sealed class NumberedVotes
    {
        public NumberedVotes(WriteBatch batch)
        {
            All = [.. batch.Entries.Select(entry => (Change.CastVote)entry.Change)];
            Places = [.. All.Select(vote => Counts[vote.Assembly] = Counts.GetValueOrDefault(vote.Assembly) + 1)];
        }

        public IReadOnlyList<Change.CastVote> All { get; }

        public IReadOnlyList<long> Places { get; }

        /// <summary>How many each assembly has.</summary>
        public Dictionary<AssemblyId, long> Counts { get; } = [];
    }
}
