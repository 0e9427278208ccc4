using System.Security.Cryptography;
using AssemblyBot.Storage.LiteDb;
using LiteDB;
using LiteDB.Engine;

namespace AssemblyBot.Storage.Tests.LiteDb.Files;

/// <summary>What is at the path of the store when it is opened: nothing, ours, older, newer, another's, held by another.</summary>
public sealed class LiteDbFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder[LiteDbFile.Name];

    /// <summary>The number of a step after those that there are.</summary>
    private static int Next => LiteDbSchema.Migrations.Count + 1;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_folder_and_the_files_are_made_for_this_account_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        if (OperatingSystem.IsWindows())
            return;

        var folder = _folder["made/here"];

        await using var store = new LiteDbFile(Path.Combine(folder, LiteDbFile.Name), _clock).Open();
        await SmallStore.FillAsync(store);

        const UnixFileMode readWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(readWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(folder))
            Assert.Equal((file, readWrite), (file, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_second_process_is_refused_by_name_and_follows_when_the_first_has_ended()
    {
        await using (var first = Open())
        {
            var message = OpenAndFail();

            Assert.Contains("is open in another process", message, StringComparison.Ordinal);
            Assert.Contains(FilePath, message, StringComparison.Ordinal);
            await SmallStore.FillAsync(first);
        }

        await using var second = Open();
        Assert.Single(await second.GetAssembliesAsync(Token));
    }

    [Fact]
    public async Task A_store_that_was_closed_answers_nobody()
    {
        var store = Open();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.GetAssembliesAsync(Token));
    }

    [Fact]
    public async Task A_newer_store_is_refused_by_its_version_and_left_alone()
    {
        await using (var newer = new LiteDbFile(FilePath, _clock) { Migrations = [.. LiteDbSchema.Migrations, Step(Next), Step(Next + 1)] }.Open())
            await SmallStore.FillAsync(newer);
        var before = HashOfFile();

        var message = OpenAndFail();

        Assert.Contains($"schema version {Next + 1}", message, StringComparison.Ordinal);
        Assert.Contains($"up to {LiteDbSchema.Migrations.Count}", message, StringComparison.Ordinal);
        Assert.Contains("update the program", message, StringComparison.Ordinal);
        Assert.Equal(before, HashOfFile());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50_000)]
    public void A_file_that_is_not_LiteDB_is_refused_and_left_alone(int length)
    {
        File.WriteAllText(FilePath, new string('x', length));

        Assert.Contains("is not a LiteDB file", OpenAndFail(), StringComparison.Ordinal);
        Assert.Equal(new string('x', length), File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_LiteDB_file_of_another_program_is_refused_and_left_alone()
    {
        using (var engine = new LiteEngine(FilePath))
            engine.Insert("assembly", [new BsonDocument { ["_id"] = 1 }], BsonAutoId.Int32);
        var before = HashOfFile();

        Assert.Contains("belongs to another program", OpenAndFail(), StringComparison.Ordinal);
        Assert.Equal(before, HashOfFile());
    }

    [Fact]
    public async Task A_log_without_its_store_is_refused_and_no_empty_one_is_begun()
    {
        await using (var store = Open())
        {
            await SmallStore.FillAsync(store);
            File.Copy($"{FilePath}-log", _folder["log"]);
        }

        File.Delete(FilePath);
        File.Copy(_folder["log"], $"{FilePath}-log", overwrite: true);

        Assert.Contains("is missing, and its log is there", OpenAndFail(), StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task An_older_store_is_copied_and_brought_up_to_date()
    {
        await using (var old = Open())
            await SmallStore.FillAsync(old);

        await using (var newer = new LiteDbFile(FilePath, _clock) { Migrations = [.. LiteDbSchema.Migrations, Step(Next)] }.Open())
            Assert.Equal("commons", Assert.Single(await newer.GetAssembliesAsync(Token)).Code);

        Assert.Contains($"schema version {Next}", OpenAndFail(), StringComparison.Ordinal);
        File.Copy(_folder[$"assemblybot-before-version-{Next}.litedb"], FilePath, overwrite: true);
        await using var restored = Open();
        Assert.Equal("commons", Assert.Single(await restored.GetAssembliesAsync(Token)).Code);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_store_as_it_was()
    {
        await using (var old = Open())
            await SmallStore.FillAsync(old);
        var before = HashOfFile();
        var broken = new LiteDbFile(FilePath, _clock)
        {
            Migrations =
            [
                .. LiteDbSchema.Migrations,
                new LiteDbMigration(Next, "broken", session =>
                {
                    session.EnsureCollection("added");
                    throw new InvalidOperationException("half way");
                }),
            ],
        };

        Assert.Contains("half way", Assert.Throws<StoreException>(broken.Open).Message, StringComparison.Ordinal);

        Assert.Equal(before, HashOfFile());
        await using var store = Open();
        Assert.Single(await store.GetAssembliesAsync(Token));
        Assert.False(File.Exists($"{FilePath}.tmp"));
    }

    [Fact]
    public async Task A_first_start_that_was_cut_off_is_begun_again()
    {
        File.WriteAllBytes($"{FilePath}.tmp", new byte[20_000]);
        File.WriteAllBytes($"{FilePath}.tmp-log", new byte[20_000]);

        await using var store = Open();

        await SmallStore.FillAsync(store);
        Assert.Single(await store.GetAssembliesAsync(Token));
    }

    [Fact]
    public async Task A_file_that_is_mostly_empty_becomes_small_and_loses_nothing()
    {
        await using (var store = Open())
            await SmallStore.FillAsync(store);
        using (var session = new LiteDbFile(FilePath, _clock).OpenSession())
        {
            session.Inbox.Insert(Enumerable.Range(0, 300).Select(n => new BsonDocument
            {
                ["_id"] = $"{n}",
                ["v"] = 1L,
                ["t"] = 0L,
                ["filling"] = new byte[20_000],
            }));
            session.Inbox.Delete(Enumerable.Range(0, 300).Select(n => new BsonValue($"{n}")));
            session.Checkpoint();
        }

        var large = new FileInfo(FilePath).Length;
        await using var compacted = new LiteDbFile(FilePath, _clock) { SmallestToCompact = 1 << 20 }.Open();

        Assert.True(new FileInfo(FilePath).Length < large / 4, $"{new FileInfo(FilePath).Length:N0} of {large:N0} bytes");
        await SmallStore.VerifyAsync(compacted);
        Assert.IsType<Outcome.Duplicate>(await SmallStore.VoteAsync(compacted));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_named()
    {
        File.WriteAllText(_folder["taken"], "a file, not a folder");

        var exception = Assert.Throws<StoreException>(new LiteDbFile(_folder["taken/" + LiteDbFile.Name], _clock).Open);

        Assert.Contains(_folder["taken"], exception.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_folder_is_named()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "needs a file system that nobody can write to; /proc is one");

        var exception = Assert.Throws<StoreException>(new LiteDbFile("/proc/assemblybot/" + LiteDbFile.Name, _clock).Open);

        Assert.Contains("/proc/assemblybot", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Folder", exception.Message, StringComparison.Ordinal);
    }

    private LiteDbStore Open() => new LiteDbFile(FilePath, _clock).Open();

    private string OpenAndFail()
    {
        var message = Assert.Throws<StoreException>(() => Open()).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static LiteDbMigration Step(int version) => new(version, "next", session => session.EnsureCollection($"added_{version}"));

    private string HashOfFile() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(FilePath)));
}
