using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Publishing.Tests.Polis;

public sealed class BadPolisFilesTests
{
    public static TheoryData<string, string, string, long?, string?> ChangedFiles => new()
    {
        // file, what is replaced, by what, row, column
        { "votes.csv", "0,8,1\n", "0,8,2\n", 3, "vote" },
        { "votes.csv", "0,8,1\n", "0,8,\n", 3, "vote" },
        { "votes.csv", "0,8,1\n", "0,eight,1\n", 3, "voter-id" },
        { "votes.csv", "0,8,1\n", "0,-8,1\n", 3, "voter-id" },
        { "votes.csv", "0,8,1\n", "0,5000000000,1\n", 3, "voter-id" },
        { "votes.csv", "0,8,1\n", "3,8,1\n", 3, "comment-id" },
        { "votes.csv", "0,8,1\n", ",8,1\n", 3, "comment-id" },
        { "votes.csv", "1500000013000,", "yesterday,", 3, "timestamp" },
        { "votes.csv", "1500000013000,", "0,", 3, "timestamp" },
        { "votes.csv", "1500000013000,", "5500000013000,", 3, "timestamp" },
        { "votes.csv", "0,8,1\n", "0,8,1,1\n", 3, null },
        { "votes.csv", "voter-id", "voter", 1, null },
        { "votes.csv", "4,9,-1\n", "4,9,-", 6, "vote" },
        { "votes.csv", "4,9,-1\n", "4,9", 6, null },
        { "votes.csv", "timestamp", "\n", 1, null },
        { "votes.csv", "datetime", "vote", 1, "vote" },
        { "votes.csv", "timestamp,datetime,comment-id,voter-id,vote", "timestamp;datetime;comment-id;voter-id;vote", 1, null },
        { "comments.csv", "comment-body", "timestamp", 1, "timestamp" },
        { "comments.csv", ",1,7,", ",one,7,", 2, "comment-id" },
        { "comments.csv", ",1,7,", ",0,7,", 3, "comment-id" },
        { "comments.csv", ",1,7,", ",1\"1,7,", 2, "comment-id" },
        { "comments.csv", ",1,7,", ",\"1\"1,7,", 2, "comment-id" },
        { "comments.csv", ",1,7,", ",1,?,", 2, "author-id" },
        { "comments.csv", "1,1,1,\"Trams", "1,1,2,\"Trams", 2, "moderated" },
        { "comments.csv", "comment-body", "text", 1, null },
        { "comments.csv", "for all\"\n", "for all\n", 3, "comment-body" },
        { "comments.csv", "\"Trams,", "Trams,", 2, "comment-body" },
        { "comments.csv", "Trams, not cars\"", "Trams\" not cars\"", 2, "comment-body" },
        { "participants-votes.csv", "8,,1,2,1,1,1,-1", "8,,1,2,1,1,1,2", 3, "1" },
        { "participants-votes.csv", "8,,1,2,1,1,1,-1", "7,,1,2,1,1,1,-1", 3, "participant" },
        { "participants-votes.csv", "8,,1,2,1,1,1,-1", "8,a,1,2,1,1,1,-1", 3, "group-id" },
        { "participants-votes.csv", "8,,1,2,1,1,1,-1\n", "8,,1,2", 3, null },
        { "participants-votes.csv", ",0,1\n", ",0,one\n", 1, null },
        { "participants-votes.csv", ",0,1\n", ",1,1\n", 1, "1" },
        { "participants-votes.csv", ",0,1\n", ",0,3\n", 1, "3" },
        { "participants-votes.csv", "participant,", "person,", 1, null },
        { "format.json", "}", "", 1, null },
        { "format.json", "1", "2", null, "vote" },
    };

    [Theory]
    [MemberData(nameof(ChangedFiles))]
    public async Task The_place_of_a_fault_is_named(string file, string part, string by, long? row, string? column)
    {
        using var folder = PublishedFolder.WithEvents()
            .With("participants-votes.csv", PublishedFolder.Matrix)
            .With("format.json", """{ "vote": { "agree": 1, "disagree": -1, "pass": 0 } }""");
        var path = Path.Combine(folder.Path, file);
        var right = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains(part, right);
        folder.With(file, Replaced(right, part, by));

        var fault = await folder.FaultAsync();

        Assert.Equal((path, row, column), (fault.File, fault.Row, fault.Column));
        Assert.Contains(file, fault.Message);
    }

    [Fact]
    public async Task A_quote_that_opens_a_large_rest_of_the_file_is_named_at_its_row()
    {
        using var folder = PublishedFolder.WithEvents()
            .With("votes.csv", PublishedFolder.Votes + "\"" + string.Concat(Enumerable.Repeat("1500000012000,x,4,9,-1\n", 100_000)));

        var fault = await folder.FaultAsync();

        Assert.Equal((7L, "timestamp"), (fault.Row, fault.Column));
    }

