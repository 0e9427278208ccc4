namespace AssemblyBot.Testing.Tests;

public sealed class ApprovedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string TestFile => _folder["SomeTests.cs"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_like_the_approved_one_passes_and_clears_what_was_received_before()
    {
        _folder.Write("SomeTests.Case.approved.txt", "one\ntwo\n");
        _folder.Write("SomeTests.Case.received.txt", "old");

        Approved.Matches("one\r\ntwo", file: TestFile, method: "Case");

        Assert.False(File.Exists(_folder["SomeTests.Case.received.txt"]));
    }

    [Fact]
    public void A_difference_is_written_beside_the_approved_text_and_shown()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Approved.ApproveVariable) == "1", "Differences are being approved");
        _folder.Write("SomeTests.Case.approved.txt", "one\ntwo\nthree\n");

        var difference = Assert.Throws<ApprovalException>(() => Approved.Matches("one\n2\nthree", file: TestFile, method: "Case"));

        Assert.Contains("  one\n- two\n+ 2\n  three\n", difference.Message, StringComparison.Ordinal);
        Assert.Equal("one\n2\nthree\n", File.ReadAllText(_folder["SomeTests.Case.received.txt"]));
    }

    [Fact]
    public void A_text_without_an_approved_one_fails_and_names_the_variant()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Approved.ApproveVariable) == "1", "Differences are being approved");

        var missing = Assert.Throws<ApprovalException>(() => Approved.Matches("one", variant: "es", file: TestFile, method: "Case"));

        Assert.StartsWith("SomeTests.Case.es has no approved text yet", missing.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["SomeTests.Case.es.received.txt"]));
    }
}
