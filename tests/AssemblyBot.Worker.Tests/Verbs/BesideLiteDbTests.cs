namespace AssemblyBot.Worker.Tests.Verbs;

/// <summary>The operators' commands as processes beside a worker that has a LiteDB store open, as one process alone can.</summary>
public sealed class BesideLiteDbTests : IDisposable
{
    private const int Statements = 400;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Socket => _folder["data/worker.sock"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_is_made_while_people_vote_and_holds_the_votes_up_to_one_moment()
    {
        await CreateLongAssemblyAsync();
        await using var worker = Start();
        await TypeAsync(worker, "1", "Welcome!");
        await VoteAsync(worker, 20);

        Directory.CreateDirectory(_folder["kept"]);
        var before = Counted(worker);
        var backup = RunAsync("backup", "kept/one.db");
        while (!backup.IsCompleted)
            await VoteAsync(worker, 1);
        await using var made = await backup;
        var after = Counted(worker);
        await VoteAsync(worker, 5);
        await worker.TerminateAsync();

        Assert.True(made.ExitCode == 0, made.Errors);
        Assert.Contains("Written and recounted: ", made.Output, StringComparison.Ordinal);
        Assert.Equal([_folder["kept/one.db"]], Directory.GetFiles(_folder["kept"]));
        Directory.CreateDirectory(_folder["copy"]);
        File.Copy(_folder["kept/one.db"], _folder["copy/assemblybot.db"]);
        var (kept, all) = (await EventsAsync("copy"), await EventsAsync("data"));
        Assert.InRange(kept.Count, before, after);
        Assert.Equal(after + 5, all.Count);
        Assert.Equal(all.Take(kept.Count), kept);
    }

    [Fact]
    public async Task A_check_says_what_it_says_when_the_worker_is_not_there()
    {
        await using var worker = Start();
        await TypeAsync(worker, "1", "Welcome!");
        await TypeAsync(worker, "Agree", "Counted: Agree");

        var beside = await SayAsync("check");
        await worker.KillAsync();
        var alone = await SayAsync("check");

        Assert.Contains("nothing is wrong", beside, StringComparison.Ordinal);
        Assert.Contains("The key is the one that the participants are known by.", beside, StringComparison.Ordinal);
        Assert.Equal(alone, beside);
    }

    [Fact]
    public async Task Assemblies_and_codes_are_made_beside_a_worker_which_notices()
    {
        await using var worker = Start();
        await TypeAsync(worker, "1", "Welcome!");

        await CreateLongAssemblyAsync();
        var list = await SayAsync("assembly", "list");
        var closed = await SayAsync("assembly", "close", "ai-commons");
        var code = await SayAsync("code");
        await TypeAsync(worker, $"/claim {code.Trim()}", "You are an organiser now.");
        await worker.TypeAsync("/start long");
        await UntilAsync(() => worker.Output.Contains("Which of many?", StringComparison.Ordinal));

        Assert.Contains("long  open", list, StringComparison.Ordinal);
        Assert.Equal("ai-commons: closed", closed.Trim());
    }

    [Fact]
    public async Task Commands_that_are_killed_or_come_together_harm_no_vote()
    {
        await CreateLongAssemblyAsync();
        await using var worker = Start();
        await TypeAsync(worker, "1", "Welcome!");
        await VoteAsync(worker, 10);

        var random = new Random(7);
        for (var n = 0; n < 4; n++)
        {
            var file = _folder[$"killed-{n}.db"];
            await using var killed = WorkerProcess.Start(_folder.Path, ["backup", file], ("LC_ALL", "C"));
            await VoteAsync(worker, 3);
            if (n % 2 == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 1500)), TimeProvider.System, Token);
            else
                await UntilAsync(() => File.Exists($"{file}.tmp") || File.Exists(file));
            await killed.KillAsync();
        }

        var together = await Task.WhenAll(RunAsync("backup", "one.db"), RunAsync("backup", "two.db"), RunAsync("check"));
        await VoteAsync(worker, 10);
        await worker.TerminateAsync();

