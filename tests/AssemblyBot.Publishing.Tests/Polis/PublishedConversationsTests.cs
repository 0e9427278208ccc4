using System.Globalization;
using AssemblyBot.Consensus;
using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Publishing.Tests.Polis;

public sealed class PublishedConversationsTests
{
    public static TheoryData<string, int, int, string> Conversations => new()
    {
        // name, statements, vote events, start of the topic
        { "15-per-hour-seattle", 54, 2995, "$15/hour" },
        { "bg2050-volunteers", 371, 14341, "Together, we'll build" },
        { "brexit-consensus", 50, 5312, "Can there be consensus" },
        { "london.youth.policing", 39, 640, "What is the best way" },
    };

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Everything_published_is_read(string name, int statements, int votes, string topic)
    {
        var folder = Fixtures.Conversation(name);

        var conversation = await ReadAsync(folder);

        Assert.Equal(statements, conversation.Statements.Count);
        Assert.Equal(votes, conversation.Votes.Count);
        Assert.StartsWith(topic, conversation.Topic, StringComparison.Ordinal);
        Assert.Equal(conversation.Votes.Select(vote => vote.Time).Order(), conversation.Votes.Select(vote => vote.Time));
        Assert.Equal(PolisFiles.Summary | PolisFiles.Comments | PolisFiles.Votes | PolisFiles.Matrix, conversation.Files);
        Assert.Equal((VoteSign.AgreeIsOne, VoteSignSource.Assumed), (conversation.Sign, conversation.SignSource));
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task The_last_vote_by_time_is_the_one_in_the_published_matrix(string name, int statements, int votes, string topic)
    {
        _ = (statements, votes, topic);
        var folder = Fixtures.Conversation(name);
        using var copy = new TemporaryFolder();
        File.Copy(Path.Combine(folder, "participants-votes.csv"), copy["participants-votes.csv"]);

        var events = await ReadAsync(folder);
        var matrix = await ReadAsync(copy.Path);

        var columns = matrix.Statements.Select(statement => statement.Id).ToHashSet();
        var last = new Dictionary<(long, int), Stance>();
        foreach (var vote in events.Votes.Where(vote => columns.Contains(vote.Statement)))
        {
            last[(vote.Participant, vote.Statement)] = vote.Stance;
        }

        Assert.Equal(matrix.Votes.ToDictionary(vote => (vote.Participant, vote.Statement), vote => vote.Stance), last);
        Assert.Equal(events.PublishedGroups, matrix.PublishedGroups);
        Assert.Equal(events.Statements.Count, events.ToMatrix().StatementCount);
        Assert.Equal(events.Votes.Select(vote => (vote.Participant, vote.Statement)).Distinct().Count(), events.ToMatrix().VoteCount);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task The_counts_are_those_that_the_files_claim(string name, int statements, int votes, string topic)
    {
        _ = (statements, votes, topic);
        var folder = Fixtures.Conversation(name);

        var conversation = await ReadAsync(folder);

        foreach (var statement in conversation.Statements)
        {
            Assert.Equal(statement.PublishedAgrees, conversation.Votes.Count(vote => vote.Statement == statement.Id && vote.Stance == Stance.Agree));
            Assert.Equal(statement.PublishedDisagrees, conversation.Votes.Count(vote => vote.Statement == statement.Id && vote.Stance == Stance.Disagree));
        }

        Assert.Empty(conversation.Remarks);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task The_matrix_has_the_people_groups_and_agreements_that_its_own_columns_claim(string name, int statements, int votes, string topic)
    {
        _ = (statements, votes, topic);
        var folder = Fixtures.Conversation(name);
        using var copy = new TemporaryFolder();
        File.Copy(Path.Combine(folder, "participants-votes.csv"), copy["participants-votes.csv"]);
        var lines = await File.ReadAllLinesAsync(copy["participants-votes.csv"], TestContext.Current.CancellationToken);
        var header = lines[0].Split(',');

        var conversation = await ReadAsync(copy.Path);

        Assert.Equal(lines.Length - 1, conversation.MatrixParticipants.Count);
        foreach (var fields in lines.Skip(1).Select(line => line.Split(',')))
        {
            var person = long.Parse(fields[0], CultureInfo.InvariantCulture);
            var agrees = conversation.Votes.Count(vote => vote.Participant == person && vote.Stance == Stance.Agree);
            var group = fields[Array.IndexOf(header, "group-id")];
            Assert.Equal(fields[Array.IndexOf(header, "n-agree")], agrees.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(group, conversation.PublishedGroups.TryGetValue(person, out var id) ? id.ToString(CultureInfo.InvariantCulture) : "");
        }
    }

    [Fact]
    public async Task The_newest_openData_format_tells_seeds_and_consensus()
    {
        var conversation = await ReadAsync(Fixtures.Conversation("bg2050-volunteers"));

        Assert.All(conversation.Statements, statement => Assert.NotNull(statement.IsSeed));
        Assert.Contains(conversation.Statements, statement => statement.IsSeed == true);
        Assert.All(conversation.Statements, statement => Assert.InRange(statement.PublishedGroupAwareConsensus!.Value, 0, 1));
        Assert.Contains("*Share all your dreams", conversation.Description);
    }

    private static Task<PolisConversation> ReadAsync(string folder) =>
        PolisFolder.ReadAsync(folder, PolisReadOptions.Default, progress: null, TestContext.Current.CancellationToken);
}
