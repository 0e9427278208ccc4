namespace AssemblyBot.Publishing.Tests.Polis;

/// <summary>Measures the memory of the whole process, hence alone.</summary>
[CollectionDefinition(nameof(LongRowsTests), DisableParallelization = true)]
[Collection(nameof(LongRowsTests))]
public sealed class LongRowsTests
{
    [Theory]
    [InlineData("votes.csv", "0,7,1", "vote")]
    [InlineData("comments.csv", "Trams", "comment-body")]
    public async Task A_row_of_ten_megabytes_is_refused_without_being_held(string file, string before, string column)
    {
        using var folder = PublishedFolder.WithEvents();
        var right = await File.ReadAllTextAsync(Path.Combine(folder.Path, file), TestContext.Current.CancellationToken);
        var filler = new string('x', 10_000_000);
        folder.With(file, right.Replace(before, before + filler, StringComparison.Ordinal));
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        var fault = await folder.FaultAsync();

        Assert.Equal((2L, column), (fault.Row, fault.Column));
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - allocated < 9_000_000, "The row was held in memory.");
        Assert.True(fault.Message.Length < 400);
    }
}
