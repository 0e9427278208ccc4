using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Projection;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests.Grouping;

public sealed class GroupLikelihoodTests
{
    private static readonly ConsensusOptions Options = new() { FirmnessTrials = 0, Bridging = false };

    [Fact]
    public void A_person_goes_where_their_votes_are_likelier()
    {
        // Two groups of five that say the opposite on four statements; one of the first says what the second says.
        var rows = Rows([.. Enumerable.Repeat("1111", 4), "0000", .. Enumerable.Repeat("0000", 5)]);
        int[] groups = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 1, 1], GroupLikelihood.Learn(rows, groups, 2, rounds: 1).Assign(rows, groups, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Passes_take_no_side_and_who_said_nothing_goes_to_the_larger_group()
    {
        var rows = Rows([.. Enumerable.Repeat("1111", 5), .. Enumerable.Repeat("0000", 3), "....", "----"]);
        int[] groups = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];

        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 0, 0], GroupLikelihood.Learn(rows, groups, 2, rounds: 3).Assign(rows, groups, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Who_is_in_no_group_stays_in_none_and_teaches_nothing()
    {
        var rows = Rows([.. Enumerable.Repeat("1111", 3), .. Enumerable.Repeat("0000", 3), "1111", "0000"]);
        int[] groups = [0, 0, 0, 1, 1, 1, -1, -1];

        Assert.Equal(groups, GroupLikelihood.Learn(rows, groups, 2, rounds: 3).Assign(rows, groups, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void More_groups_than_fit_one_vector_are_told_apart()
    {
        var rows = Rows([.. Enumerable.Range(0, 6).SelectMany(group => Enumerable.Repeat(string.Concat(Enumerable.Range(0, 12).Select(j => j / 2 == group ? '1' : '0')), 4))]);
        var groups = Enumerable.Range(0, 24).Select(row => row / 4).ToArray();
        var stray = (int[])groups.Clone();
        stray[0] = 5;

        Assert.Equal(groups, GroupLikelihood.Learn(rows, stray, 6, rounds: 3).Assign(rows, stray, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Nobody_moves_where_a_group_would_become_too_small()
    {
        // The second group is three people who vote like the first.
        var rows = Rows([.. Enumerable.Repeat("1110", 20), .. Enumerable.Repeat("1110", 3)]);
        int[] groups = [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 3)];

        Assert.Equal(groups, RobustGrouping.Refined(rows, groups, 2, Options));
    }

    [Fact]
    public void Planted_groups_are_found_better_than_by_places_alone()
    {
        var plan = new PlantedConversation { People = 500, Statements = 100, Groups = 4, Separation = 2, ShareSeen = 0.2 };

        var gains = Enumerable.Range(1, 4).Select(seed => Recovery(plan with { Seed = seed }, Options) - Recovery(plan with { Seed = seed }, Options with { LikelihoodRounds = 0 })).ToArray();

        Assert.All(gains, gain => Assert.True(gain > 0));
        Assert.True(gains.Average() > 0.03);
    }

    private static double Recovery(PlantedConversation plan, ConsensusOptions options) =>
        Reports.Recovery(ConsensusEngine.Analyse(VoteMatrix.From(plan.Votes()), options, cancellationToken: TestContext.Current.CancellationToken), plan.Truth());

    /// <summary>A row of votes for each text: 1 agrees, 0 disagrees, . passes, - has not voted.</summary>
    private static VoteRows Rows(string[] people)
    {
        var (start, codes) = (new List<int> { 0 }, new List<uint>());
        foreach (var person in people)
        {
            codes.AddRange(person.Index().Where(vote => vote.Item != '-').Select(vote => VoteMatrix.CodeOf(vote.Index, vote.Item switch { '1' => Stance.Agree, '0' => Stance.Disagree, _ => Stance.Pass })));
            start.Add(codes.Count);
        }

        return new VoteRows([.. start], [.. codes], people[0].Length);
    }
}
