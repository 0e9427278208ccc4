using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests.Grouping;

public sealed class RobustGroupingTests
{
    private static readonly ConsensusOptions Options = new();

    [Fact]
    public void Two_clouds_are_two_groups_the_larger_first()
    {
        var partition = Find(Cloud(30, 8, 0), Cloud(70, 0, 0));

        Assert.Equal([70, 30], partition.Sizes);
        Assert.Equal(30, partition.GroupOfRow.Take(30).Count(group => group == 1));
    }

    [Fact]
    public void A_handful_far_out_is_no_group_and_hides_none()
    {
        var partition = Find(Cloud(60, 0, 0), Cloud(60, 6, 0), [(400, 0), (-300, 500)]);

        Assert.Equal(2, partition.Count);
        Assert.InRange(partition.Sizes.Min(), 50, 72);
    }

    [Fact]
    public void Fewer_groups_are_preferred_unless_more_gain_enough()
    {
        var wanting = Find(Options with { SilhouetteGain = 0.9 }, Cloud(40, 0, 0), Cloud(40, 8, 0), Cloud(40, 4, 7));
        var content = Find(Options, Cloud(40, 0, 0), Cloud(40, 8, 0), Cloud(40, 4, 7));

        Assert.Equal((2, 3), (wanting.Count, content.Count));
        Assert.Equal([2, 3, 4, 5], content.Silhouettes.Select(score => score.Groups));
        Assert.Equal(content.Silhouettes.Max(score => score.Silhouette), content.Silhouettes[1].Silhouette);
    }

    [Fact]
    public void People_at_one_place_are_no_groups()
    {
        Assert.Equal(0, Find([.. Enumerable.Repeat((1.0, 2.0), 50)]).Count);
    }

    [Fact]
    public void As_many_dimensions_are_found_as_were_planted()
    {
        foreach (var groups in new[] { 1, 3, 4, 5 })
        {
            var plan = new PlantedConversation { People = 500, Statements = 100, Groups = groups, Separation = 2, ShareSeen = 0.5, Seed = 8 };

            Assert.Equal(groups - 1, StructureTest.Find(VoteMatrix.From(plan.Votes()), Options, TestContext.Current.CancellationToken).Dimensions);
        }
    }

    [Fact]
    public void Five_planted_groups_are_told_apart_although_the_map_has_two_dimensions()
    {
        var plan = new PlantedConversation { People = 500, Statements = 100, Groups = 5, Separation = 2, ShareSeen = 0.7, Seed = 8 };

        var report = ConsensusEngine.Analyse(VoteMatrix.From(plan.Votes()), Options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(5, report.Groups.Count);
        Assert.InRange(Reports.Recovery(report, plan.Truth()), 0.9, 1);
        Assert.Equal(4, report.ExplainedVariance.Count);
        Assert.All(report.Statements, statement => Assert.Equal(2, statement.FurtherLoadings.Count));
    }

    [Fact]
    public void A_large_conversation_is_grouped_from_samples_as_well()
    {
        var plan = new PlantedConversation { People = 9_000, Statements = 80, Groups = 3, Separation = 2, ShareSeen = 0.5, Seed = 8 };

        var report = ConsensusEngine.Analyse(VoteMatrix.From(plan.Votes()), Options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(Reports.Recovery(report, plan.Truth()), 0.9, 1);
    }

    private static Partition Find(params (double X, double Y)[][] clouds) => Find(Options, clouds);

    private static Partition Find(ConsensusOptions options, params (double X, double Y)[][] clouds)
    {
        var points = clouds.SelectMany(cloud => cloud).ToArray();
        var set = PointSet.Of([Array.ConvertAll(points, point => point.X), Array.ConvertAll(points, point => point.Y)], [.. Enumerable.Range(0, points.Length)]);
        return RobustGrouping.Find(set, points.Length, options, false, TestContext.Current.CancellationToken);
    }

    private static (double X, double Y)[] Cloud(int count, double x, double y)
    {
        var random = new SeededRandom((ulong)(count + (100 * x) + y));
        return [.. Enumerable.Range(0, count).Select(_ => (x + random.NextNormal(), y + random.NextNormal()))];
    }
}
