using AssemblyBot.Discord.Gateway;
using AssemblyBot.Testing;

namespace AssemblyBot.Discord.Tests.Gateway;

public sealed class FileSessionShelfTests : IDisposable
{
    private static readonly GatewaySession Session = new("abc", 42, "wss://resume.example", 0, 1, 424242);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly LogBook<FileSessionShelf> _log = new();

    [Fact]
    public void The_next_run_finds_what_this_one_left()
    {
        GatewaySession[] sessions = [Session with { Shards = 2 }, new("def", 7, "wss://other.example", 1, 2, 424242)];
        Assert.True(Shelf().Save(sessions));
        _clock.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(sessions, Shelf().Load());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void The_file_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no mode there");
        File.WriteAllText(_folder["discord.session"], "old");
        File.WriteAllText(_folder["discord.session.new"], "left by a crash");
        Shelf().Save([Session]);

#pragma warning disable CA1416 // Skipped on Windows.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["discord.session"]));
#pragma warning restore CA1416
        Assert.Equal(["discord.session"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(600)]
    [InlineData(-60)]
    public void Sessions_that_cannot_live_any_more_are_not_found(int minutes)
    {
        Shelf().Save([Session]);
        var later = new ManualClock(_clock.GetUtcNow() + TimeSpan.FromMinutes(minutes));

        Assert.Empty(new FileSessionShelf(_folder.Path, later, _log).Load());
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\u0000\u0000")]
    [InlineData("""{"Version":1,"SavedAt":"2026-03-02T12:00:00Z"}""")]
    [InlineData("""{"Version":9,"SavedAt":"2026-03-02T12:00:00Z","Sessions":[{"Id":"a","Sequence":1,"ResumeUrl":"wss://h","Shard":0,"Shards":1,"Bot":1}]}""")]
    [InlineData("""{"Version":1,"SavedAt":"2026-03-02T12:00:00Z","Sessions":[null]}""")]
    [InlineData("""{"Version":1,"SavedAt":"2026-03-02T12:00:00Z","Sessions":[{"Id":"a","Sequence":-1,"ResumeUrl":"wss://h","Shard":0,"Shards":1,"Bot":1}]}""")]
    [InlineData("""{"Version":1,"SavedAt":"2026-03-02T12:00:00Z","Sessions":[{"Id":"a","Sequence":1,"ResumeUrl":"nowhere","Shard":0,"Shards":1,"Bot":1}]}""")]
    [InlineData("""{"Version":1,"SavedAt":"2026-03-02T12:00:00Z","Sessions":[{"Id":"a","Sequence":1,"ResumeUrl":"wss://h","Shard":3,"Shards":1,"Bot":1}]}""")]
    [InlineData("""{"Version":1,"SavedAt":"soon","Sessions":[]}""")]
    public void A_damaged_file_is_ignored_with_one_warning(string content)
    {
        _folder.Write("discord.session", content);

        Assert.Empty(Shelf().Load());

        Assert.Contains("discord.session", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_ignored()
    {
        Shelf().Save([Session]);
        var whole = File.ReadAllBytes(_folder["discord.session"]);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["discord.session"], whole[..length]);
            Assert.Empty(Shelf().Load());
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_once()
    {
        var shelf = new FileSessionShelf(_folder["missing"], _clock, _log);

        Assert.False(shelf.Save([Session]));
        Assert.False(shelf.Save([Session]));

        Assert.Single(_log.Lines);
        Assert.Empty(shelf.Load());
    }

    [Fact]
    public void Without_sessions_there_is_no_file()
    {
        Shelf().Save([Session]);
        Assert.True(Shelf().Save([]));

        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Empty(Shelf().Load());
    }

    [Fact]
    public void Without_a_folder_nothing_is_kept()
    {
        var shelf = new FileSessionShelf(null, _clock, _log);

        Assert.False(shelf.Save([Session]));
        Assert.Empty(shelf.Load());
    }

    public void Dispose() => _folder.Dispose();

    private FileSessionShelf Shelf() => new(_folder.Path, _clock, _log);
}
