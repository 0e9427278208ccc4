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
    public void The_fit_is_the_minimum_that_plain_alternation_creeps_to()
    {
        var votes = VoteMatrix.From(Plan.Votes(), moderatedOut: [3]);
        using var gram = new GramProduct(VoteRows.Of(votes), Centre.Of(votes.Counts, votes.ModeratedOut, false), 1, TestContext.Current.CancellationToken);
        var components = BlockKrylov.Compute(gram, 2, null);

        var (intercepts, factors, _) = Bridging.Fit(VoteRows.Of(votes), votes, components, null, 2, TestContext.Current.CancellationToken);

        var expected = Alternate(Plan.Votes().Where(vote => vote.Statement != 3).ToArray(), factors, sweeps: 4000);
        for (var j = 0; j < 12; j++)
        {
            Assert.Equal(expected[j], intercepts[j], 2e-3);
        }

        Assert.Equal((0, 0), (intercepts[3], factors[3]));
    }

    /// <summary>The same minimum by one variable at a time.</summary>
    private static double[] Alternate(Vote[] votes, double[] factors, int sweeps)
    {
        var (mean, i, f) = (0.5, new double[12], (double[])factors.Clone());
        var (iu, fu) = (new double[121], new double[121]);
        double Rest(Vote v) => (((int)v.Stance + 1) / 2.0) - mean - iu[v.Participant] - i[v.Statement] - (fu[v.Participant] * f[v.Statement]);
        var byPerson = votes.GroupBy(vote => (int)vote.Participant).ToArray();
        var byStatement = votes.GroupBy(vote => vote.Statement).ToArray();
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            foreach (var group in byPerson)
            {
                var u = group.Key;
                iu[u] = group.Sum(v => Rest(v) + iu[u]) / (group.Count() + 0.15);
                fu[u] = group.Sum(v => f[v.Statement] * (Rest(v) + (fu[u] * f[v.Statement]))) / (group.Sum(v => f[v.Statement] * f[v.Statement]) + 0.03);
            }

            foreach (var group in byStatement)
            {
                var j = group.Key;
                i[j] = group.Sum(v => Rest(v) + i[j]) / (group.Count() + 0.15);
                f[j] = group.Sum(v => fu[v.Participant] * (Rest(v) + (fu[v.Participant] * f[j]))) / (group.Sum(v => fu[v.Participant] * fu[v.Participant]) + 0.03);
            }

            mean = votes.Sum(v => Rest(v) + mean) / (votes.Length + 0.15);
        }

        return i;
    }
}
