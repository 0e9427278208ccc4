using System.Globalization;
using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests.Grouping;

public sealed class SilhouetteTests
{
    public static TheoryData<string> Conversations => [.. SharedFiles.Conversations];

    [Fact]
    public void Two_pairs_on_a_line_have_the_value_worked_out_by_hand()
    {
        // Points 0, 1 | 10, 11: a = 1; b = 10.5 for the outer ones, 9.5 for the inner ones.
        var mean = Silhouette.Means([[0, 1, 10, 11], [0, 0, 0, 0]], [[0, 0, 1, 1]])[0];

        Assert.Equal(((9.5 / 10.5) + (8.5 / 9.5)) / 2, mean, 14);
    }

    [Fact]
    public void A_cluster_of_one_counts_nothing()
    {
        var mean = Silhouette.Means([[0, 1, 10], [0, 0, 0]], [[0, 0, 1]])[0];

        Assert.Equal(((9 / 10.0) + (8 / 9.0)) / 3, mean, 14);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Base_clusters_score_as_in_the_reference(string name)
    {
        var expected = Conversation.Load(name).Expected;
        var centres = expected.GetProperty("base_center").EnumerateArray().Select(Conversation.Doubles).ToArray();
        var byCount = expected.GetProperty("base_group_by_k").EnumerateObject().ToArray();

        var means = Silhouette.Means([[.. centres.Select(centre => centre[0])], [.. centres.Select(centre => centre[1])]], [.. byCount.Select(entry => Conversation.Ints(entry.Value))], 2);

        Assert.True(Close.Distance([.. byCount.Select(entry => expected.GetProperty("silhouettes").GetProperty(entry.Name).GetDouble())], means) < 1e-9);
        Assert.Equal(expected.GetProperty("k").GetInt32(), int.Parse(byCount[Array.IndexOf(means, means.Max())].Name, CultureInfo.InvariantCulture));
    }
}
