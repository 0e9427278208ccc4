using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace AssemblyBot.Worker.Tests;

/// <summary>What the program says, and leaves alone, when it cannot start.</summary>
public sealed class BadStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Staff:Organisers:0=nobody", "Staff: 'nobody' is not an account; write platform:id, such as telegram:123456789")]
    [InlineData("Storage:Provider=Oracle", "Storage:Provider is not a store that this program has; write Sqlite")]
    [InlineData("Storage:Folder=", "Storage:Folder is empty; write a folder, such as data")]
    [InlineData("Storage:Foldr=data", "there is no setting Storage:Foldr; Storage has: Provider, ConnectionString, Folder, IdentityKey")]
    [InlineData("Storag:Folder=elsewhere", "Storag:Folder: there is no section 'Storag'; there are: Storage, Staff, Telegram, Discord, Terminal, Logging")]
    [InlineData("Terminal:Language=x", "Terminal:Language has to be a code such as es or es-CO.")]
    [InlineData("Terminal:Plain=perhaps", "Terminal:Plain")]
    [InlineData("Telegram:Token=abc", "Telegram:Token is not a bot token")]
    [InlineData("Telegram:PollTimeout=soon", "Telegram:PollTimeout")]
    [InlineData("vote", "'vote' is neither a verb nor a setting such as Storage:Folder=data")]
    public async Task A_wrong_setting_is_named_and_nothing_is_made(string argument, string expected)
    {
        await AssertRefusedAsync(expected, argument);

        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Theory]
    [InlineData("appsettings.json", "\"Storage\"", "\"Storrage\"", "there is no section 'Storrage'")]
    [InlineData("appsettings.json", "\"Folder\"", "\"Foldr\"", "there is no setting Storage:Foldr")]
    [InlineData("appsettings.json", "\"Storage\": {", "\"Storage\": ", "appsettings.json")]
    [InlineData("phrases/en.json", "\"counted\"", "\"cuonted\"", "'cuonted' is not a phrase the program knows; check its spelling")]
    [InlineData("phrases/es.json", "{stance}", "{postura}", "uses {postura}; it takes {stance}")]
    [InlineData("phrases/es.json", "\"language\": \"es\"", "\"language\": \"ca\"", "'language' is 'ca'; it has to be the file's name, 'es'")]
    public async Task A_broken_file_of_the_configuration_is_named(string file, string right, string wrong, string expected)
    {
        CopyConfig();
        var path = _folder[$"config/{file}"];
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));

        var said = await AssertRefusedAsync(expected);

        // The sections of the settings may also stand in the environment, so that no file is named for them.
        if (file != "appsettings.json")
            Assert.Contains(Path.GetFileName(file), said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task A_bad_row_of_an_assemblys_file_is_named_and_nothing_is_created()
    {
        var file = _folder.Write("bad.json", """
            { "title": "Parks", "question": "Which?", "introduction": "A test.", "languages": ["en"], "seeds": ["One", "Two", "one."] }
            """);

        await AssertRefusedAsync("seed statement 3 says the same as seed statement 1", "assembly", "new", file);
        await using var list = await RunAsync("assembly", "list");

        Assert.Contains("There is no assembly yet", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_left_as_it_is()
    {
        _folder.Write("data/assemblybot.db", "These are my notes, and they are not a database at all.");

        await AssertLeftAloneAsync("is not a SQLite file");
    }

    [Fact]
    public async Task A_database_of_another_program_is_left_as_it_is()
    {
        Execute("CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup')");

        await AssertLeftAloneAsync("belongs to another program");
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_left_as_it_is()
    {
        await using (EmbeddedStore.Open(StorageOptions.Sqlite, _folder["data"], TimeProvider.System))
        {
        }

        Execute("INSERT INTO schema_version (version, name, checksum, applied_at) VALUES (99, 'future', 'x', 0)");

        await AssertLeftAloneAsync("has the schema version 99");
    }

    [Fact]
    public async Task A_missing_key_is_named_and_no_new_one_is_made()
    {
        await using var worker = await RunWithInputAsync("1\nAgree\n");
        Assert.Equal(0, worker.ExitCode);
        File.Delete(_folder["data/identity.key"]);

        await AssertRefusedAsync("identity.key' is missing");

        Assert.False(File.Exists(_folder["data/identity.key"]));
    }

    [Theory]
    [InlineData("name the folder of a published Polis conversation", "rehearse")]
    [InlineData("nowhere", "rehearse", "nowhere")]
    [InlineData("an invented conversation takes 2 to 100000 people", "rehearse", "--people", "1")]
    public async Task What_cannot_be_rehearsed_is_named(string expected, params string[] arguments) =>
        await AssertRefusedAsync(expected, arguments);

    private async Task AssertLeftAloneAsync(string expected)
    {
        var before = Hash();

        await AssertRefusedAsync(expected);
        await AssertRefusedAsync(expected, "assembly", "list");

        Assert.Equal(before, Hash());
    }

    private async Task<string> AssertRefusedAsync(string expected, params string[] arguments)
    {
        await using var worker = await RunAsync(arguments);

        var line = Assert.Single(worker.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("assemblybot: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("error of the program itself", line, StringComparison.Ordinal);
        Assert.Equal(1, worker.ExitCode);
        return line;
    }

    private Task<WorkerProcess> RunAsync(params string[] arguments) => WorkerProcess.RunAsync(_folder.Path, arguments, "", ("LC_ALL", "C"));

    private Task<WorkerProcess> RunWithInputAsync(string input) => WorkerProcess.RunAsync(_folder.Path, [], input, ("LC_ALL", "C"));

    private void CopyConfig()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedFiles.Root, "config"), "*", SearchOption.AllDirectories))
            _folder.Write(Path.Combine("config", Path.GetRelativePath(Path.Combine(SharedFiles.Root, "config"), file)), File.ReadAllText(file));
    }

    private void Execute(string sql)
    {
        Directory.CreateDirectory(_folder["data"]);
        using var connection = new SqliteConnection($"Data Source={_folder["data/assemblybot.db"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private string Hash() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_folder["data/assemblybot.db"])));
}
