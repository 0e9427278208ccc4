using System.Globalization;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Publishing.Polis;
using AssemblyBot.Worker.Rehearsals;

namespace AssemblyBot.Worker.Tests.Rehearsals;

public sealed class RehearsalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("brexit-consensus")]
    [InlineData("london.youth.policing")]
    [InlineData("15-per-hour-seattle")]
    [InlineData("bg2050-volunteers")]
    public async Task Every_vote_of_a_published_conversation_is_taken_and_all_are_where_its_matrix_has_them(string name)
    {
        var folder = FolderOf(name);
        using var played = await PlayedConversation.PlayAsync(await ReadAsync(folder), Token);

        Assert.Equal(played.Result.Votes, played.Result.Accepted);
        var published = ReadMatrix(Path.Combine(folder, "participants-votes.csv"));
        var stored = await played.VotesAsync(Token);
        Assert.Equal(published.Count, played.Result.CurrentVotes);
        Assert.Empty(published.Except(stored));
        Assert.Empty(stored.Except(published));
    }

    [Fact]
    public async Task The_same_conversation_gives_the_same_summaries_again()
    {
        var conversation = await ReadAsync(FolderOf("london.youth.policing"));

        using var once = await PlayedConversation.PlayAsync(conversation, Token);
        using var again = await PlayedConversation.PlayAsync(conversation, Token);

        Assert.Equal(once.LastSummary, again.LastSummary);
        Assert.Equal(once.Result.Summaries, again.Result.Summaries);
    }

    [Fact]
    public async Task Planted_groups_are_found()
    {
        var planted = new PlantedConversation { People = 150, Statements = 30, Groups = 2, Separation = 2, Skew = 0 };

        using var played = await PlayedConversation.PlayAsync(RehearsedConversations.From(planted), Token);

        Assert.Contains("Group A", played.LastSummary, StringComparison.Ordinal);
        Assert.Contains("Group B", played.LastSummary, StringComparison.Ordinal);
        Assert.DoesNotContain("Group C", played.LastSummary, StringComparison.Ordinal);
        var people = await played.PeopleAsync(Token);
        var truth = planted.Truth();
        var grouped = played.Assembly.Findings!.Participants.Where(person => person.Group is not null).ToArray();
        var mixed = grouped.GroupBy(person => person.Group).Sum(group =>
            group.Count() - group.CountBy(person => truth[(int)people[person.Participant] - 1]).Max(count => count.Value));
        Assert.True(grouped.Length > 100, $"{grouped.Length} people are in groups");
        Assert.True(mixed <= grouped.Length / 10, $"{mixed} of {grouped.Length} people are in the wrong group");
    }

    private static string FolderOf(string name)
    {
        var path = $"fixtures/opendata/{name}";
        Assert.SkipUnless(SharedFiles.Has(path), SharedFiles.SkipReason(path));
        return SharedFiles.Find(path);
    }

    private static async Task<Rehearsed> ReadAsync(string folder) =>
        RehearsedConversations.From(await PolisFolder.ReadAsync(folder, new PolisReadOptions(), progress: null, Token));

    /// <summary>The cells of a published matrix; its own column of agreements says which number means it.</summary>
    private static Dictionary<(long Person, int Statement), Stance> ReadMatrix(string path)
    {
        var lines = File.ReadAllLines(path).Select(line => line.Split(',')).ToArray();
        var columns = lines[0].Index().Where(column => int.TryParse(column.Item, out _)).ToArray();
        var agreements = Array.IndexOf(lines[0], "n-agree");
        var cells = new Dictionary<(long, int), Stance>();
        foreach (var line in lines.Skip(1))
        {
            foreach (var (index, statement) in columns.Where(column => line[column.Index].Length > 0))
                cells[(Number(line[0]), Number(statement))] = (Stance)Number(line[index]);
            Assert.Equal(Number(line[agreements]), columns.Count(column => line[column.Index] == "1"));
        }

        return cells;
    }

    private static int Number(string text) => (int)double.Parse(text, CultureInfo.InvariantCulture);
}
