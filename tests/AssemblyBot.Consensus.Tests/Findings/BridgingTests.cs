using AssemblyBot.Consensus.Findings;
using AssemblyBot.Consensus.Projection;
using AssemblyBot.Consensus.Simulation;

namespace AssemblyBot.Consensus.Tests.Findings;

public sealed class BridgingTests
{
    private static readonly PlantedConversation Plan = new() { People = 120, Statements = 12, Groups = 2, Separation = 2, ShareSeen = 0.6, Seed = 9 };

    [Fact]
    public void What_both_sides_agree_with_bridges_and_what_one_side_wants_does_not()
    {
        var truth = Plan.Truth();
        var votes = Plan.Votes().Concat(Enumerable.Range(1, 120).SelectMany(person => new[]
        {
            new Vote(person, 100, Stance.Agree),
            new Vote(person, 101, truth[person - 1] == 0 ? Stance.Agree : Stance.Disagree),
            new Vote(person, 102, Stance.Disagree),
        }));

        var report = ConsensusEngine.Analyse(VoteMatrix.From(votes), new ConsensusOptions(), cancellationToken: TestContext.Current.CancellationToken);

        var (bridge, divide, rejected) = (report.FindStatement(100)!, report.FindStatement(101)!, report.FindStatement(102)!);
        Assert.Equal(100, report.Statements.MaxBy(statement => statement.Bridging)!.Statement);
        Assert.Equal(102, report.Statements.MinBy(statement => statement.Bridging)!.Statement);
        Assert.True(bridge.Bridging > 0.3 && rejected.Bridging < -0.3);
        Assert.InRange(divide.Bridging, -0.2, 0.2);
        Assert.True(Math.Abs(divide.BridgingFactor) > 4 * Math.Abs(bridge.BridgingFactor));
    }

    [Fact]
    public void Nothing_can_be_gained_by_moving_a_statement()
    {
        var votes = VoteMatrix.From(Plan.Votes(), moderatedOut: [3]);
        using var gram = new GramProduct(VoteRows.Of(votes), Centre.Of(votes.Counts, votes.ModeratedOut, false), 1, TestContext.Current.CancellationToken);
        var components = BlockKrylov.Compute(gram, 2, null);

        var (intercepts, factors, _) = Bridging.Fit(VoteRows.Of(votes), votes, components, 2, TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (intercepts[3], factors[3]));
        var kept = Plan.Votes().Where(vote => vote.Statement != 3).ToArray();
        var (mean, people) = BestPeople(kept, intercepts, factors);
        foreach (var statement in kept.GroupBy(vote => vote.Statement))
        {
            var j = statement.Key;
            var (i, f) = Ridge(statement.Select(vote => (people[vote.Participant].Factor, Said(vote) - mean - people[vote.Participant].Intercept)));
            Assert.Equal(i, intercepts[j], 2e-6);
            Assert.Equal(f, factors[j], 2e-6);
        }
    }

    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(4, 0.05)]
    [InlineData(2, 0.9)]
    public void Other_numbers_of_people_and_statements_lead_to_the_same_scores(int groups, double seen)
    {
        var plan = new PlantedConversation { People = 500, Statements = 100, Groups = groups, Separation = 0.5, ShareSeen = seen, Seed = 4 };
        var scores = Analyse(plan.Votes());
        var renamed = Analyse(plan.Votes().Select(vote => vote with { Participant = vote.Participant * 7919 % 503, Statement = vote.Statement * 37 % 101 }));

        foreach (var score in scores.Statements)
        {
            var other = renamed.FindStatement(score.Statement * 37 % 101)!;
            Assert.Equal(score.Bridging, other.Bridging, 2e-6);
            Assert.Equal(Math.Abs(score.BridgingFactor), Math.Abs(other.BridgingFactor), 2e-6);
        }
    }

    private static ConsensusReport Analyse(IEnumerable<Vote> votes) =>
        ConsensusEngine.Analyse(VoteMatrix.From(votes), new ConsensusOptions { StructureTrials = 0, FirmnessTrials = 0 }, cancellationToken: TestContext.Current.CancellationToken);

    private static double Said(Vote vote) => ((int)vote.Stance + 1) / 2.0;

    /// <summary>The best μ and numbers of the people for given statements; the slope of the loss is a line in μ.</summary>
    private static (double Mean, Dictionary<long, (double Intercept, double Factor)> People) BestPeople(Vote[] votes, double[] intercepts, double[] factors)
    {
        var (at0, at1) = (Slope(0), Slope(1));
        var mean = at0 / (at0 - at1);
        return (mean, People(mean));

        double Slope(double mean)
        {
            var people = People(mean);
            return (0.15 * mean) - votes.Sum(vote => Said(vote) - mean - intercepts[vote.Statement] - people[vote.Participant].Intercept - (people[vote.Participant].Factor * factors[vote.Statement]));
        }

        Dictionary<long, (double Intercept, double Factor)> People(double mean) => votes.GroupBy(vote => vote.Participant)
            .ToDictionary(person => person.Key, person => Ridge(person.Select(vote => (factors[vote.Statement], Said(vote) - mean - intercepts[vote.Statement]))));
    }

    /// <summary>Intercept and slope of least squares with the penalties of the fit.</summary>
    private static (double Intercept, double Slope) Ridge(IEnumerable<(double X, double Y)> points)
    {
        var (n, x, xx, y, xy) = (0.15, 0.0, 0.03, 0.0, 0.0);
        foreach (var point in points)
        {
            (n, x, xx, y, xy) = (n + 1, x + point.X, xx + (point.X * point.X), y + point.Y, xy + (point.X * point.Y));
        }

        var determinant = (n * xx) - (x * x);
        return (((xx * y) - (x * xy)) / determinant, ((n * xy) - (x * y)) / determinant);
    }
}
