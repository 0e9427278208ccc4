using AssemblyBot.Consensus.Grouping;

namespace AssemblyBot.Consensus.Tests.Grouping;

public sealed class HungarianTests
{
    [Fact]
    public void The_best_sum_wins_over_the_best_single_pair()
    {
        Assert.Equal([1, 0], Hungarian.Assign([[10, 9], [9, 1]], 2));
    }

    [Fact]
    public void Rows_that_share_nothing_stay_without()
    {
        Assert.Equal([0, -1, -1], Hungarian.Assign([[5], [4], [0]], 1));
        Assert.Equal([-1], Hungarian.Assign([[0, 0]], 2));
        Assert.Empty(Hungarian.Assign([], 3));
    }

    [Fact]
    public void No_permutation_does_better()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var worth = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 5).Select(_ => random.Next(1, 50)).ToArray()).ToArray();

            var assigned = Hungarian.Assign(worth, 5);

            Assert.Equal(4, assigned.Distinct().Count());
            Assert.Equal(Best(worth, 0, []), assigned.Index().Sum(pair => worth[pair.Index][pair.Item]));
        }
    }

    private static int Best(int[][] worth, int row, HashSet<int> taken)
    {
        if (row == worth.Length)
        {
            return 0;
        }

        var best = 0;
        for (var column = 0; column < worth[row].Length; column++)
        {
            if (taken.Add(column))
            {
                best = Math.Max(best, worth[row][column] + Best(worth, row + 1, taken));
                taken.Remove(column);
            }
        }

        return best;
    }
}
