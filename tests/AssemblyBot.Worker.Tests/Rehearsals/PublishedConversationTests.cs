using System.Globalization;

namespace AssemblyBot.Worker.Tests.Rehearsals;

/// <summary>Holds the rehearsal of one published conversation to the matrix that was published with it; a class each, so that they run side by side.</summary>
public abstract class PublishedConversationTests(string name)
{
    [Fact]
    public async Task Every_vote_is_taken_and_all_are_where_the_published_matrix_has_them()
    {
        var token = TestContext.Current.CancellationToken;
        using var played = await PlayedConversation.PlayAsync(await PublishedConversations.ReadAsync(name, token), token);

        Assert.Equal(played.Result.Votes, played.Result.Accepted);
        var published = ReadMatrix(Path.Combine(PublishedConversations.FolderOf(name), "participants-votes.csv"));
        var stored = await played.VotesAsync(token);
        Assert.Equal(published.Count, played.Result.CurrentVotes);
        Assert.Empty(published.Except(stored));
        Assert.Empty(stored.Except(published));
    }

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

/// <inheritdoc/>
public sealed class BrexitConsensusTests() : PublishedConversationTests("brexit-consensus");

/// <inheritdoc/>
public sealed class LondonYouthPolicingTests() : PublishedConversationTests("london.youth.policing");

/// <inheritdoc/>
public sealed class FifteenPerHourSeattleTests() : PublishedConversationTests("15-per-hour-seattle");

/// <inheritdoc/>
public sealed class BowlingGreenVolunteersTests() : PublishedConversationTests("bg2050-volunteers");
