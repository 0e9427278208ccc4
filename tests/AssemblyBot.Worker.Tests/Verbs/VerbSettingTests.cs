namespace AssemblyBot.Worker.Tests.Verbs;

/// <summary>Settings on the command line of a verb.</summary>
public sealed class VerbSettingTests : IDisposable
{
    private const string Ready = "config/assemblies/ai-and-the-commons.json";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_setting_before_a_verb_counts()
    {
        await SayAsync("Storage:Folder=one", "assembly", "new", Ready);
        var list = await SayAsync("Storage:Folder=one", "assembly", "list");
        var status = await SayAsync("Storage:Folder=one", "assembly", "status", "ai-commons");
        await SayAsync("Storage:Folder=one", "code");
        var check = await SayAsync("Storage:Folder=nowhere", "--Storage:Folder=one", "check");
        await SayAsync("Storage:Folder=one", "backup", "one.db");
        await SayAsync("Storage:Folder=two", "Storage:IdentityKey=one/identity.key", "restore", "one.db");
        var moved = await SayAsync("Storage:Folder=two", "move", "--to", "sqlite", "--folder", "three");

        Assert.StartsWith("ai-commons  open", list, StringComparison.Ordinal);
        Assert.Contains("stage:      open", status, StringComparison.Ordinal);
        Assert.Contains("Assembly ai-commons: 18 statements", check, StringComparison.Ordinal);
        Assert.Contains(_folder["three"], moved, StringComparison.Ordinal);
        Assert.Equal(["config", "one", "three", "two"], Folders());
    }

    [Fact]
    public async Task A_setting_after_a_verb_counts_and_is_not_taken_for_its_file()
    {
        await SayAsync("assembly", "Storage:Folder=one", "new", Ready);
        var list = await SayAsync("assembly", "list", "Storage:Folder=one");
        var status = await SayAsync("assembly", "status", "Storage:Folder=one");
        var backup = await SayAsync("backup", "--storage:folder=one", "one.db");
        await File.WriteAllTextAsync(_folder["elsewhere.txt"], "", TestContext.Current.CancellationToken);
        var restored = await SayAsync("restore", "one.db", "--erasures", "elsewhere.txt", "Storage:Folder=one", "--overwrite");

        Assert.StartsWith("ai-commons  open", list, StringComparison.Ordinal);
        Assert.Contains("stage:      open", status, StringComparison.Ordinal);
        Assert.Contains($"Written and recounted: {_folder["one.db"]}", backup, StringComparison.Ordinal);
        Assert.Contains("Restored into", restored, StringComparison.Ordinal);
        Assert.Equal(["config", "one"], Folders());
    }

    [Theory]
    [InlineData("assembly", "list")]
    [InlineData("assembly", "new", Ready)]
    [InlineData("assembly", "status")]
    [InlineData("code")]
    [InlineData("rehearse", "--people", "5")]
    [InlineData("analyse", "nowhere")]
    [InlineData("backup", "one.db")]
    [InlineData("restore", "one.db")]
    [InlineData("check")]
    [InlineData("move", "--to", "sqlite")]
    public async Task A_wrong_setting_is_named_by_every_verb_and_nothing_is_made(params string[] verb)
    {
        await AssertRefusedAsync("there is no setting Storage:Foldr; Storage has: Provider, ", ["Storage:Foldr=one", .. verb]);
        await AssertRefusedAsync("there is no setting Storage:Foldr; Storage has: Provider, ", [.. verb, "Storage:Foldr=one"]);
        await AssertRefusedAsync("Storag:Folder: there is no section 'Storag'; there are: Storage, ", ["Storag:Folder=one", .. verb]);
        await AssertRefusedAsync("'Storage:Folder' is neither a verb nor a setting such as Storage:Folder=data", ["Storage:Folder", .. verb]);
        await AssertRefusedAsync("'vote' is neither a verb nor a setting", ["vote", .. verb]);

        Assert.Equal(["config"], Folders());
    }

