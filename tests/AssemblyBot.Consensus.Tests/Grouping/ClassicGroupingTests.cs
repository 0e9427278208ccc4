using System.Globalization;
using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests.Grouping;

public sealed class ClassicGroupingTests
{
    private static readonly ConsensusOptions Options = new() { Method = ConsensusMethod.Classic };

    public static TheoryData<string> Conversations => [.. SharedFiles.Conversations];

    [Theory]
    [MemberData(nameof(Conversations))]
    public void The_people_who_take_part_are_those_of_the_reference(string name)
    {
        var conversation = Conversation.Load(name);
        var ids = conversation.Expected.GetProperty("participant_ids").EnumerateArray().Select(id => id.GetInt64());
        var isIn = conversation.Expected.GetProperty("in_conv").EnumerateArray().Select(entry => entry.GetBoolean());

        var rows = Eligibility.Classic(conversation.Votes, Options, []);

        Assert.Equal(ids.Zip(isIn).Where(pair => pair.Second).Select(pair => pair.First), rows.Select(row => conversation.Votes.Participants[row]));
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Base_clusters_and_groups_are_those_of_the_reference(string name)
    {
        var conversation = Conversation.Load(name);
        var expected = conversation.Expected;
        var rows = Eligibility.Classic(conversation.Votes, Options, []);

        var (partition, state) = ClassicGrouping.Find(conversation.Votes, conversation.ByRow("participant_x"), conversation.ByRow("participant_y"), rows, null, Options, TestContext.Current.CancellationToken);

        var clusterOf = state.BaseClusters.SelectMany(cluster => cluster.Members.Select(member => (member, cluster.Id))).ToDictionary();
        Assert.Equal(Conversation.Ints(expected.GetProperty("base_label")), rows.Select(row => clusterOf[conversation.Votes.Participants[row]]));
        Assert.Equal(Conversation.Ints(expected.GetProperty("base_weight")), state.BaseClusters.Select(cluster => cluster.Members.Count));
        Assert.True(Close.Distance([.. expected.GetProperty("base_center").EnumerateArray().SelectMany(Conversation.Doubles)], [.. state.BaseClusters.SelectMany(cluster => new[] { cluster.X, cluster.Y })]) < 1e-9);

        foreach (var entry in expected.GetProperty("base_group_by_k").EnumerateObject())
        {
            var k = int.Parse(entry.Name, CultureInfo.InvariantCulture);
            var groupOf = state.Clusterings[k - 2].SelectMany(group => group.Members.Select(member => (member, group.Id))).ToDictionary();
            Assert.Equal(Conversation.Ints(entry.Value), state.BaseClusters.Select(cluster => groupOf[cluster.Id]));
            Assert.Equal(expected.GetProperty("silhouettes").GetProperty(entry.Name).GetDouble(), partition.Silhouettes[k - 2].Silhouette, 1e-9);
        }

        Assert.Equal(expected.GetProperty("k").GetInt32(), partition.Count);
        Assert.Equal(conversation.GoldenGroups(), partition.GroupOfRow);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void A_whole_cold_run_ends_in_the_groups_of_the_reference(string name)
    {
        var conversation = Conversation.Load(name);

        var report = ConsensusEngine.Analyse(conversation.Votes, Options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, Close.Rand(conversation.GoldenGroups(), Reports.Labels(report)));
        Assert.Equal(
            conversation.Expected.GetProperty("repness").EnumerateArray().SelectMany(list => list.EnumerateArray()).Select(entry => entry.GetProperty("tid").GetInt32()),
            report.Groups.SelectMany(group => group.Representative).Select(entry => entry.Statement));
    }

    [Fact]
    public void Once_in_always_in_and_the_keenest_fill_up_the_rest()
    {
        List<Vote> votes = [];
        for (var person = 1; person <= 20; person++)
        {
            var most = person == 1 ? 8 : person == 2 ? 1 : 2 + (person % 4);
            votes.AddRange(Enumerable.Range(0, most).Select(j => new Vote(person, j, Stance.Agree)));
        }

        var matrix = VoteMatrix.From(votes);
        var rows = Eligibility.Classic(matrix, Options, [2, 99]);

        Assert.Equal(15, rows.Length);
        Assert.Contains(0, rows);
        Assert.Contains(1, rows);
        Assert.Equal(matrix.ArrivalOfRows.Where(rows.Contains), rows);
        Assert.True(rows.Except([0, 1]).Min(matrix.VotesOf) >= Enumerable.Range(0, 20).Except(rows).Max(matrix.VotesOf));
    }

    [Fact]
    public void A_number_of_groups_is_adopted_at_once_and_then_only_when_best_four_times_in_a_row()
    {
        var random = new Random(5);
        double[] Spread(params double[] middles) => [.. middles.SelectMany(middle => Enumerable.Range(0, 20).Select(_ => middle + random.NextDouble()))];
        var (two, three) = (Spread(0, 0, 50), Spread(0, 25, 50));
        var votes = VoteMatrix.From(Enumerable.Range(0, 60).SelectMany(person => Enumerable.Range(0, 7).Select(j => new Vote(person, j, Stance.Agree))));

        var adopted = new List<int>();
        ClassicState? state = null;
        foreach (var x in new[] { two, three, three, three, two, three, three, three, three })
        {
            (_, state) = ClassicGrouping.Find(votes, x, new double[60], [.. Enumerable.Range(0, 60)], state, Options, TestContext.Current.CancellationToken);
            adopted.Add(state.AdoptedCount);
        }

        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 2, 3], adopted);
    }

    [Fact]
    public void A_warm_start_merges_clusters_that_coincide_and_splits_off_what_fits_worst()
    {
        var points = new ClassicPoints([0, 0, 0, 4, 9], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [10, 11, 12, 13, 14]);
        ClassicCluster[] earlier = [new(0, 0, 0, [10]), new(3, 0, 0, [11, 12]), new(5, 0, 0, [13, 99]), new(6, 0, 0, [98])];

        var clusters = ClassicWarmStart.Prepare(points, 3, earlier);

        Assert.Equal([3, 5, 6], clusters.Select(cluster => cluster.Id));
        Assert.Equal([[0, 1, 2], [3], [4]], clusters.Select(cluster => cluster.Members));
    }

    [Fact]
    public void A_second_run_on_the_same_votes_changes_nothing_but_the_count_of_the_smoother()
    {
        var votes = Conversation.Load("brexit-consensus").Votes;

        var first = ConsensusEngine.Analyse(votes, Options, cancellationToken: TestContext.Current.CancellationToken);
        var second = ConsensusEngine.Analyse(votes, Options, first, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Reports.Labels(first), Reports.Labels(second));
        Assert.Equal(first.Groups.Select(group => group.Id), second.Groups.Select(group => group.Id));
        Assert.Equal((1, 2), (first.Classic!.BestCountSeen, second.Classic!.BestCountSeen));
    }
}