        Assert.All(together, command => Assert.True(command.ExitCode == 0, command.Errors));
        Assert.Equal(32, (await EventsAsync("data")).Count);
        Assert.Empty(Directory.GetFiles(_folder["data"], "*.reading-*"));
        Assert.Equal("", worker.Errors.Trim());
        foreach (var command in together)
            await command.DisposeAsync();
    }

    [Fact]
    public async Task What_a_killed_worker_left_is_in_nobodys_way()
    {
        await using (var killed = Start())
        {
            await TypeAsync(killed, "1", "Welcome!");
            await killed.KillAsync();
        }

        Assert.True(File.Exists(Socket));
        var alone = await SayAsync("check");
        await using var worker = Start();
        await TypeAsync(worker, "Agree", "Counted: Agree");
        var beside = await SayAsync("check");
        await worker.TerminateAsync();

        Assert.Contains("0 vote events", alone, StringComparison.Ordinal);
        Assert.Contains("1 vote events", beside, StringComparison.Ordinal);
        Assert.False(File.Exists(Socket));
    }

    [Fact]
    public async Task A_restore_and_a_move_are_refused_beside_a_worker()
    {
        await using var worker = Start();
        await TypeAsync(worker, "1", "Welcome!");
        await SayAsync("backup", "one.db");

        await using var restore = await RunAsync("restore", "one.db", "--overwrite");
        await using var move = await RunAsync("move", "--to", "sqlite", "--folder", "new");

        Assert.Equal((1, 1), (restore.ExitCode, move.ExitCode));
        Assert.Contains("another worker is running", restore.Errors, StringComparison.Ordinal);
        Assert.Contains("another worker is running", move.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_too_long_a_path_is_named_by_the_worker_and_by_commands()
    {
        SkipWithout();
        var folder = ("Storage__Folder", _folder[new string('x', 100)]);
        await using var worker = WorkerProcess.Start(_folder.Path, ["--plain"], folder, ("Storage__Provider", "LiteDb"), ("LC_ALL", "C"));
        await TypeAsync(worker, "1", "Welcome!");

        await using var check = await WorkerProcess.RunAsync(_folder.Path, ["check"], "", folder, ("Storage__Provider", "LiteDb"));

        Assert.Contains("Commands cannot run beside this worker: the path of the folder", worker.Errors, StringComparison.Ordinal);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("stop that one first: a worker there cannot be asked, for the path of the folder", check.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_on_SQLite_opens_no_socket()
    {
        await using var worker = WorkerProcess.Start(_folder.Path, ["--plain"], ("Storage__Provider", "Sqlite"), ("LC_ALL", "C"));
        await TypeAsync(worker, "1", "Welcome!");

        Assert.True(File.Exists(_folder["data/assemblybot.db"]));
        Assert.False(File.Exists(Socket));
    }

    private static void SkipWithout() =>
        Assert.SkipUnless(EmbeddedStore.HasLiteDb, "LiteDB is not in this build; build with NamedPackages=true");

    private WorkerProcess Start()
    {
        SkipWithout();
        return WorkerProcess.Start(_folder.Path, ["--plain"], ("Storage__Provider", "LiteDb"), ("LC_ALL", "C"));
    }

    private Task<WorkerProcess> RunAsync(params string[] arguments) =>
        WorkerProcess.RunAsync(_folder.Path, arguments, "", ("Storage__Provider", "LiteDb"), ("LC_ALL", "C"));

    private async Task<string> SayAsync(params string[] arguments)
    {
        await using var command = await RunAsync(arguments);
        Assert.True(command.ExitCode == 0, command.Errors);
        return command.Output;
    }

    private async Task CreateLongAssemblyAsync()
    {
        SkipWithout();
        var seeds = string.Join(", ", Enumerable.Range(1, Statements).Select(number => $"\"Statement number {number}\""));
        var file = _folder.Write("long.json", $$"""
            { "code": "long", "title": "Long", "question": "Which of many?", "introduction": "A test.", "languages": ["en"], "seeds": [{{seeds}}] }
            """);
        await SayAsync("assembly", "new", file);
    }

    /// <summary>Casts votes one after the other, each when the one before it is counted.</summary>
    private static async Task VoteAsync(WorkerProcess worker, int votes)
    {
        for (var n = 0; n < votes; n++)
        {
            var counted = Counted(worker);
            await worker.TypeAsync(counted % 2 == 0 ? "Agree" : "Pass");
            await UntilAsync(() => Counted(worker) > counted);
        }
    }

    private static int Counted(WorkerProcess worker) => worker.Output.Split("Counted: ").Length - 1;

    private static async Task TypeAsync(WorkerProcess worker, string line, string answer)
    {
        await worker.TypeAsync(line);
        await UntilAsync(() => worker.Output.Contains(answer, StringComparison.Ordinal));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var waited = 0; !condition() && waited < 2400; waited++)
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, Token);
        Assert.True(condition());
    }

    private async Task<List<VoteEvent>> EventsAsync(string folder)
    {
        await using var store = EmbeddedStore.Open(_folder[folder], TimeProvider.System);
        return await store.ReadVoteEventsAsync(new AssemblyId(1), 0, Token).ToListAsync(Token);
    }
}
