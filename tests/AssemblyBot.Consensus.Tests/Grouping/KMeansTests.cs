using AssemblyBot.Consensus.Grouping;

namespace AssemblyBot.Consensus.Tests.Grouping;

public sealed class KMeansTests
{
    private static readonly PointSet Line = new([[0, 1, 2, 10, 11, 12, 13], [0, 0, 0, 0, 0, 0, 0]], [0, 1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Centres_settle_on_the_means_of_their_points()
    {
        var centres = KMeans.Settle(Line, [[0, 0], [1, 0]])!;

        Assert.Equal([[1, 0], [11.5, 0]], centres.Places);
        Assert.Equal([3, 4], centres.Sizes);
        Assert.Equal(2 + 5, centres.Inertia, 12);
        Assert.Equal([0, 0, 0, 1, 1, 1, 1], KMeans.Assign(Line, centres.Places));
    }

    [Fact]
    public void A_centre_left_without_points_ends_the_attempt()
    {
        Assert.Null(KMeans.Settle(Line, [[5, 0], [900, 0]]));
    }

    [Fact]
    public void Starts_are_distinct_points_as_long_as_there_are_some()
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            var random = new SeededRandom(seed);
            var places = KMeans.Start(Line, 5, ref random);
            Assert.Equal(5, places.DistinctBy(place => place[0]).Count());
        }
    }
}
