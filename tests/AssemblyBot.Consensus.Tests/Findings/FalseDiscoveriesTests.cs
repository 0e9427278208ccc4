using AssemblyBot.Consensus.Findings;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests.Findings;

public sealed class FalseDiscoveriesTests
{
    [Fact]
    public void Adjusted_values_are_those_worked_out_by_hand()
    {
        // p × 4 / rank: 0.04, 0.06, 0.0533…, 0.5; made monotone from the end.
        var adjusted = FalseDiscoveries.Adjust([0.03, 0.5, 0.01, 0.04]);

        Assert.True(Close.Distance([0.16 / 3, 0.5, 0.04, 0.16 / 3], adjusted) < 1e-12);
    }

    [Fact]
    public void Ten_percent_of_the_normal_lie_above_the_threshold_of_polis()
    {
        Assert.Equal(0.1, FalseDiscoveries.Tail(1.2815515655446), 1e-12);
    }

    [Fact]
    public void Of_many_statements_without_structure_few_survive_the_correction()
    {
        var votes = VoteMatrix.From(new PlantedConversation { People = 200, Statements = 100, Groups = 1, Seed = 2 }.Votes());
        var options = new ConsensusOptions { StructureTrials = 0, RepresentativeStatements = 100 };

        var report = ConsensusEngine.Analyse(votes, options, cancellationToken: TestContext.Current.CancellationToken);
        var listed = report.Groups.SelectMany(group => group.Representative).ToArray();

        Assert.NotEmpty(listed);
        Assert.All(listed, statement => Assert.InRange(statement.AdjustedP, FalseDiscoveries.Tail(Math.Min(statement.ShareTest, statement.RatioTest)) - 1e-12, 1));
        Assert.True(listed.Count(statement => statement.AdjustedP < 0.1) < listed.Length);
    }
}
