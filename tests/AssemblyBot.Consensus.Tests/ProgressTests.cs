using AssemblyBot.Consensus.Simulation;

namespace AssemblyBot.Consensus.Tests;

public sealed class ProgressTests
{
    private static readonly string[] Stages = ["structure", "components", "map", "groups", "firmness", "bridging", "findings"];
    private static readonly VoteMatrix Votes = VoteMatrix.From(new PlantedConversation { People = 300, Statements = 50, Groups = 3, Separation = 2 }.Votes());

    [Fact]
    public void Each_stage_is_told_as_it_begins_and_timed()
    {
        var told = new List<ConsensusProgress>();

        var report = ConsensusEngine.Analyse(Votes, new ConsensusOptions(), progress: new Relay(told.Add), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([.. Stages, "done"], told.Select(progress => progress.Stage));
        Assert.Equal(told.Select(progress => progress.Done).Order(), told.Select(progress => progress.Done));
        Assert.Equal((0, 1), (told[0].Done, told[^1].Done));
        Assert.Equal(Stages, report.Timings.Select(timing => timing.Stage));
        Assert.All(report.Timings, timing => Assert.True(timing.Milliseconds > 0));
    }

    [Theory]
    [InlineData("structure")]
    [InlineData("components")]
    [InlineData("map")]
    [InlineData("groups")]
    [InlineData("firmness")]
    [InlineData("bridging")]
    [InlineData("findings")]
    public void An_analysis_that_is_cancelled_on_the_way_gets_no_further(string stage)
    {
        using var cancellation = new CancellationTokenSource();
        var last = "";
        var progress = new Relay(at =>
        {
            last = at.Stage;
            if (at.Stage == stage)
            {
                cancellation.Cancel();
            }
        });

        Assert.ThrowsAny<OperationCanceledException>(() => ConsensusEngine.Analyse(Votes, new ConsensusOptions(), progress: progress, cancellationToken: cancellation.Token));
        Assert.Equal(stage, last);
    }

    private sealed class Relay(Action<ConsensusProgress> told) : IProgress<ConsensusProgress>
    {
        public void Report(ConsensusProgress value) => told(value);
    }
}
