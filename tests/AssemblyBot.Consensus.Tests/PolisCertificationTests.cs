using AssemblyBot.Consensus.Findings;
using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Projection;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests;

/// <summary>Each stage, given the stage before as production Polis had it, ends where production Polis did.</summary>
public sealed class PolisCertificationTests
{
    public static TheoryData<string> Blobs => [.. SharedFiles.Blobs];

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Centre_and_components(string name)
    {
        var blob = PolisBlob.Load(name);
        var centre = blob.Arrange(Conversation.Doubles(blob.Math.GetProperty("pca").GetProperty("center")));
        Assert.True(Close.Distance([.. centre.Select(value => -value)], blob.Centre.Means) < 1e-9);

        using var gram = new GramProduct(VoteRows.Of(blob.Votes), blob.Centre, 2, TestContext.Current.CancellationToken);
        foreach (var components in new[]
        {
            PowerIteration.Compute(gram, null),
            PowerIteration.Compute(gram, blob.Components.Loadings),
            BlockKrylov.Compute(gram, 2, null),
        })
        {
            Assert.True(Math.Abs(Close.Cosine(blob.Components.First, components.First)) >= 1 - 1e-6);
            Assert.True(Math.Abs(Close.Cosine(blob.Components.Second, components.Second)) >= 1 - 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Places_of_people_and_statements(string name)
    {
        var blob = PolisBlob.Load(name);

        var axes = ParticipantMap.Project(VoteRows.Of(blob.Votes), blob.Centre, blob.Components, 2, TestContext.Current.CancellationToken);
        var bases = blob.Math.GetProperty("base-clusters");
        var members = bases.GetProperty("members").EnumerateArray().Select(Conversation.Ints).ToArray();
        Assert.True(Close.Distance(Conversation.Doubles(bases.GetProperty("x")), [.. members.Select(list => -list.Average(id => axes[0][blob.Votes.RowOf(id)]))]) < 1e-9);
        Assert.True(Close.Distance(Conversation.Doubles(bases.GetProperty("y")), [.. members.Select(list => -list.Average(id => axes[1][blob.Votes.RowOf(id)]))]) < 1e-9);

        var statements = StatementMap.Project(blob.Centre, blob.Components);
        var projection = blob.Math.GetProperty("pca").GetProperty("comment-projection");
        Assert.True(Close.Distance(blob.Arrange(Conversation.Doubles(projection[0])), [.. statements.X.Select(value => -value)]) < 1e-9);
        Assert.True(Close.Distance(blob.Arrange(Conversation.Doubles(projection[1])), [.. statements.Y.Select(value => -value)]) < 1e-9);
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Everyone_the_rule_takes_in_is_in_and_history_adds_the_rest(string name)
    {
        var blob = PolisBlob.Load(name);
        var expected = Conversation.Ints(blob.Math.GetProperty("in-conv")).Select(id => (long)id).ToArray();
        var options = new ConsensusOptions { Method = ConsensusMethod.Classic };

        var cold = Eligibility.Classic(blob.Votes, options, []).Select(row => blob.Votes.Participants[row]);
        var warm = Eligibility.Classic(blob.Votes, options, expected).Select(row => blob.Votes.Participants[row]);

        Assert.Subset(expected.ToHashSet(), cold.ToHashSet());
        Assert.Equal(expected.Order(), warm.Order());
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Votes_of_the_groups(string name)
    {
        var (blob, findings) = Findings(name);

        foreach (var (g, group) in blob.Math.GetProperty("group-votes").EnumerateObject().Index())
        {
            Assert.Equal(group.Value.GetProperty("n-members").GetInt32(), blob.GroupOfRow.Count(entry => entry == g));
            foreach (var (statement, votes) in PolisBlob.ByStatement(group.Value.GetProperty("votes")))
            {
                var mine = findings[blob.Votes.ColumnOf(statement)].ByGroup[g];
                Assert.Equal((votes.GetProperty("A").GetInt32(), votes.GetProperty("D").GetInt32(), votes.GetProperty("S").GetInt32()), (mine.Agrees, mine.Disagrees, mine.Seen));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Representative_statements(string name)
    {
        var (blob, findings) = Findings(name);
        var order = Conversation.Ints(blob.Math.GetProperty("tids")).Select(blob.Votes.ColumnOf).Where(j => !blob.Votes.ModeratedOut[j]).ToArray();

        foreach (var (g, group) in blob.Math.GetProperty("repness").EnumerateObject().Index())
        {
            var mine = Representativeness.Select(order.Select(j => (blob.Votes.Statements[j], findings[j].ByGroup[g])), 1.2816, 5);
            var expected = group.Value.EnumerateArray().ToArray();
            Assert.Equal(expected.Select(entry => entry.GetProperty("tid").GetInt32()), mine.Select(entry => entry.Statement));
            Assert.Equal(expected.Select(entry => entry.GetProperty("repful-for").GetString()), mine.Select(entry => entry.Side == Stance.Agree ? "agree" : "disagree"));
            foreach (var (entry, statement) in expected.Zip(mine))
            {
                double[] values = [statement.Successes, statement.Trials, statement.Share, statement.ShareTest, statement.Ratio];
                string[] names = ["n-success", "n-trials", "p-success", "p-test", "repness"];
                Assert.True(Close.Distance([.. names.Select(key => entry.GetProperty(key).GetDouble())], values) < 1e-9);
                Assert.Equal(entry.GetProperty("repness-test").GetDouble(), statement.RatioTest, 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Consensus_over_everyone(string name)
    {
        var (blob, findings) = Findings(name);
        var order = Conversation.Ints(blob.Math.GetProperty("tids")).Select(id => findings[blob.Votes.ColumnOf(id)]).Where(finding => !finding.ModeratedOut).ToArray();

        foreach (var (side, key) in new[] { (Stance.Agree, "agree"), (Stance.Disagree, "disagree") })
        {
            var mine = OverallConsensus.Select(order, side, 1.2816, 5);
            var expected = blob.Math.GetProperty("consensus").GetProperty(key).EnumerateArray().ToArray();
            Assert.Equal(expected.Select(entry => entry.GetProperty("tid").GetInt32()), mine.Select(entry => entry.Statement));
            Assert.True(Close.Distance([.. expected.Select(entry => entry.GetProperty("p-success").GetDouble())], [.. mine.Select(entry => entry.Share)]) < 1e-9);
            Assert.True(Close.Distance([.. expected.Select(entry => entry.GetProperty("p-test").GetDouble())], [.. mine.Select(entry => entry.ShareTest)]) < 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Group_aware_consensus_and_priorities(string name)
    {
        var (blob, findings) = Findings(name);

        foreach (var (statement, value) in PolisBlob.ByStatement(blob.Math.GetProperty("group-aware-consensus")))
        {
            Assert.Equal(value.GetDouble(), findings[blob.Votes.ColumnOf(statement)].GroupAwareConsensus, 1e-9);
        }

        foreach (var (statement, value) in PolisBlob.ByStatement(blob.Math.GetProperty("comment-priorities")))
        {
            Assert.Equal(value.GetDouble(), findings[blob.Votes.ColumnOf(statement)].Priority, 1e-9);
        }
    }

    private static (PolisBlob Blob, StatementFinding[] Findings) Findings(string name)
    {
        var blob = PolisBlob.Load(name);
        var counts = GroupCounts.Count(VoteRows.Of(blob.Votes), blob.GroupOfRow, blob.GroupCount, 2, TestContext.Current.CancellationToken);
        return (blob, StatementFindings.Write(blob.Votes, blob.Centre, blob.Components, counts, null, new ConsensusOptions()));
    }
}
