using System.Data.Common;

namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>The statements, what each says in a form that can be compared, and the moderators' decisions.</summary>
internal static class StatementTable
{
    private const string LastNumber = "SELECT COALESCE(MAX(number), 0) FROM statement WHERE assembly = @assembly";

    private const string SameWords = """
        SELECT f.statement FROM fingerprint f
        JOIN statement s ON s.assembly = f.assembly AND s.number = f.statement
        WHERE f.assembly = @assembly AND f.fingerprint = @fingerprint AND s.state <> @rejected
        ORDER BY f.statement LIMIT 1
        """;

    private const string Insert = """
        INSERT INTO statement (assembly, number, text, author, state, created_at)
        VALUES (@assembly, @number, @text, @author, @state, @created_at)
        """;

    private const string InsertFingerprint = """
        INSERT INTO fingerprint (assembly, fingerprint, statement) VALUES (@assembly, @fingerprint, @statement)
        ON CONFLICT DO NOTHING
        """;

    private const string UpdateState = """
        UPDATE statement SET state = @state, reason = @reason
        WHERE assembly = @assembly AND number = @number AND state = @expected AND state <> @withdrawn
        """;

    private const string Exists = "SELECT 1 FROM statement WHERE assembly = @assembly AND number = @number";

    private const string InsertDecision = """
        INSERT INTO moderation (assembly, statement, expected, state, reason, moderator, at)
        VALUES (@assembly, @statement, @expected, @state, @reason, @moderator, @at)
        """;

    private const string DeleteFingerprintsOfAuthor = """
        DELETE FROM fingerprint WHERE EXISTS (
            SELECT 1 FROM statement s
            WHERE s.author = @author AND s.assembly = fingerprint.assembly AND s.number = fingerprint.statement)
        """;

    private const string Withdraw = """
        UPDATE statement SET state = @withdrawn, text = @text, reason = NULL WHERE author = @author
        """;

    private const string MoveAuthor = "UPDATE statement SET author = @to WHERE author = @from";

    private const string MoveModerator = "UPDATE moderation SET moderator = @to WHERE moderator = @from";

    private const string ByAuthor = "SELECT assembly, number FROM statement WHERE author = @author ORDER BY assembly, number";

    private const string All = """
        SELECT number, text, author, state, reason, created_at FROM statement WHERE assembly = @assembly ORDER BY number
        """;

    /// <summary>The number of the statement that says the same already, rejected ones aside; null when there is none.</summary>
    public static Task<long?> FindSameAsync(
        SqlSession session, AssemblyId assembly, string fingerprint, CancellationToken cancellationToken) =>
        session.Command(
            SameWords,
            ("@assembly", assembly.Value),
            ("@fingerprint", fingerprint),
            ("@rejected", (long)StatementState.Rejected)).ScalarAsync(cancellationToken);

    /// <summary>Adds a statement under the next number of its assembly, and returns that.</summary>
    public static async Task<long> InsertAsync(
        SqlSession session,
        AssemblyId assembly,
        LocalText text,
        IEnumerable<string> fingerprints,
        ParticipantId? author,
        StatementState state,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var last = await session.Command(LastNumber, ("@assembly", assembly.Value)).ScalarAsync(cancellationToken);
        var number = (last ?? 0) + 1;
        await session.Command(
            Insert,
            ("@assembly", assembly.Value),
            ("@number", number),
            ("@text", StoredJson.Write(text, StoredJson.Default.LocalText)),
            ("@author", author?.Value),
            ("@state", (long)state),
            ("@created_at", at.ToStored())).ExecuteNonQueryAsync(cancellationToken);

        foreach (var fingerprint in fingerprints)
        {
            await session.Command(
                InsertFingerprint,
                ("@assembly", assembly.Value),
                ("@fingerprint", fingerprint),
                ("@statement", number)).ExecuteNonQueryAsync(cancellationToken);
        }

        return number;
    }

    /// <summary>Records a decision; whether the statement's state was the expected one.</summary>
    public static async Task<bool> DecideAsync(SqlSession session, Change.Decide decide, CancellationToken cancellationToken)
    {
        var changed = await session.Command(
            UpdateState,
            ("@state", (long)decide.State),
            ("@reason", (long?)decide.Reason),
            ("@assembly", decide.Assembly.Value),
            ("@number", (long)decide.Statement.Number),
            ("@expected", (long)decide.Expected),
            ("@withdrawn", (long)StatementState.Withdrawn)).ExecuteNonQueryAsync(cancellationToken);
        if (changed == 0)
            return false;

        await session.Command(
            InsertDecision,
            ("@assembly", decide.Assembly.Value),
            ("@statement", (long)decide.Statement.Number),
            ("@expected", (long)decide.Expected),
            ("@state", (long)decide.State),
            ("@reason", (long?)decide.Reason),
            ("@moderator", decide.Moderator?.Value),
            ("@at", decide.At.ToStored())).ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    public static async Task<bool> ExistsAsync(
        SqlSession session, AssemblyId assembly, StatementId statement, CancellationToken cancellationToken) =>
        await session.Command(Exists, ("@assembly", assembly.Value), ("@number", (long)statement.Number))
            .ScalarAsync(cancellationToken) is not null;

    /// <summary>Takes back what a participant wrote; whether they wrote anything.</summary>
    public static async Task<bool> WithdrawAsync(SqlSession session, ParticipantId author, CancellationToken cancellationToken)
    {
        await session.Command(DeleteFingerprintsOfAuthor, ("@author", author.Value)).ExecuteNonQueryAsync(cancellationToken);
        return await session.Command(
            Withdraw,
            ("@withdrawn", (long)StatementState.Withdrawn),
            ("@text", StoredJson.Write(StatementText.Withdrawn, StoredJson.Default.LocalText)),
            ("@author", author.Value)).ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Makes what one participant wrote and decided another's.</summary>
    public static async Task MoveAsync(
        SqlSession session, ParticipantId from, ParticipantId to, CancellationToken cancellationToken)
    {
        foreach (var sql in new[] { MoveAuthor, MoveModerator })
            await session.Command(sql, ("@to", to.Value), ("@from", from.Value)).ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What a participant wrote.</summary>
    public static Task<IReadOnlyList<(AssemblyId Assembly, StatementId Statement)>> ByAuthorAsync(
        SqlSession session, ParticipantId author, CancellationToken cancellationToken) =>
        session.Command(ByAuthor, ("@author", author.Value)).ListAsync(
            row => (new AssemblyId(row.GetInt64(0)), new StatementId(row.GetInt32(1))), cancellationToken);

    public static Task<IReadOnlyList<StatementRecord>> AllAsync(
        SqlSession session, AssemblyId assembly, CancellationToken cancellationToken) =>
        session.Command(All, ("@assembly", assembly.Value)).ListAsync(row => Read(row, assembly), cancellationToken);

    private static StatementRecord Read(DbDataReader row, AssemblyId assembly) => new()
    {
        Assembly = assembly,
        Id = new StatementId(row.GetInt32(0)),
        Text = StoredJson.Read(row.GetString(1), StoredJson.Default.LocalText),
        Author = row.GetInt64OrNull(2) is { } author ? new ParticipantId(author) : null,
        State = (StatementState)row.GetInt64(3),
        Reason = (RejectionReason?)row.GetInt64OrNull(4),
        CreatedAt = row.GetTime(5),
    };
}
