using System.Text.Json;
using AssemblyBot.Consensus.Findings;
using AssemblyBot.Consensus.Projection;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests.Findings;

public sealed class FindingsTests
{
    public static TheoryData<string> Conversations => [.. SharedFiles.Conversations];

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Group_statistics_are_those_of_the_reference(string name)
    {
        var (conversation, findings) = Load(name);

        var groups = conversation.Expected.GetProperty("group_statement_stats").EnumerateArray().ToArray();
        for (var g = 0; g < groups.Length; g++)
        {
            foreach (var expected in groups[g].EnumerateArray())
            {
                var column = conversation.Votes.ColumnOf(expected.GetProperty("tid").GetInt32());
                if (conversation.Votes.ModeratedOut[column])
                {
                    continue;
                }

                var finding = findings[column].ByGroup[g];
                double[] mine = [finding.Agrees, finding.Disagrees, finding.Seen, finding.AgreeShare, finding.DisagreeShare, finding.AgreeTest, finding.DisagreeTest, finding.AgreeRatio, finding.DisagreeRatio, finding.AgreeRatioTest, finding.DisagreeRatioTest];
                string[] names = ["na", "nd", "ns", "pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt"];
                Assert.True(Close.Distance([.. names.Select(key => expected.GetProperty(key).GetDouble())], mine) < 1e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Representative_statements_are_those_of_the_reference_in_their_order(string name)
    {
        var (conversation, findings) = Load(name);
        var votes = conversation.Votes;

        var groups = conversation.Expected.GetProperty("repness").EnumerateArray().ToArray();
        for (var g = 0; g < groups.Length; g++)
        {
            var inOrder = votes.ArrivalOfColumns.Where(j => !votes.ModeratedOut[j]).Select(j => (votes.StatementIds[j], findings[j].ByGroup[g]));
            var mine = Representativeness.Select(inOrder, 1.2816, 5);
            var expected = groups[g].EnumerateArray().ToArray();
            Assert.Equal(expected.Select(entry => entry.GetProperty("tid").GetInt32()), mine.Select(entry => entry.Statement));
            Assert.Equal(expected.Select(entry => entry.GetProperty("repful_for").GetString() == "agree"), mine.Select(entry => entry.Side == Stance.Agree));
            Assert.Equal(expected.Select(entry => entry.TryGetProperty("best_agree", out var best) && best.GetBoolean()), mine.Select(entry => entry.IsBestAgree));
            foreach (var (entry, statement) in expected.Zip(mine))
            {
                double[] values = [statement.Successes, statement.Trials, statement.Share, statement.ShareTest, statement.Ratio, statement.RatioTest];
                string[] names = ["n_success", "n_trials", "p_success", "p_test", "repness", "repness_test"];
                Assert.True(Close.Distance([.. names.Select(key => entry.GetProperty(key).GetDouble())], values) < 1e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Consensus_over_everyone_is_that_of_the_reference_in_its_order(string name)
    {
        var (conversation, findings) = Load(name);
        var votes = conversation.Votes;
        var inOrder = votes.ArrivalOfColumns.Select(j => findings[j]).Where(finding => !finding.ModeratedOut).ToArray();

        Assert.Equal(Expected("agree"), OverallConsensus.Select(inOrder, Stance.Agree, 1.2816, 5).Select(Describe));
        Assert.Equal(Expected("disagree"), OverallConsensus.Select(inOrder, Stance.Disagree, 1.2816, 5).Select(Describe));

        IEnumerable<(int, int, int)> Expected(string side) => conversation.Expected.GetProperty("consensus").GetProperty(side).EnumerateArray()
            .Select(entry => (entry.GetProperty("tid").GetInt32(), entry.GetProperty("n_success").GetInt32(), entry.GetProperty("n_trials").GetInt32()));
        static (int, int, int) Describe(ConsensusStatement entry) => (entry.Statement, entry.Successes, entry.Trials);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Group_aware_consensus_and_priorities_are_those_of_the_reference(string name)
    {
        var (conversation, findings) = Load(name);

        foreach (var (key, value) in new (string, Func<StatementFinding, double>)[]
        {
            ("group_aware_consensus", finding => finding.GroupAwareConsensus),
            ("group_aware_consensus_disagree", finding => finding.GroupAwareDisagreement),
            ("priority", finding => finding.Priority),
        })
        {
            foreach (var entry in conversation.Expected.GetProperty(key).EnumerateObject())
            {
                var finding = findings.Single(finding => finding.Statement == int.Parse(entry.Name, null));
                Assert.Equal(entry.Value.GetDouble(), value(finding), 1e-9);
            }
        }
    }

    [Fact]
    public void Shares_and_tests_have_the_values_worked_out_by_hand()
    {
        Assert.Equal(4 / 7.0, Consensus.Findings.Tests.Share(3, 5), 15);
        Assert.Equal(2 * Math.Sqrt(6) * ((4 / 6.0) - 0.5), Consensus.Findings.Tests.OneProportion(3, 5), 15);
        Assert.Equal(1.0, Consensus.Findings.Tests.OneProportion(0, 0));
        Assert.Equal(0.0, Consensus.Findings.Tests.TwoProportions(5, 5, 7, 7));
        Assert.Equal(((4 / 6.0) - (2 / 11.0)) / Math.Sqrt(6 / 17.0 * (11 / 17.0) * ((1 / 6.0) + (1 / 11.0))), Consensus.Findings.Tests.TwoProportions(3, 5, 1, 10), 14);
        Assert.Equal(0, Consensus.Findings.Tests.LowerBound(0, 0, 1.28));
        Assert.Equal(1 / (1 + (1.2816 * 1.2816 / 3)), Consensus.Findings.Tests.LowerBound(3, 3, 1.2816), 14);
    }

    [Fact]
    public void A_group_that_only_disagrees_still_stands_for_something()
    {
        int[][] counts = [[20, 0, 0, 0], [0, 0, 20, 0]];
        var finding = GroupStatistics.Compare(counts, 0, 1.2816)[0];

        var statement = Assert.Single(Representativeness.Select([(4, finding)], 1.2816, 5));

        Assert.Equal((4, Stance.Disagree, 20, 20, false), (statement.Statement, statement.Side, statement.Successes, statement.Trials, statement.IsBestAgree));
    }

    /// <summary>Findings from the reference's components and groups, so that only this stage is compared.</summary>
    private static (Conversation Conversation, StatementFinding[] Findings) Load(string name)
    {
        var conversation = Conversation.Load(name);
        var components = new PrincipalComponents([conversation.ByColumn("pc1"), conversation.ByColumn("pc2")], [1, 1]);
        var k = conversation.Expected.GetProperty("k").GetInt32();
        var counts = GroupCounts.Count(conversation.Rows, conversation.GoldenGroups(), k, 2, TestContext.Current.CancellationToken);
        return (conversation, StatementFindings.Write(conversation.Votes, conversation.Centre, components, counts, null, new ConsensusOptions()));
    }
}
