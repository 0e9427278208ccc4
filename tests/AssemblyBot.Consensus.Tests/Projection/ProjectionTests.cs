using AssemblyBot.Consensus.Projection;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests.Projection;

public sealed class ProjectionTests
{
    public static TheoryData<string> Conversations => [.. SharedFiles.Conversations];

    [Fact]
    public void Two_people_who_disagree_on_one_statement_of_two_lie_on_either_side()
    {
        var votes = VoteMatrix.From([new(1, 1, Stance.Agree), new(2, 1, Stance.Disagree), new(1, 2, Stance.Agree), new(2, 2, Stance.Agree)]);
        var (rows, centre) = (VoteRows.Of(votes), Centre.Of(votes.Counts, votes.ModeratedOut, false));

        using var gram = Gram(rows, centre);
        var components = BlockKrylov.Compute(gram, 2, null).WithCanonicalSigns(null);
        var axes = ParticipantMap.Project(rows, centre, components, 1, TestContext.Current.CancellationToken);

        Assert.True(Close.Distance([1, 0], components.First) < 1e-12);
        Assert.Equal(2, components.Eigenvalues[0], 12);
        Assert.True(Close.Distance([1, -1], axes[0]) < 1e-12);
        Assert.True(Close.Distance([0, 0], axes[1]) < 1e-12);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void The_centre_is_that_of_the_reference(string name)
    {
        var conversation = Conversation.Load(name);

        Assert.True(Close.Distance(conversation.ByColumn("center"), conversation.Centre.Means) < 1e-9);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Both_ways_to_the_components_end_where_the_reference_does(string name)
    {
        var conversation = Conversation.Load(name);
        using var gram = Gram(conversation.Rows, conversation.Centre);

        foreach (var components in new[] { PowerIteration.Compute(gram, null), BlockKrylov.Compute(gram, 2, null) })
        {
            Assert.True(Math.Abs(Close.Cosine(conversation.ByColumn("pc1"), components.First)) >= 1 - 1e-6);
            Assert.True(Math.Abs(Close.Cosine(conversation.ByColumn("pc2"), components.Second)) >= 1 - 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Power_iteration_from_ones_repeats_the_reference(string name)
    {
        var conversation = Conversation.Load(name);

        using var gram = Gram(conversation.Rows, conversation.Centre);
        var components = PowerIteration.Compute(gram, null);

        Assert.True(Close.Distance(conversation.ByColumn("pc1"), components.First) < 1e-7);
        Assert.True(Close.Distance(conversation.ByColumn("pc2"), components.Second) < 1e-7);
        Assert.True(Close.Distance(Conversation.Doubles(conversation.Expected.GetProperty("eigen_norms")), components.Eigenvalues) < 1e-9 * components.Eigenvalues[0]);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void People_and_statements_lie_where_the_reference_puts_them(string name)
    {
        var conversation = Conversation.Load(name);
        var components = new PrincipalComponents([conversation.ByColumn("pc1"), conversation.ByColumn("pc2")], [1, 1]);

        var people = ParticipantMap.Project(conversation.Rows, conversation.Centre, components, 2, TestContext.Current.CancellationToken);
        var statements = StatementMap.Project(conversation.Centre, components);

        Assert.True(Close.Distance(conversation.ByRow("participant_x"), people[0]) < 1e-9);
        Assert.True(Close.Distance(conversation.ByRow("participant_y"), people[1]) < 1e-9);
        Assert.True(Close.Distance(conversation.ByColumn("comment_x"), statements.X) < 1e-9);
        Assert.True(Close.Distance(conversation.ByColumn("comment_y"), statements.Y) < 1e-9);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void A_start_from_earlier_components_ends_where_a_cold_one_does(string name)
    {
        var conversation = Conversation.Load(name);
        using var gram = Gram(conversation.Rows, conversation.Centre);

        var cold = BlockKrylov.Compute(gram, 2, null).WithCanonicalSigns(null);
        var warm = BlockKrylov.Compute(gram, 2, [cold.Second, cold.First]).WithCanonicalSigns(null);

        Assert.True(Close.Distance(cold.First, warm.First) < 1e-11);
        Assert.True(Close.Distance(cold.Second, warm.Second) < 1e-11);
    }

    [Fact]
    public void The_largest_loading_is_positive()
    {
        var components = new PrincipalComponents([[0.6, -0.8], [-0.8, 0.6]], [1, 1]).WithCanonicalSigns(null);

        Assert.Equal([-0.6, 0.8], components.First);
        Assert.Equal([0.8, -0.6], components.Second);
    }

    private static GramProduct Gram(VoteRows rows, Centre centre) => new(rows, centre, 2, TestContext.Current.CancellationToken);
}
