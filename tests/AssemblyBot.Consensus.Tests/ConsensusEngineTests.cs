using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests;

public sealed class ConsensusEngineTests
{
    private static readonly ConsensusOptions Options = new();
    private static readonly PlantedConversation Plan = new() { People = 300, Statements = 50, Groups = 3, Separation = 2, ShareSeen = 0.7, Seed = 11 };

    [Fact]
    public void Planted_groups_are_found_again()
    {
        var report = Analyse(Plan.Votes());

        Assert.Equal(["A", "B", "C"], report.Groups.Select(group => group.Label));
        Assert.Equal(report.Groups.Select(group => group.Size).OrderDescending(), report.Groups.Select(group => group.Size));
        Assert.InRange(Reports.Recovery(report, Plan.Truth()), 0.9, 1);
        Assert.All(report.Groups, group => Assert.NotEmpty(group.Representative));
    }

    [Fact]
    public void The_order_of_the_votes_changes_nothing()
    {
        var votes = Plan.Votes().ToArray();
        var expected = Reports.Text(Analyse(votes));

        new Random(3).Shuffle(votes);
        Assert.Equal(expected, Reports.Text(Analyse(votes)));
        Assert.Equal(expected, Reports.Text(Analyse(votes.Reverse())));
    }

    [Fact]
    public void Casting_every_vote_twice_changes_nothing()
    {
        var votes = Plan.Votes().ToArray();

        Assert.Equal(Reports.Text(Analyse(votes)), Reports.Text(Analyse([.. votes, .. votes])));
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var one = Analyse(Plan.Votes(), Options with { Threads = 1 });
        var three = Analyse(Plan.Votes(), Options with { Threads = 3 });

        Assert.Equal(Reports.Text(one with { Options = Options }), Reports.Text(three with { Options = Options }));
    }

    [Fact]
    public void Saying_the_opposite_throughout_gives_the_same_groups_on_a_mirrored_map()
    {
        var report = Analyse(Plan.Votes());
        var mirrored = Analyse(Plan.Votes().Select(vote => vote with { Stance = (Stance)(-(int)vote.Stance) }));

        Assert.Equal(Reports.Labels(report), Reports.Labels(mirrored));
        Assert.Equal(report.Participants.Select(person => (person.X, person.Y)), mirrored.Participants.Select(person => (-person.X, -person.Y)));
        Assert.Equal(report.Statements.Select(statement => statement.GroupAwareConsensus), mirrored.Statements.Select(statement => statement.GroupAwareDisagreement));
    }

    [Fact]
    public void Other_ids_for_the_same_people_give_the_same_groups()
    {
        var report = Analyse(Plan.Votes());
        var renamed = Analyse(Plan.Votes().Select(vote => vote with { Participant = Other(vote.Participant) }));

        Assert.Equal(report.Participants.Select(person => person.Group), report.Participants.Select(person => renamed.FindParticipant(Other(person.Participant))!.Value.Group));

        static long Other(long id) => id * 7919 % 307;
    }

    [Fact]
    public void Other_ids_for_the_same_statements_give_the_same_groups()
    {
        var report = Analyse(Plan.Votes());
        var renamed = Analyse(Plan.Votes().Select(vote => vote with { Statement = vote.Statement * 37 % 53 }));

        Assert.Equal(Reports.Labels(report), Reports.Labels(renamed));
        Assert.True(Close.Distance([.. report.Participants.Select(person => Math.Abs(person.X))], [.. renamed.Participants.Select(person => Math.Abs(person.X))]) < 1e-9);
    }

