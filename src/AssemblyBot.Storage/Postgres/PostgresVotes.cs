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

    private const string AreThere = """
        NOT EXISTS (
            SELECT 1 FROM unnest($2, $3) AS asked (participant, assembly)
            LEFT JOIN membership m ON m.participant = asked.participant AND m.assembly = asked.assembly
            WHERE m.participant IS NULL
        ) AND NOT EXISTS (
            SELECT 1 FROM unnest($4, $5) AS asked (assembly, number)
            LEFT JOIN statement s ON s.assembly = asked.assembly AND s.number = asked.number
            WHERE s.number IS NULL
        )
        """;

    private const string AreOurs = """
        NOT EXISTS (
            SELECT 1 FROM unnest($6, $7) AS asked (resource, epoch) LEFT JOIN lease l ON l.resource = asked.resource
            WHERE l.epoch IS DISTINCT FROM asked.epoch
        )
        """;

    // A delivery that is there already breaks the key of the inbox, and undoes the rest.
    private const string Rest = $"""
        heads AS (
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

    private const string WriteKnown = $"WITH verdict AS (SELECT departures = $1 AND {AreOurs} AS is_fine FROM catalogue), {Rest}";

    private const string WriteNew = $"WITH verdict AS (SELECT departures = $1 AND {AreOurs} AND {AreThere} AS is_fine FROM catalogue), {Rest}";

    /// <summary>Writes the batch and returns one outcome per entry, in order; null: nothing is written.</summary>
    public static async Task<IReadOnlyList<Outcome>?> TryWriteAsync(
        SqlSession session, WriteBatch batch, KnownRows known, PostgresNews news, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (known.Departures is not { } departures || VoteColumns.TryRead(batch, known) is not { } votes || votes.Counts.Count > MostAssemblies)
            return null;
        var fences = batch.Entries.Select(entry => entry.Fence).Concat(batch.Cursors.Select(cursor => cursor.Fence)).OfType<Fence>().Distinct().ToArray();

        // A batch without a transaction of its own is one.
        await using var command = new NpgsqlBatch((NpgsqlConnection)session.Connection);
        command.Add(Lock);
        command.Add(
            votes.NewMembers.Count + votes.NewStatements.Count == 0 ? WriteKnown : WriteNew,
            NpgsqlBatches.Of(departures),
            NpgsqlBatches.Of(votes.NewMembers.Select(member => member.Participant.Value)),
            NpgsqlBatches.Of(votes.NewMembers.Select(member => member.Assembly.Value)),
            NpgsqlBatches.Of(votes.NewStatements.Select(statement => statement.Assembly.Value)),
            NpgsqlBatches.Of(votes.NewStatements.Select(statement => statement.Statement.Number)),
            NpgsqlBatches.Of(fences.Select(fence => fence.Resource)),
            NpgsqlBatches.Of(fences.Select(fence => fence.Epoch)),
            NpgsqlBatches.Of(votes.Counts.Keys),
            NpgsqlBatches.Of(votes.Counts.Values),
            NpgsqlBatches.Of(votes.Assemblies),
            NpgsqlBatches.Of(votes.Places),
            NpgsqlBatches.Of(votes.Participants),
            NpgsqlBatches.Of(votes.Statements),
            NpgsqlBatches.Of(votes.Stances),
            NpgsqlBatches.Of(votes.Times),
            NpgsqlBatches.Of(votes.Sources),
            NpgsqlBatches.Of(votes.Keys),
            NpgsqlBatches.Of(now.ToStored()),
            NpgsqlBatches.Of(batch.Cursors.Select(cursor => cursor.Source)),
            NpgsqlBatches.Of(batch.Cursors.Select(cursor => cursor.Position)),
            NpgsqlBatches.Of(news.Host));

        if (await ReadBasesAsync(command, cancellationToken) is not { } bases)
            return null;
        known.Add(votes.NewMembers);
        known.Add(votes.NewStatements);
        var outcomes = new Outcome[batch.Entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = new Outcome.Accepted(bases[votes.Assemblies[i]] + votes.Places[i]);
        return outcomes;
    }

    /// <summary>Runs it; the number of each assembly's last event before. Null: nothing is written.</summary>
    private static async Task<Dictionary<long, long>?> ReadBasesAsync(NpgsqlBatch command, CancellationToken cancellationToken)
    {
        try
        {
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            await row.NextResultAsync(cancellationToken);
            var bases = new Dictionary<long, long>();
            while (await row.ReadAsync(cancellationToken))
                bases.Add(row.GetInt64(0), row.GetInt64(1));

            // The commit is acknowledged after the last row.
            await row.NextResultAsync(cancellationToken);
            return bases.Count > 0 ? bases : null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }
}
