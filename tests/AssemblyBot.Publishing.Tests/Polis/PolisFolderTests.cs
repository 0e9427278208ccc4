using System.Text;
using AssemblyBot.Consensus;
using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Publishing.Tests.Polis;

public sealed class PolisFolderTests
{
    [Fact]
    public async Task Statements_come_in_the_order_of_their_numbers_with_their_texts_as_written()
    {
        using var folder = PublishedFolder.WithEvents();

        var conversation = await folder.ReadAsync();

        Assert.Equal([0, 1, 4], conversation.Statements.Select(statement => statement.Id));
        Assert.Equal("A \"park\"\nfor all", conversation.Statements[0].Text);
        Assert.Equal("Trams, not cars", conversation.Statements[1].Text);
        Assert.Equal(7, conversation.Statements[1].Author);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1500000001000), conversation.Statements[1].Created);
        Assert.Equal([false, false, true], conversation.Statements.Select(statement => statement.IsExcluded));
        Assert.Null(conversation.Statements[0].IsSeed);
        Assert.Empty(conversation.Remarks);
    }

    [Fact]
    public async Task Votes_come_in_the_order_of_time_and_of_the_file_at_the_same_time()
    {
        using var folder = PublishedFolder.WithEvents();

        var conversation = await folder.ReadAsync();

        Assert.Equal(
            [(7, 0, Stance.Agree), (8, 1, Stance.Agree), (8, 1, Stance.Disagree), (9, 4, Stance.Disagree), (8, 0, Stance.Agree)],
            conversation.Votes.Select(vote => (vote.Participant, vote.Statement, vote.Stance)));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1500000010000), conversation.Votes[0].Time);
        Assert.True(conversation.HasTimes);
    }

    [Fact]
    public async Task The_newer_export_with_seconds_and_a_declaration_reads_the_same()
    {
        using var older = PublishedFolder.WithEvents().With("participants-votes.csv", PublishedFolder.Matrix);
        using var newer = PublishedFolder.Empty()
            .With("summary.csv", "topic,\"Trams, \"\"again\"\"\"\nurl,https://example.org/1\nconversation-description,\"two\nlines\"\nvote-convention,agree=+1;disagree=-1;pass=0;format=polis-export/1\n")
            .With("format.json", """{ "format": "polis-export/1", "vote": { "agree": 1, "disagree": -1, "pass": 0 } }""")
            .With("comments.csv", PublishedFolder.Comments.Replace("000,Fri Jul 14 2017", ",\"Fri Jul 14 2017 02:40:01 GMT+0000 (Coordinated Universal Time)\""))
            .With("votes.csv", PublishedFolder.Votes.Replace("vote\n", "vote,important\n").Replace("000,Fri Jul 14 2017", ",any").Replace("1\n", "1,0\n"))
            .With("participant-votes.csv", PublishedFolder.Matrix);

        var old = await older.ReadAsync();
        var conversation = await newer.ReadAsync();

        Assert.Equal(old.Statements, conversation.Statements);
        Assert.Equal(old.Votes, conversation.Votes);
        Assert.Equal(old.PublishedGroups, conversation.PublishedGroups);
        Assert.Equal(("Trams, \"again\"", "two\nlines", "https://example.org/1"), (conversation.Topic, conversation.Description, conversation.Url));
        Assert.Equal((VoteSignSource.Assumed, VoteSignSource.Declared), (old.SignSource, conversation.SignSource));
    }

    [Fact]
    public async Task The_matrix_alone_suffices()
    {
        using var folder = PublishedFolder.Empty().With("participants-votes.csv", PublishedFolder.Matrix);

        var conversation = await folder.ReadAsync();

        Assert.Equal(PolisFiles.Matrix, conversation.Files);
        Assert.Equal([0, 1], conversation.Statements.Select(statement => statement.Id));
        Assert.Equal(
            [(7, 0, Stance.Agree, null), (8, 0, Stance.Agree, null), (8, 1, Stance.Disagree, (DateTimeOffset?)null)],
            conversation.Votes.Select(vote => (vote.Participant, vote.Statement, vote.Stance, vote.Time)));
        Assert.Equal([7L, 8L], conversation.MatrixParticipants);
        Assert.Equal(new Dictionary<long, int> { [7] = 0 }, conversation.PublishedGroups);
        Assert.False(conversation.HasTimes);
    }

    [Theory]
    [InlineData("""{ "vote": { "agree": -1, "disagree": 1, "pass": 0 } }""")]
    [InlineData("""{ "vote-convention": "agree=-1;disagree=+1;pass=0" }""")]
    public async Task A_declared_sign_turns_the_votes(string format)
    {
        using var folder = PublishedFolder.WithEvents().With("format.json", format);

        var conversation = await folder.ReadAsync();

        Assert.Equal((VoteSign.AgreeIsMinusOne, VoteSignSource.Declared), (conversation.Sign, conversation.SignSource));
        Assert.Equal(Stance.Disagree, conversation.Votes[0].Stance);
    }

    [Fact]
    public async Task A_given_sign_wins_over_the_declared_one()
    {
        using var folder = PublishedFolder.WithEvents().With("summary.csv", "topic,x\nvote-convention,agree=+1;disagree=-1;pass=0\n");

        var conversation = await folder.ReadAsync(new() { Sign = VoteSign.AgreeIsMinusOne });

        Assert.Equal((VoteSign.AgreeIsMinusOne, VoteSignSource.Given), (conversation.Sign, conversation.SignSource));
        Assert.Equal(Stance.Disagree, conversation.Votes[0].Stance);
    }

    [Fact]
    public async Task The_most_agreed_statements_help_to_confirm_the_sign()
    {
        using var folder = PublishedFolder.WithEvents();

        var top = (await folder.ReadAsync()).MostAgreed(5);

        Assert.Equal([(0, 2, 0, 2), (1, 1, 1, 2)], top.Select(tally => (tally.Statement.Id, tally.Agrees, tally.Disagrees, tally.Votes)));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Carriage_returns_a_byte_order_mark_and_blank_lines_change_nothing(string end)
    {
        using var plain = PublishedFolder.WithEvents();
        using var dressed = PublishedFolder.Empty()
            .With("comments.csv", "\uFEFF" + PublishedFolder.Comments.Replace("\n", end).Replace("park\"\"" + end, "park\"\"\n"))
            .With("votes.csv", "\uFEFF" + PublishedFolder.Votes.Replace("\n", end) + end + end);

        var expected = await plain.ReadAsync();
        var conversation = await dressed.ReadAsync();

        Assert.Equal(expected.Statements, conversation.Statements);
        Assert.Equal(expected.Votes, conversation.Votes);
    }

    [Fact]
    public async Task Files_that_count_with_different_signs_are_remarked_on()
    {
        using var folder = PublishedFolder.WithEvents().With("votes.csv", PublishedFolder.Votes.Replace(",1\n", ",x\n").Replace(",-1\n", ",1\n").Replace(",x\n", ",-1\n"));

        var remark = Assert.Single((await folder.ReadAsync()).Remarks);

        Assert.Contains("votes turned", remark);
    }

    [Fact]
    public async Task A_text_that_may_be_cut_is_remarked_on()
    {
        using var folder = PublishedFolder.WithEvents().With("comments.csv", PublishedFolder.Comments[..^4]);

        Assert.Contains("may be cut", Assert.Single((await folder.ReadAsync()).Remarks));
    }

    [Fact]
    public async Task Progress_rises_to_one_and_reading_can_be_given_up()
    {
        using var folder = PublishedFolder.WithEvents().With("votes.csv", ManyVotes(20_000));
        using var giveUp = new CancellationTokenSource();
        var seen = new Progress();

        await PolisFolder.ReadAsync(folder.Path, PolisReadOptions.Default, seen, TestContext.Current.CancellationToken);
        var cancelled = PolisFolder.ReadAsync(folder.Path, PolisReadOptions.Default, new Progress { Then = giveUp.Cancel }, giveUp.Token);

        Assert.Equal(seen.Shares.Order(), seen.Shares);
        Assert.True(seen.Shares.Count > 3);
        Assert.Equal(1, seen.Shares[^1]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    private static string ManyVotes(int count)
    {
        var text = new StringBuilder("timestamp,comment-id,voter-id,vote\n");
        for (var voter = 0; voter < count; voter++)
        {
            text.Append(1_600_000_000 + voter % 977).Append(",0,").Append(voter).Append(",1\n");
        }

        return text.ToString();
    }

    private sealed class Progress : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public Action? Then { get; init; }

        public void Report(double value)
        {
            Shares.Add(value);
            Then?.Invoke();
        }
    }
}