    [Fact]
    public void Counts_add_up()
    {
        var report = Analyse(Plan.Votes());

        Assert.Equal(report.VoteCount, report.Statements.Sum(statement => statement.Seen));
        Assert.Equal(report.VoteCount, report.Participants.Sum(person => person.Votes));
        Assert.Equal(report.EligibleCount, report.GroupedCount);
        Assert.All(report.Groups.Index(), group => Assert.Equal(group.Item.Size, report.Participants.Count(person => person.Group == group.Item.Id)));
        Assert.All(report.Statements, statement => Assert.Equal(statement.Passes, statement.Seen - statement.Agrees - statement.Disagrees));
        Assert.InRange(report.ExplainedVariance.Sum(), 0.05, 1);
        Assert.True(report.ExplainedVariance[0] >= report.ExplainedVariance[1]);
    }

    [Fact]
    public void Findings_are_found_by_id()
    {
        var report = Analyse(Plan.Votes());

        Assert.Equal(17, report.FindStatement(17)!.Statement);
        Assert.Equal(200, report.FindParticipant(200)!.Value.Participant);
        Assert.Equal(1, report.FindGroup(1)!.Id);
        Assert.Null(report.FindStatement(50));
        Assert.Null(report.FindParticipant(0));
        Assert.Null(report.FindGroup(3));
    }

    [Fact]
    public void Votes_without_structure_have_no_groups()
    {
        var found = Enumerable.Range(1, 40).Count(seed => Analyse((Plan with { Groups = 1, Seed = seed }).Votes()).Groups.Count > 0);

        Assert.InRange(found, 0, 2);
    }

    [Fact]
    public void A_statement_that_is_moderated_out_is_counted_and_says_nothing()
    {
        var report = ConsensusEngine.Analyse(VoteMatrix.From(Plan.Votes(), statements: [99], moderatedOut: [5], meta: [6]), Options, cancellationToken: TestContext.Current.CancellationToken);

        foreach (var id in new[] { 5, 6 })
        {
            var statement = report.FindStatement(id)!;
            Assert.True(statement.ModeratedOut && statement.Seen > 0);
            Assert.Equal(0, statement.Extremity);
            Assert.DoesNotContain(report.Groups, group => group.Representative.Any(entry => entry.Statement == id));
            Assert.DoesNotContain(report.ConsensusAgree.Concat(report.ConsensusDisagree), entry => entry.Statement == id);
        }

        Assert.Equal(49, report.FindStatement(6)!.Priority);
        Assert.True(report.Statements.Where(statement => !statement.Meta).Select(statement => statement.Priority).Distinct().Count() > 40);
        Assert.Equal(0, report.FindStatement(99)!.Seen);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("one person")]
    [InlineData("one statement")]
    [InlineData("all pass")]
    [InlineData("all agree")]
    [InlineData("too few votes each")]
    public void Little_to_say_is_said_without_groups(string what)
    {
        IEnumerable<Vote> votes = what switch
        {
            "nobody" => [],
            "one person" => Plan.Votes().Where(vote => vote.Participant == 1),
            "one statement" => Plan.Votes().Where(vote => vote.Statement == 1),
            "all pass" => Plan.Votes().Select(vote => vote with { Stance = Stance.Pass }),
            "all agree" => Plan.Votes().Select(vote => vote with { Stance = Stance.Agree }),
            _ => Plan.Votes().GroupBy(vote => vote.Participant).SelectMany(person => person.Take(6)),
        };

        var report = Analyse(votes);

        Assert.Equal(report.VoteCount, report.Statements.Sum(statement => statement.Seen));
        Assert.DoesNotContain("NaN", Reports.Text(report), StringComparison.Ordinal);
        if (what != "one statement")
        {
            Assert.Empty(report.Groups);
        }
    }

    [Fact]
    public void A_cancelled_analysis_stops()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => ConsensusEngine.Analyse(VoteMatrix.From(Plan.Votes()), Options, cancellationToken: cancelled));
    }

    private static ConsensusReport Analyse(IEnumerable<Vote> votes, ConsensusOptions? options = null) =>
        ConsensusEngine.Analyse(VoteMatrix.From(votes), options ?? Options, cancellationToken: TestContext.Current.CancellationToken);
}
