using AssemblyBot.Consensus.Simulation;

namespace AssemblyBot.Consensus.Tests.Simulation;

public sealed class PlantedConversationTests
{
    private static readonly PlantedConversation Plan = new() { People = 500, Statements = 80, Groups = 3, ShareSeen = 0.3, Seed = 4 };

    [Fact]
    public void Equal_seeds_give_equal_votes_and_others_do_not()
    {
        Assert.Equal(Plan.Votes(), (Plan with { }).Votes());
        Assert.NotEqual(Plan.Votes(), (Plan with { Seed = 5 }).Votes());
    }

    [Fact]
    public void Everyone_votes_at_most_once_on_a_statement_and_as_often_as_asked_on_average()
    {
        var votes = Plan.Votes().ToArray();

        Assert.Equal(votes.Length, votes.DistinctBy(vote => (vote.Participant, vote.Statement)).Count());
        Assert.Equal(500, votes.DistinctBy(vote => vote.Participant).Count());
        Assert.InRange(votes.Length, 0.92 * 0.3 * 500 * 80, 1.08 * 0.3 * 500 * 80);
        Assert.InRange(votes.Count(vote => vote.Stance == Stance.Pass) / (double)votes.Length, 0.09, 0.11);
        Assert.All(votes, vote => Assert.InRange(vote.Statement, 0, 79));
    }

    [Fact]
    public void Members_of_a_group_agree_more_often_with_each_other_than_with_others()
    {
        var truth = Plan.Truth();
        var shares = Plan.Votes().Where(vote => vote.Stance != Stance.Pass)
            .GroupBy(vote => (Group: truth[(int)vote.Participant - 1], vote.Statement))
            .ToDictionary(votes => votes.Key, votes => votes.Average(vote => (double)vote.Stance));

        var spread = Enumerable.Range(0, 80).Average(j => Enumerable.Range(0, 3).Max(g => shares[(g, j)]) - Enumerable.Range(0, 3).Min(g => shares[(g, j)]));

        Assert.Equal([0, 1, 2], truth.Distinct().Order());
        Assert.True(spread > 0.5);
    }

    [Fact]
    public void Votes_stream_in_the_order_in_which_people_arrive()
    {
        var first = Plan.Votes().DistinctBy(vote => vote.Participant).Select(vote => vote.Participant).ToArray();

        Assert.All(first.Index(), person => Assert.InRange(person.Item, person.Index - 20, person.Index + 20));
    }
}
