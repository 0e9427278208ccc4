using System.Security.Cryptography;
using AssemblyBot.Storage.Sql;
using AssemblyBot.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace AssemblyBot.Storage.Tests.Sqlite;

/// <summary>What is at the path of the store when it is opened: nothing, ours, older, newer, another's, broken.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder[SqliteFile.Name];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_folder_and_the_file_are_made_for_this_account_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        if (OperatingSystem.IsWindows())
            return;

        var folder = _folder["made/here"];

        await using var store = EmbeddedStore.Open(StorageOptions.Sqlite, folder, _clock);
        await CreateAssemblyAsync(store, "commons");

        const UnixFileMode readWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(readWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(folder))
            Assert.Equal((file, readWrite), (file, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_file_carries_the_mark_of_this_program_and_is_safe_to_commit_to()
    {
        await using (EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock))
        {
        }

        Assert.Equal((long)SqliteFile.ApplicationId, Query("PRAGMA application_id"));
        Assert.Equal("wal", Query("PRAGMA journal_mode"));
        await using var source = SqliteFactory.Instance.CreateDataSource($"Data Source={FilePath};Pooling=False");
        await using var connection = source.OpenConnection();
        new SqliteDialect(FilePath, TimeSpan.FromSeconds(1)).Configure(connection, isReader: false);
        Assert.Equal(2L, Query((SqliteConnection)connection, "PRAGMA synchronous"));
        Assert.Equal(1L, Query((SqliteConnection)connection, "PRAGMA secure_delete"));
        Assert.Equal(1L, Query((SqliteConnection)connection, "PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task Two_programs_on_one_file_see_each_others_assemblies()
    {
        await using var first = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock);
        await using var second = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock);
        var before = await first.GetCatalogueVersionAsync(Token);

        await CreateAssemblyAsync(second, "commons");

        Assert.NotEqual(before, await first.GetCatalogueVersionAsync(Token));
        Assert.Equal("commons", Assert.Single(await first.GetAssembliesAsync(Token)).Code);
        await CreateAssemblyAsync(first, "other");
        Assert.Equal(2, (await second.GetAssembliesAsync(Token)).Count);
    }

    [Fact]
    public async Task A_reader_in_the_middle_does_not_hold_up_a_writer_nor_sees_what_it_writes()
    {
        await using var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock);
        var assembly = await CreateAssemblyAsync(store, "commons");
        var ada = await JoinAsync(store, assembly);
        for (var n = 0; n < 3; n++)
            await VoteAsync(store, assembly, ada);

        await using var reading = store.ReadVoteEventsAsync(assembly, 0, Token).GetAsyncEnumerator(Token);
        Assert.True(await reading.MoveNextAsync());
        await VoteAsync(store, assembly, ada);
        var rest = 0;
        while (await reading.MoveNextAsync())
            rest++;

        Assert.Equal(2, rest);
    }

    [Fact]
    public async Task A_newer_store_is_refused_by_its_version_and_left_alone()
    {
        await using (var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock))
            await CreateAssemblyAsync(store, "commons");
        Execute("INSERT INTO schema_version (version, name, checksum, applied_at) VALUES (98, 'x', 'x', 0), (99, 'y', 'y', 0)");
        var before = HashOfFile();

        var message = OpenAndFail();

        Assert.Contains("schema version 99", message, StringComparison.Ordinal);
        Assert.Contains($"up to {SqliteSchema.Migrations.Count}", message, StringComparison.Ordinal);
        Assert.Contains("update the program", message, StringComparison.Ordinal);
        Assert.Equal(before, HashOfFile());
    }

    [Fact]
    public async Task A_store_whose_schema_another_program_made_is_refused()
    {
        await using (EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock))
        {
        }

        Execute("UPDATE schema_version SET checksum = 'another' WHERE version = 1");
        var before = HashOfFile();

        Assert.Contains("was not made by this program: step 1", OpenAndFail(), StringComparison.Ordinal);
        Assert.Equal(before, HashOfFile());
    }

    [Fact]
    public void A_file_that_is_not_SQLite_is_refused_and_left_alone()
    {
        File.WriteAllText(FilePath, new string('x', 5000));

        Assert.Contains("is not a SQLite file", OpenAndFail(), StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), File.ReadAllText(FilePath));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_SQLite_file_of_another_program_is_refused_and_left_alone()
    {
        Execute("CREATE TABLE assembly (id INTEGER PRIMARY KEY); INSERT INTO assembly VALUES (1)");
        var before = HashOfFile();

        Assert.Contains("belongs to another program", OpenAndFail(), StringComparison.Ordinal);
        Assert.Equal(before, HashOfFile());
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task An_older_store_is_copied_and_brought_up_to_date()
    {
        await using (var old = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock))
            await CreateAssemblyAsync(old, "commons");

        var newer = new SqliteFile(FilePath, _clock)
        {
            Migrations = [.. SqliteSchema.Migrations, new Migration(Next, "next", "CREATE TABLE added (id INTEGER)")],
        };
        await using (var store = newer.Open())
            Assert.Equal("commons", Assert.Single(await store.GetAssembliesAsync(Token)).Code);

        Assert.Equal((long)Next, Query("SELECT MAX(version) FROM schema_version"));
        Assert.Equal(0L, Query("SELECT COUNT(*) FROM added"));

        File.Copy(_folder[$"assemblybot-before-version-{Next}.db"], FilePath, overwrite: true);
        await using var restored = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock);
        Assert.Equal("commons", Assert.Single(await restored.GetAssembliesAsync(Token)).Code);
    }

    [Fact]
    public async Task Accounts_and_channels_of_the_first_version_are_kept_and_can_be_linked()
    {
        var first = new SqliteFile(FilePath, _clock) { Migrations = [SqliteSchema.Migrations[0]] };
        await using (var old = first.Open())
            await CreateAssemblyAsync(old, "commons");
        Execute("""
            INSERT INTO participant (id, role) VALUES (1, 0);
            INSERT INTO identity (hash, platform, participant, sealed_address) VALUES ('ada', 'telegram', 1, x'01');
            INSERT INTO channel (assembly, platform, chat, topic, language, schedule, linked_at)
            VALUES (1, 'telegram', '-1', '', 'en', '{"days":[],"at":"00:00:00","timeZone":"UTC"}', 5);
            """);

        await using var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock);
        await AcceptAsync(store, new Change.IssueLinkCode("code", new Account("telegram", "ada", [2]), _clock.GetUtcNow()));
        var linked = await AcceptAsync(store, new Change.LinkAccount("code", new Account("discord", "adah", [3]), _clock.GetUtcNow()));
        var lost = await AcceptAsync(store, new Change.DisableChannel(new ChannelId(1), "gone", _clock.GetUtcNow()));

        Assert.Equal((1L, 1L), (linked, lost));
        Assert.Equal(["telegram", "discord"], (await store.GetAccountsAsync(new(1), Token)).Select(account => account.Platform));
        var channel = Assert.Single(await store.GetChannelsAsync(Token));
        Assert.Equal((null, "gone"), (channel.LinkedBy, channel.DisabledBecause));
        Assert.Empty(await store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_store_as_it_was()
    {
        await using (var old = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock))
            await CreateAssemblyAsync(old, "commons");
        var broken = new SqliteFile(FilePath, _clock)
        {
            Migrations =
            [
                .. SqliteSchema.Migrations,
                new Migration(Next, "next", "CREATE TABLE added (id INTEGER); CREATE TABLE assembly (id INTEGER)"),
            ],
        };

        Assert.Throws<StoreException>(broken.Open);

        await using var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock);
        Assert.Single(await store.GetAssembliesAsync(Token));
        Assert.Equal(0L, Query("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'added'"));
    }

    [Fact]
    public async Task A_file_that_was_cut_is_named_as_damaged()
    {
        await using (var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock))
            await CreateAssemblyAsync(store, "commons");
        using (var file = new FileStream(FilePath, FileMode.Open))
            file.SetLength(file.Length / 2);

        var message = OpenAndFail();

        Assert.Contains("is damaged", message, StringComparison.Ordinal);
        Assert.Contains(FilePath, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_named()
    {
        File.WriteAllText(_folder["taken"], "a file, not a folder");

        var exception = Assert.Throws<StoreException>(() => EmbeddedStore.Open(StorageOptions.Sqlite, _folder["taken"], _clock));

        Assert.Contains(_folder["taken"], exception.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_folder_is_named()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "needs a file system that nobody can write to; /proc is one");

        var exception = Assert.Throws<StoreException>(() => EmbeddedStore.Open(StorageOptions.Sqlite, "/proc/assemblybot", _clock));

        Assert.Contains("/proc/assemblybot", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_named_writes_nothing_by_halves_and_is_got_over()
    {
        var dialect = new SqliteDialect(FilePath, TimeSpan.FromSeconds(1));
        await using (var prepared = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock))
            await CreateAssemblyAsync(prepared, "commons");
        dialect.PageLimit = (int)(long)Query("PRAGMA page_count")!;
        await using var store = new SqliteFile(FilePath, _clock).Open(dialect);
        var large = new Change.CreateAssembly(
            "large",
            SettingsWith(new string('x', 100_000)),
            Stage.Open,
            [],
            _clock.GetUtcNow());

        var exception = await Assert.ThrowsAsync<StoreException>(
            async () => await store.AppendAsync(
                new WriteBatch([new Entry(large, new InboxKey("shell", "1"))], [new Cursor("shell", 1)]), Token));

        Assert.Contains("the disk is full", exception.Message, StringComparison.Ordinal);
        Assert.Single(await store.GetAssembliesAsync(Token));
        Assert.Null(await store.GetCursorAsync("shell", Token));
        dialect.PageLimit = null;
        Assert.IsType<Outcome.Accepted>(
            (await store.AppendAsync(new WriteBatch([new Entry(large, new InboxKey("shell", "1"))], []), Token)).Single());
    }

    [Fact]
    public async Task A_store_that_another_process_has_locked_for_long_is_named_and_works_again_afterwards()
    {
        await using (var prepared = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock))
            await CreateAssemblyAsync(prepared, "commons");
        await using var store = new SqliteFile(FilePath, _clock) { Patience = TimeSpan.FromMilliseconds(200) }.Open();
        await using (var other = Connect())
        {
            Execute(other, "BEGIN IMMEDIATE");

            var exception = await Assert.ThrowsAsync<StoreException>(() => CreateAssemblyAsync(store, "other"));

            Assert.Contains("was locked by another process", exception.Message, StringComparison.Ordinal);
            Assert.Single(await store.GetAssembliesAsync(Token));
            Execute(other, "ROLLBACK");
        }

        await CreateAssemblyAsync(store, "other");
    }

    [Fact]
    public async Task A_decision_leaves_a_line_in_the_log()
    {
        await using var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock);
        var assembly = await CreateAssemblyAsync(store, "commons");
        var ada = await JoinAsync(store, assembly);

        await store.AppendAsync(
            WriteBatch.Of(new Change.Decide(
                assembly, new(1), StatementState.Accepted, StatementState.Rejected, RejectionReason.OffTopic, ada, _clock.GetUtcNow())),
            Token);

        Assert.Equal(
            $"1|1|2|1|{ada.Value}|{_clock.GetUtcNow().ToUnixTimeMilliseconds()}",
            Query("SELECT CONCAT_WS('|', statement, expected, state, reason, moderator, at) FROM moderation"));
    }

    private string OpenAndFail()
    {
        var message = Assert.Throws<StoreException>(() => EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private async Task<AssemblyId> CreateAssemblyAsync(IAssemblyStore store, string code)
    {
        var create = new Change.CreateAssembly(
            code, SettingsWith("Words"), Stage.Open, [LocalText.Of("en", "Seed")], _clock.GetUtcNow());
        return new(await AcceptAsync(store, create));
    }

    private async Task<ParticipantId> JoinAsync(IAssemblyStore store, AssemblyId assembly) => new(await AcceptAsync(
        store, new Change.Join(assembly, new Account("telegram", "hash", [1]), 1, _clock.GetUtcNow())));

    private Task<long> VoteAsync(IAssemblyStore store, AssemblyId assembly, ParticipantId participant) => AcceptAsync(
        store, new Change.CastVote(assembly, participant, new(1), Stance.Agree, _clock.GetUtcNow()));

    private static async Task<long> AcceptAsync(IAssemblyStore store, Change change) =>
        Assert.IsType<Outcome.Accepted>((await store.AppendAsync(WriteBatch.Of(change), Token)).Single()).Value;

    private static AssemblySettings SettingsWith(string words)
    {
        var text = LocalText.Of("en", words);
        return new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
    }

    /// <summary>The number of a step after those that there are.</summary>
    private static int Next => SqliteSchema.Migrations.Count + 1;

    private string HashOfFile() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(FilePath)));

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var connection = Connect();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql) => SqliteDialect.Execute(connection, sql);

    private object? Query(string sql)
    {
        using var connection = Connect();
        return Query(connection, sql);
    }

    private static object? Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
