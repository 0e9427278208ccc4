namespace AssemblyBot.Testing.Tests;

public sealed class SharedFilesTests
{
    [Fact]
    public void The_root_holds_the_solution()
        => Assert.True(File.Exists(Path.Combine(SharedFiles.Root, "AssemblyBot.sln")));

    [Fact]
    public void A_missing_file_is_named()
    {
        const string Missing = "no/such/file.csv";

        Assert.False(SharedFiles.Has(Missing));
        Assert.Equal("../shared/no/such/file.csv is not beside the repository", SharedFiles.SkipReason(Missing));
        Assert.Equal(SharedFiles.SkipReason(Missing), Assert.Throws<MissingSharedFileException>(() => SharedFiles.Find(Missing)).Message);
    }

    [Fact]
    public void A_temporary_folder_leaves_nothing()
    {
        string path;
        using (var folder = new TemporaryFolder())
        {
            path = folder.Path;
            Assert.Equal("content", File.ReadAllText(folder.Write("a/b.txt", "content")));
        }

        Assert.False(Directory.Exists(path));
    }
}