    [Fact]
    public async Task An_option_of_the_run_is_refused_before_a_verb()
    {
        await AssertRefusedAsync("--plain before 'check' would change nothing", "--plain", "check");
        await AssertRefusedAsync("--as before 'list' would change nothing", "--as", "Ana", "assembly", "list");
        await AssertRefusedAsync("there is no store in", "check", "--plain");

        Assert.Equal(["config"], Folders());
    }

    [Theory]
    [InlineData("check")]
    [InlineData("backup", "one.db")]
    [InlineData("move", "--to", "sqlite", "--folder", "two")]
    public async Task A_folder_without_a_store_is_named_and_not_taken_for_an_empty_one(params string[] verb)
    {
        Directory.CreateDirectory(_folder["empty"]);

        await AssertRefusedAsync($"there is no store in '{_folder["nowhere"]}'; set Storage:Folder", ["Storage:Folder=nowhere", .. verb]);
        await AssertRefusedAsync($"there is no store in '{_folder["empty"]}'; set Storage:Folder", ["Storage:Folder=empty", .. verb]);

        Assert.Equal(["config", "empty"], Folders());
        Assert.Empty(Directory.GetFileSystemEntries(_folder["empty"]));
    }

    [Fact]
    public async Task What_is_no_setting_is_refused_behind_a_verb()
    {
        await using var word = await RunAsync("check", "vote");
        await using var unknown = await RunAsync("check", "Storag:Folder=one");
        await using var literal = await RunAsync("check", "--", "Storage:Folder=one");

        Assert.Equal((1, 1, 1), (word.ExitCode, unknown.ExitCode, literal.ExitCode));
        Assert.Contains("Unrecognized command or argument 'vote'", word.Errors, StringComparison.Ordinal);
        Assert.Contains("Unrecognized command or argument 'Storag:Folder=one'", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("Unrecognized command or argument 'Storage:Folder=one'", literal.Errors, StringComparison.Ordinal);
        Assert.Equal(["config"], Folders());
    }

    [Fact]
    public async Task A_rehearsal_keeps_a_file_of_its_own_whatever_the_installation_has()
    {
        var server = ("Storage__Provider", "Postgres");
        var address = ("Storage__ConnectionString", "Host=nowhere.invalid;Database=assemblybot");

        await AssertRefusedAsync("keeps a file of its own; name its folder with --out in the place of Storage:Folder", "Storage:Folder=one", "rehearse", "--people", "5");
        await AssertRefusedAsync("keeps a file of its own; name its folder with --out in the place of Storage:Provider", "Storage:Provider=Postgres", "Storage:ConnectionString=Host=nowhere.invalid;Database=assemblybot", "rehearse", "--people", "5");
        await using var beside = await WorkerProcess.RunAsync(_folder.Path, ["rehearse", "--people", "5", "--out", "two"], "", server, address);
        await SayAsync("rehearse", "--people", "5", "--out", "three", "Storage:Provider=Sqlite");

        Assert.True(beside.ExitCode == 0, beside.Errors);
        Assert.True(File.Exists(_folder["three/assemblybot.db"]));
        Assert.Equal(["config", "three", "two"], Folders());
    }

    private string[] Folders() => [.. Directory.GetDirectories(_folder.Path).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    private async Task AssertRefusedAsync(string expected, params string[] arguments)
    {
        await using var worker = await RunAsync(arguments);

        var line = Assert.Single(worker.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("assemblybot: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Equal(1, worker.ExitCode);
    }

    private Task<WorkerProcess> RunAsync(params string[] arguments) => WorkerProcess.RunAsync(_folder.Path, arguments, "", ("LC_ALL", "C"));

    private async Task<string> SayAsync(params string[] arguments)
    {
        await using var worker = await RunAsync(arguments);
        Assert.True(worker.ExitCode == 0, worker.Errors);
        return worker.Output;
    }
}
