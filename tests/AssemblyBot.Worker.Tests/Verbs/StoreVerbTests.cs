using AssemblyBot.Storage.Whole;
using AssemblyBot.Testing.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AssemblyBot.Worker.Tests.Verbs;

/// <summary>The operators' commands as processes: backup, restore, check, move.</summary>
public sealed class StoreVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Database => _folder[Path.Combine("data", EmbeddedFile.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_is_made_while_the_worker_runs_and_restored_elsewhere()
    {
        await using var worker = WorkerProcess.Start(_folder.Path, ["--plain"], ("LC_ALL", "C"));
        await TypeAsync(worker, "1", "Welcome!");
        await TypeAsync(worker, "Agree", "Counted: Agree");

        await using var folderless = await RunAsync("backup", "kept/one.db");
        Directory.CreateDirectory(_folder["kept"]);
        var backup = await SayAsync(["backup", "kept/one.db"]);
        await TypeAsync(worker, "Disagree", "Counted: Disagree");
        await using var again = await RunAsync("backup", "kept/one.db");
        await worker.TerminateAsync();

        Directory.CreateDirectory(_folder["elsewhere"]);
        File.Copy(_folder["data/identity.key"], _folder["elsewhere/identity.key"]);
        var restored = await SayAsync(["restore", "kept/one.db"], ("Storage__Folder", "elsewhere"));
        var check = await SayAsync(["check"], ("Storage__Folder", "elsewhere"));

        Assert.Contains("Assembly ai-commons: 18 statements, 1 vote events in sequence, 1 current votes of 1 people.", backup, StringComparison.Ordinal);
        Assert.Equal((1, 1), (folderless.ExitCode, again.ExitCode));
        Assert.Contains($"there is no folder '{_folder["kept"]}' for the backup; make it", folderless.Errors, StringComparison.Ordinal);
        Assert.Contains("one.db' already; name another, or say --overwrite", again.Errors, StringComparison.Ordinal);
        Assert.Contains("0 people who were forgotten since are forgotten again", restored, StringComparison.Ordinal);
        Assert.Contains("nothing is wrong", check, StringComparison.Ordinal);
        Assert.Contains("The key is the one that the participants are known by.", check, StringComparison.Ordinal);
        Assert.Equal([Stance.Agree], (await VotesAsync("elsewhere")).Select(vote => vote.Stance));
        Assert.Equal([_folder["kept/one.db"]], Directory.GetFiles(_folder["kept"]));
        Assert.Empty(Directory.GetDirectories(_folder["elsewhere"]));
    }

    [Fact]
    public async Task Who_was_forgotten_since_a_backup_is_forgotten_again_when_it_is_restored()
    {
        await VoteAsync("1\nAgree\nDisagree\n");
        await SayAsync(["backup", "one.db"]);
        await VoteAsync("/forget\n2\n");

        await using var refused = await RunAsync("restore", "one.db");
        var restored = await SayAsync(["restore", "one.db", "--overwrite"]);
        var check = await SayAsync(["check"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("holds something already; say --overwrite to replace all of it", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("1 people who were forgotten since are forgotten again", restored, StringComparison.Ordinal);
        Assert.Contains("Nobody who was forgotten is in the store.", check, StringComparison.Ordinal);
        Assert.Empty(await VotesAsync("data"));
        Assert.Equal(0, await CountAccountsAsync());
    }

    [Fact]
    public async Task A_list_of_erasures_that_is_not_there_is_named_and_nothing_is_restored()
    {
        await VoteAsync("1\nAgree\n");
        await SayAsync(["backup", "one.db"]);

        await using var restore = await RunAsync("restore", "one.db", "--overwrite", "--erasures", "data/erasure.txt");

        Assert.Equal(1, restore.ExitCode);
        Assert.Contains("there is no list of erasures 'data/erasure.txt'", restore.Errors, StringComparison.Ordinal);
        Assert.Equal([Stance.Agree], (await VotesAsync("data")).Select(vote => vote.Stance));
    }

    [Fact]
    public async Task A_file_put_back_by_hand_that_brings_someone_back_is_noticed()
    {
        await VoteAsync("1\nAgree\n");
        File.Copy(Database, _folder["by-hand.db"]);
        await VoteAsync("/forget\n1\n");
        File.Copy(_folder["by-hand.db"], Database, overwrite: true);

        await using var check = await RunAsync("check");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("wrong: 1 people are in the store though they were forgotten", check.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE vote_event SET stance = -1", "on #", "the events up to 1 count 0 agree, 1 disagree, 0 pass, and the snapshot 1 agree, 0 disagree, 0 pass")]
    [InlineData("UPDATE vote_event SET stance = NULL", "the events up to 1 lead to 0 current votes, and its snapshot holds 1", "")]
    [InlineData("UPDATE vote_event SET sequence = 2", "after event 0 comes 2; their numbers have a gap", "its last event is 2, and it says that there are 1")]
    [InlineData("UPDATE assembly SET head = 7", "its last event is 1, and it says that there are 7", "")]
    [InlineData("DELETE FROM participant", "names participant 1, who is not there", "names a row of participant that is not there")]
    public async Task What_is_wrong_with_a_store_is_named_and_changes_the_exit_code(string damage, string expected, string alsoExpected)
    {
        // SQLite in every build, for the damage is done in SQL; the recount is the same for all kinds.
        await VoteAsync("1\nAgree\n", ("Storage__Provider", StorageOptions.Sqlite));
        Execute(damage);

        await using var check = await RunAsync("check");
        await using var backup = await RunAsync("backup", "one.db");

        Assert.Equal((1, 1), (check.ExitCode, backup.ExitCode));
        Assert.Contains(expected, check.Errors, StringComparison.Ordinal);
        Assert.Contains(alsoExpected, check.Errors, StringComparison.Ordinal);
        Assert.Contains(expected, backup.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_byte_in_any_page_is_named_or_harms_nothing()
    {
        await VoteAsync("1\nAgree\nDisagree\nPass\n");
        var (sound, random) = (await File.ReadAllBytesAsync(Database, Token), new Random(20260219));
        var named = 0;
        for (var n = 0; n < 6; n++)
        {
            var damaged = sound.ToArray();
            var page = EmbeddedFile.PageSize * random.Next(1, sound.Length / EmbeddedFile.PageSize);
            damaged[page + random.Next(12)] ^= 0x55;
            await File.WriteAllBytesAsync(Database, damaged, Token);

            await using var check = await RunAsync("check");
            if (check.ExitCode == 1)
                named++;
            else
                Assert.Equal(3, (await VotesAsync("data")).Count);
        }

        Assert.InRange(named, 3, 6);
    }

    [Theory]
    [InlineData("missing.db", "there is no file")]
    [InlineData("cut.db", "cannot be restored")]
    [InlineData("text.db", "is not a SQLite file")]
    public async Task What_is_no_sound_backup_is_refused_and_nothing_is_restored(string file, string expected)
    {
        await VoteAsync("1\nAgree\n");
        await SayAsync(["backup", "one.db"]);
        var whole = await File.ReadAllBytesAsync(_folder["one.db"], Token);
        await File.WriteAllBytesAsync(_folder["cut.db"], whole[..(whole.Length / 2)], Token);
        await File.WriteAllTextAsync(_folder["text.db"], new string('x', 5000), Token);

        await using var restore = await RunAsync("restore", file, "--overwrite");

        Assert.Equal(1, restore.ExitCode);
        Assert.Contains(expected, restore.Errors, StringComparison.Ordinal);
        Assert.Single(await VotesAsync("data"));
    }

    [Fact]
    public async Task A_store_moves_to_another_folder_and_the_old_one_stays_as_it_is()
    {
        await VoteAsync("1\nAgree\n");
        var before = await File.ReadAllBytesAsync(Database, Token);

        var kind = EmbeddedFile.Provider.ToLowerInvariant();
        var moved = await SayAsync(["move", "--to", kind, "--folder", "new"]);
        await using var again = await RunAsync("move", "--to", kind, "--folder", "new");
        await using var nowhere = await RunAsync("move", "--to", kind);

        Assert.Contains($"Set Storage:Provider={EmbeddedFile.Provider} and Storage:Folder=new, and copy", moved, StringComparison.Ordinal);
        Assert.Contains($"new/{EmbeddedFile.Name}' holds something already; move into an empty one", again.Errors, StringComparison.Ordinal);
        Assert.Contains("is where everything is already", nowhere.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, Token));
        Assert.Equal([Stance.Agree], (await VotesAsync("new")).Select(vote => vote.Stance));
    }

    [Fact]
    public async Task A_store_moves_to_PostgreSQL_is_backed_up_there_and_comes_back()
    {
        var server = await PostgresServer.SharedAsync;
        Assert.SkipWhen(server.ConnectionString is null, server.Why ?? "");
        var schema = $"move_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(server.ConnectionString!);
        await ExecuteAsync(source, $"CREATE SCHEMA {schema}");
        try
        {
            var connection = ("Storage__ConnectionString", new NpgsqlConnectionStringBuilder(server.ConnectionString) { SearchPath = schema }.ConnectionString);
            await VoteAsync("1\nAgree\nDisagree\n");

            var moved = await SayAsync(["move", "--to", "postgres"], connection);
            var check = await SayAsync(["check"], connection, ("Storage__Provider", "Postgres"));
            await SayAsync(["backup", "server.db"], connection, ("Storage__Provider", "Postgres"));
            var restored = await SayAsync(["restore", "server.db", "--overwrite"]);
            await using var full = await RunAsync(["move", "--to", "postgres"], connection);

            Assert.Contains("Set Storage:Provider=Postgres; then start the worker.", moved, StringComparison.Ordinal);
            Assert.Contains("nothing is wrong", check, StringComparison.Ordinal);
            Assert.Contains("2 current votes of 1 people", restored, StringComparison.Ordinal);
            Assert.Contains("holds something already", full.Errors, StringComparison.Ordinal);
            Assert.Equal(2, (await VotesAsync("data")).Count);
        }
        finally
        {
            await ExecuteAsync(source, $"DROP SCHEMA {schema} CASCADE");
        }
    }

    [Fact]
    public async Task A_running_worker_is_in_the_way_of_a_restore_and_of_a_move()
    {
        await using var worker = WorkerProcess.Start(_folder.Path, ["--plain"], ("LC_ALL", "C"));
        await TypeAsync(worker, "1", "Welcome!");
        await SayAsync(["backup", "one.db"]);

        await using var restore = await RunAsync("restore", "one.db", "--overwrite");
        await using var move = await RunAsync("move", "--to", "sqlite", "--folder", "new");

        Assert.Equal((1, 1), (restore.ExitCode, move.ExitCode));
        Assert.Contains("another worker is running", restore.Errors, StringComparison.Ordinal);
        Assert.Contains("another worker is running", move.Errors, StringComparison.Ordinal);
    }

    private static async Task TypeAsync(WorkerProcess worker, string line, string answer)
    {
        await worker.TypeAsync(line);
        for (var waited = 0; !worker.Output.Contains(answer, StringComparison.Ordinal) && waited < 600; waited++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        Assert.Contains(answer, worker.Output, StringComparison.Ordinal);
    }

    private async Task VoteAsync(string typed, params (string Name, string Value)[] environment)
    {
        await using var worker = await WorkerProcess.RunAsync(_folder.Path, ["--plain"], typed, [.. environment, ("LC_ALL", "C")]);
        Assert.True(worker.ExitCode == 0, worker.Errors);
    }

    private Task<WorkerProcess> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    private Task<WorkerProcess> RunAsync(string[] arguments, params (string Name, string Value)[] environment) =>
        WorkerProcess.RunAsync(_folder.Path, arguments, "", [.. environment, ("LC_ALL", "C")]);

    private async Task<string> SayAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        await using var worker = await RunAsync(arguments, environment);
        Assert.True(worker.ExitCode == 0, worker.Errors);
        return worker.Output;
    }

    private async Task<List<CurrentVote>> VotesAsync(string folder)
    {
        await using var store = EmbeddedStore.Open(_folder[folder], TimeProvider.System);
        return await store.ReadCurrentVotesAsync(new AssemblyId(1), Token).ToListAsync(Token);
    }

    private async Task<int> CountAccountsAsync()
    {
        await using var store = EmbeddedStore.Open(_folder["data"], TimeProvider.System);
        return await ((IWholeStore)store).ReadRowsAsync(Token).CountAsync(row => row.Table == StoredTable.Identity, Token);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["data/assemblybot.db"]};Pooling=False;Foreign Keys=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
#pragma warning disable CA2100 // Texts of this test.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Token);
    }
}