    [Theory]
    [InlineData("comments.csv")]
    [InlineData("votes.csv")]
    [InlineData("participants-votes.csv")]
    [InlineData("summary.csv")]
    [InlineData("format.json")]
    public async Task A_file_cut_anywhere_is_read_up_to_there_or_refused_by_name(string file)
    {
        using var folder = PublishedFolder.WithEvents()
            .With("participants-votes.csv", PublishedFolder.Matrix)
            .With("summary.csv", "topic,\"Trams, again\"\nvote-convention,agree=+1;disagree=-1;pass=0\n")
            .With("format.json", """{ "vote": { "agree": 1, "disagree": -1, "pass": 0 } }""");
        var whole = await File.ReadAllTextAsync(Path.Combine(folder.Path, file), TestContext.Current.CancellationToken);
        var votes = (await folder.ReadAsync()).Votes.ToArray();
        var refused = 0;

        for (var length = 0; length < whole.Length; length++)
        {
            folder.With(file, whole[..length]);
            try
            {
                var conversation = await folder.ReadAsync();
                Assert.All(conversation.Votes, vote => Assert.Contains(vote, votes));
            }
            catch (PolisFormatException fault)
            {
                refused++;
                Assert.StartsWith(folder.Path, fault.File, StringComparison.Ordinal);
                Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, whole.Length / 3, whole.Length);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        using var folder = PublishedFolder.WithEvents();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder.Path, "comments.csv"), TestContext.Current.CancellationToken);
        bytes[Array.IndexOf(bytes, (byte)'T')] = 0xE9;
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "comments.csv"), bytes, TestContext.Current.CancellationToken);

        var fault = await folder.FaultAsync();
        await File.WriteAllBytesAsync(
            Path.Combine(folder.With("comments.csv", PublishedFolder.Comments).Path, "format.json"),
            [.. "{ \"vote\": { \"agre"u8, 0xE9, .. "\": 1 } }"u8],
            TestContext.Current.CancellationToken);
        var declaration = await folder.FaultAsync();

        Assert.Equal((2L, "comment-body"), (fault.Row, fault.Column));
        Assert.Equal("vote", declaration.Column);
    }

    [Fact]
    public async Task A_folder_without_votes_is_refused_and_the_message_says_what_would_do()
    {
        using var empty = PublishedFolder.Empty();
        using var textsOnly = PublishedFolder.Empty().With("comments.csv", PublishedFolder.Comments);
        using var votesOnly = PublishedFolder.Empty().With("votes.csv", PublishedFolder.Votes);
        using var blank = PublishedFolder.WithEvents().With("votes.csv", "");

        Assert.Contains("the folder is empty", (await empty.FaultAsync()).Message);
        Assert.Contains("participants-votes.csv alone", (await textsOnly.FaultAsync()).Message);
        Assert.Contains("put comments.csv beside it", (await votesOnly.FaultAsync()).Message);
        Assert.Contains("the file is empty", (await blank.FaultAsync()).Message);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_a_file_is_refused()
    {
        using var folder = PublishedFolder.Empty().With("comments.csv", PublishedFolder.Comments).With("participants-votes.csv", PublishedFolder.Matrix);
        Directory.CreateDirectory(Path.Combine(folder.Path, "votes.csv"));

        var fault = await folder.FaultAsync();

        Assert.Equal(Path.Combine(folder.Path, "votes.csv"), fault.File);
        Assert.Contains("this is a folder", fault.Message);
    }

    [Theory]
    [InlineData(';', "semicolons")]
    [InlineData('\t', "tabs")]
    public async Task Other_separators_than_commas_are_named(char separator, string name)
    {
        using var folder = PublishedFolder.WithEvents().With("votes.csv", PublishedFolder.Votes.Replace(',', separator));

        Assert.Contains($"separated by {name}", (await folder.FaultAsync()).Message);
    }

    [Fact]
    public async Task A_folder_that_is_none_is_refused()
    {
        using var folder = PublishedFolder.WithEvents();

        var missing = await Assert.ThrowsAsync<PolisFormatException>(() => Read(Path.Combine(folder.Path, "nowhere")));
        var file = await Assert.ThrowsAsync<PolisFormatException>(() => Read(Path.Combine(folder.Path, "votes.csv")));

        Assert.Contains("there is no such folder", missing.Message);
        Assert.Contains("this is a file", file.Message);

        static Task<PolisConversation> Read(string path) =>
            PolisFolder.ReadAsync(path, PolisReadOptions.Default, progress: null, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("agree=-1;disagree=+1;pass=0", "contradicts")]
    [InlineData("agree=yes", "is not known")]
    public async Task A_vote_convention_that_cannot_be_trusted_is_refused(string convention, string words)
    {
        using var folder = PublishedFolder.WithEvents()
            .With("format.json", """{ "vote": { "agree": 1, "disagree": -1, "pass": 0 } }""")
            .With("summary.csv", $"topic,x\nvote-convention,{convention}\n");

        Assert.Contains(words, (await folder.FaultAsync()).Message);
    }

    private static string Replaced(string text, string part, string by) => text.Remove(text.IndexOf(part, StringComparison.Ordinal), part.Length).Insert(text.IndexOf(part, StringComparison.Ordinal), by);
}
