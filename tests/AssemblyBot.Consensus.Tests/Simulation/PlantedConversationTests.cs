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

    [Fact]
    public void Groups_are_as_large_as_asked()
    {
        var truth = (Plan with { People = 4000, Groups = 4, Sizes = [0.45, 0.35, 0.15, 0.05] }).Truth();

        Assert.All(new[] { 0.45, 0.35, 0.15, 0.05 }.Index(), share => Assert.InRange(truth.Count(group => group == share.Index) / 4000.0, share.Item - 0.03, share.Item + 0.03));
        Assert.Throws<ArgumentOutOfRangeException>(() => (Plan with { Sizes = [0.5, 0.5] }).Truth());
    }

    [Fact]
    public void Habits_and_uneven_showing_spread_people_and_statements_further()
    {
        var plan = Plan with { Groups = 1, Skew = 0, ShareSeen = 0.5 };

        Assert.True(SpreadOf((plan with { AgreeBias = 1 }).Votes(), vote => vote.Participant, Stance.Agree) > 1.5 * SpreadOf(plan.Votes(), vote => vote.Participant, Stance.Agree));
        Assert.True(SpreadOf((plan with { PassBias = 1 }).Votes(), vote => vote.Participant, Stance.Pass) > 1.3 * SpreadOf(plan.Votes(), vote => vote.Participant, Stance.Pass));
        Assert.True(Shown(plan with { ShownSkew = 1, ShareSeen = 0.2 }) > 2 * Shown(plan with { ShareSeen = 0.2 }));

        static double Shown(PlantedConversation plan) => Deviation(plan.Votes().Where(vote => vote.Statement < 40).CountBy(vote => vote.Statement).Select(entry => (double)entry.Value));
    }

    [Theory]
    [InlineData(PlantedOpinions.Even)]
    [InlineData(PlantedOpinions.Sides)]
    public void Without_separation_all_groups_are_of_one_opinion(PlantedOpinions opinions)
    {
        var plan = Plan with { People = 3000, Groups = 2, Statements = 10, ShareSeen = 0.8, Opinions = opinions };

        Assert.InRange(Apart(plan with { Separation = 0 }), 0, 0.12);
        Assert.InRange(Apart(plan with { Separation = 2 }), 0.25, 1);
    }

    private static double Apart(PlantedConversation plan)
    {
        var truth = plan.Truth();
        var means = plan.Votes().GroupBy(vote => (vote.Statement, Group: truth[(int)vote.Participant - 1])).ToDictionary(group => group.Key, group => group.Average(vote => vote.Stance == Stance.Agree ? 1.0 : 0));
        return Enumerable.Range(0, plan.Statements).Max(j => Math.Abs(means[(j, 0)] - means[(j, 1)]));
    }

    private static double SpreadOf(IEnumerable<Vote> votes, Func<Vote, long> key, Stance stance) =>
        Deviation(votes.GroupBy(key).Select(group => group.Average(vote => vote.Stance == stance ? 1.0 : 0)));

    private static double Deviation(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
    }
}
