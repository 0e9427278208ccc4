using AssemblyBot.Storage.Postgres;
using AssemblyBot.Storage.Sql;
using Npgsql;

namespace AssemblyBot.Storage.Tests.Postgres;

/// <summary>What is at the end of the connection string when the store is opened: nothing, ours, older, newer, another's.</summary>
public sealed class PostgresDatabaseTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private TestSchema? _schema;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TestSchema Schema => _schema!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_schema is not null)
            await _schema.DisposeAsync();
    }

    [Fact]
    public async Task Two_hosts_on_one_database_see_each_others_assemblies()
    {
        await using var first = Schema.Open(_clock);
        await using var second = Schema.Open(_clock);
        var before = await first.GetCatalogueVersionAsync(Token);

        await CreateAssemblyAsync(second, "commons");

        Assert.NotEqual(before, await first.GetCatalogueVersionAsync(Token));
        Assert.Equal("commons", Assert.Single(await first.GetAssembliesAsync(Token)).Code);
        await CreateAssemblyAsync(first, "other");
        Assert.Equal(2, (await second.GetAssembliesAsync(Token)).Count);
    }

    [Fact]
    public async Task Hosts_that_write_at_once_leave_no_gap_and_count_a_delivery_once()
    {
        const int hosts = 4, batches = 25, votes = 20;
        await using (var store = Schema.Open(_clock))
        {
            await CreateAssemblyAsync(store, "commons");
            await AppendAsync(store, new Change.Join(new(1), new Account("telegram", "hash", [1]), 1, _clock.GetUtcNow()));
        }

        var outcomes = await Task.WhenAll(Enumerable.Range(0, hosts).Select(_ => Task.Run(WriteAllAsync)));

        // Every host wrote the same deliveries: each was accepted once, and answered alike everywhere.
        var all = outcomes.SelectMany(each => each).ToArray();
        Assert.Equal(batches * votes, all.OfType<Outcome.Accepted>().Count());
        await using var read = Schema.Open(_clock);
        var events = await read.ReadVoteEventsAsync(new(1), 0, Token).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, batches * votes).Select(n => (long)n), events.Select(e => e.Sequence));
        for (var n = 0; n < batches * votes; n++)
            Assert.Single(outcomes.Select(host => ValueOf(host[n])).Distinct());

        async Task<List<Outcome>> WriteAllAsync()
        {
            await using var store = Schema.Open(_clock);
            var written = new List<Outcome>();
            for (var batch = 0; batch < batches; batch++)
            {
                var entries = Enumerable.Range(batch * votes, votes).Select(n => new Entry(
                    new Change.CastVote(new(1), new(1), new(1), Stance.Agree, _clock.GetUtcNow()), new InboxKey("load", $"{n}")));
                written.AddRange(await store.AppendAsync(new WriteBatch([.. entries], []), Token));
            }

            return written;
        }

        static long ValueOf(Outcome outcome) => outcome switch
        {
            Outcome.Accepted { Value: var value } => value,
            Outcome.Duplicate { Value: var value } => value,
            _ => -1,
        };
    }

    [Fact]
    public async Task Hosts_that_start_together_on_an_empty_database_all_find_it_made()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Schema.Open(_clock))));

        foreach (var store in opened)
        {
            Assert.Empty(await store.GetAssembliesAsync(Token));
            await store.DisposeAsync();
        }

        Assert.Equal((long)PostgresSchema.Migrations.Count, await Schema.ScalarAsync("SELECT COUNT(*) FROM schema_version"));
    }

    [Fact]
    public async Task A_newer_store_is_refused_by_its_version()
    {
        await Schema.Open(_clock).DisposeAsync();
        await Schema.ExecuteAsync(
            "INSERT INTO schema_version (version, name, checksum, applied_at) VALUES (98, 'x', 'x', 0), (99, 'y', 'y', 0)");

        var message = OpenAndFail(Schema.ConnectionString);

        Assert.Contains("schema version 99", message, StringComparison.Ordinal);
        Assert.Contains($"up to {PostgresSchema.Migrations.Count}", message, StringComparison.Ordinal);
        Assert.Contains("update the program", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_whose_schema_another_program_made_is_refused()
    {
        await Schema.Open(_clock).DisposeAsync();
        await Schema.ExecuteAsync("UPDATE schema_version SET checksum = 'another' WHERE version = 1");

        var message = OpenAndFail(Schema.ConnectionString);

        Assert.Contains("was not made by this program: step 1", message, StringComparison.Ordinal);
        Assert.Contains("Storage:ConnectionString", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_with_tables_of_another_program_is_refused_and_left_alone()
    {
        await Schema.ExecuteAsync("CREATE TABLE participant (id INTEGER)");

        Assert.Contains("holds tables of another program", OpenAndFail(Schema.ConnectionString), StringComparison.Ordinal);

        Assert.Equal(1L, await Schema.ScalarAsync($"SELECT COUNT(*) FROM pg_tables WHERE schemaname = '{Schema.Name}'"));
    }

    [Fact]
    public async Task An_older_store_is_brought_up_to_date_and_a_step_that_fails_changes_nothing()
    {
        await using (var old = Schema.Open(_clock))
            await CreateAssemblyAsync(old, "commons");
        var next = PostgresSchema.Migrations.Count + 1;

        Assert.Throws<StoreException>(() => OpenWith(
            new Migration(next, "broken", "CREATE TABLE added (id BIGINT); CREATE TABLE assembly (id BIGINT)")));
        Assert.Null(await Schema.ScalarAsync("SELECT to_regclass('added')::text") as string);

        await using var store = OpenWith(new Migration(next, "good", "CREATE TABLE added (id BIGINT)"));
        Assert.Equal("commons", Assert.Single(await store.GetAssembliesAsync(Token)).Code);
        Assert.Equal((long)next, await Schema.ScalarAsync("SELECT MAX(version) FROM schema_version"));
    }

    [Theory]
    [InlineData("Password", "wrong", "refuses the user name or the password")]
    [InlineData("Username", "nobody", "refuses the user name or the password")]
    [InlineData("Database", "nowhere", "is not there; create it")]
    [InlineData("Port", "1", "does not answer; start it")]
    [InlineData("Search Path", "nowhere", "has no schema of the search path")]
    public void A_connection_string_that_leads_nowhere_is_named_without_its_password(string key, string value, string said)
    {
        var settings = new NpgsqlConnectionStringBuilder(Schema.ConnectionString) { [key] = value };

        var message = OpenAndFail(settings.ConnectionString);

        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains("Storage:ConnectionString", message, StringComparison.Ordinal);
        Assert.DoesNotContain(settings.Password!, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_may_not_make_tables_is_named()
    {
        var role = $"{Schema.Name}_reader";
        await Schema.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'secret'; GRANT USAGE ON SCHEMA {Schema.Name} TO {role}");
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(Schema.ConnectionString) { Username = role, Password = "secret" };
            Assert.Contains(
                "make the user the database's owner", OpenAndFail(settings.ConnectionString), StringComparison.Ordinal);
        }
        finally
        {
            await Schema.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task A_host_that_stands_still_with_a_batch_half_written_holds_the_others_up_for_seconds_only()
    {
        await using var store = Schema.Open(_clock);
        await CreateAssemblyAsync(store, "commons");
        var dialect = new PostgresDialect("the database");
        await using var source = NpgsqlDataSource.Create(Schema.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(Token);
        dialect.Configure(connection, isReader: false);
        await using var frozen = new SqlSession(connection, dialect);
        await using var transaction = await frozen.BeginAsync(Token);
        await frozen.KeepOthersOutAsync(Token);

        await CreateAssemblyAsync(store, "other");

        var exception = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            async () => await frozen.Command("SELECT 1").ExecuteScalarAsync(Token));
        Assert.True(dialect.IsDisconnected(exception));
        Assert.Equal(2, (await store.GetAssembliesAsync(Token)).Count);
    }

    [Fact]
    public async Task What_became_of_a_transaction_can_be_asked_for_afterwards()
    {
        await Schema.Open(_clock).DisposeAsync();
        var dialect = new PostgresDialect("the database");
        await using var source = NpgsqlDataSource.Create(Schema.ConnectionString);
        await using var session = new SqlSession(await source.OpenConnectionAsync(Token), dialect);

        var (first, committed) = await BeginAsync();
        await first.CommitAsync(Token);
        session.End();
        var (second, undone) = await BeginAsync();
        await second.RollbackAsync(Token);
        session.End();

        Assert.True(await dialect.HasCommittedAsync(session, committed, Token));
        Assert.False(await dialect.HasCommittedAsync(session, undone, Token));

        async Task<(System.Data.Common.DbTransaction Transaction, string Name)> BeginAsync()
        {
            var transaction = await session.BeginAsync(Token);
            await session.KeepOthersOutAsync(Token);
            return (transaction, session.TransactionName!);
        }
    }

    [Fact]
    public async Task Connections_that_the_server_has_ended_are_made_anew()
    {
        await using var store = Schema.Open(_clock);
        await CreateAssemblyAsync(store, "commons");
        await store.GetAssembliesAsync(Token);

        await Schema.ExecuteAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{Schema.Name}' AND pid <> pg_backend_pid()");

        Assert.Single(await store.GetAssembliesAsync(Token));
        await CreateAssemblyAsync(store, "other");
        Assert.Equal(2, (await store.GetAssembliesAsync(Token)).Count);
    }

    private SqlStore OpenWith(Migration next) => new PostgresDatabase(Schema.ConnectionString, _clock)
    {
        Migrations = [.. PostgresSchema.Migrations, next],
    }.Open();

    private string OpenAndFail(string connectionString)
    {
        var message = Assert.Throws<StoreException>(() => new PostgresDatabase(connectionString, _clock).Open()).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private Task CreateAssemblyAsync(IAssemblyStore store, string code)
    {
        var text = LocalText.Of("en", "Words");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        return AppendAsync(store, new Change.CreateAssembly(code, settings, Stage.Open, [text], _clock.GetUtcNow()));
    }

    private static async Task AppendAsync(IAssemblyStore store, Change change) =>
        Assert.IsType<Outcome.Accepted>((await store.AppendAsync(WriteBatch.Of(change), Token)).Single());
}
