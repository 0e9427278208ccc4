using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Projection;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests.Grouping;

public sealed class StructureTestTests
{
    private static readonly ConsensusOptions Options = new();
    private static readonly PlantedConversation Plan = new() { People = 300, Statements = 60, Groups = 1, ShareSeen = 0.3, PassShare = 0.15 };

    [Fact]
    public void Habits_of_agreeing_or_passing_are_no_structure()
    {
        var found = Enumerable.Range(1, 30).Count(seed => Groups(Plan with { AgreeBias = 0.7, PassBias = 1, ShownSkew = 0.7, Skew = 1.2, Seed = seed }) > 0);

        Assert.InRange(found, 0, 3);
    }

    [Fact]
    public void Groups_are_found_in_one_vote_of_twenty_although_habits_differ()
    {
        var found = Enumerable.Range(1, 8).Count(seed => Groups(Plan with { People = 1500, Statements = 100, Groups = 2, Separation = 2, ShareSeen = 0.05, AgreeBias = 0.7, Seed = seed }) > 0);

        Assert.Equal(8, found);
    }

    [Fact]
    public void How_much_people_differ_in_agreeing_is_estimated_and_is_nothing_where_they_do_not()
    {
        var none = Model(Plan with { People = 2000, PassShare = 0 }).Readiness;
        var some = Model(Plan with { People = 2000, PassShare = 0, AgreeBias = 0.6 }).Readiness;

        Assert.InRange(none, 0, 0.005);
        Assert.InRange(some, 0.04, 0.1);
    }

    [Fact]
    public void A_few_who_disagree_with_everything_are_a_group_and_a_spread_of_habits_is_none()
    {
        var contrary = Enumerable.Range(1, 10).Select(seed => Contrary(seed)).ToArray();
        var spread = Enumerable.Range(1, 20).Count(seed => Groups(Plan with { Statements = 80, ShareSeen = 0.6, AgreeBias = 1, Seed = seed }) > 0);

        Assert.All(contrary, report => Assert.Equal([108, 12], report.Groups.Select(group => group.Size)));
        Assert.InRange(spread, 0, 2);
    }

    [Fact]
    public void Copies_are_equal_whatever_the_ids_and_the_direction()
    {
        var votes = (Plan with { Groups = 3 }).Votes().ToArray();
        var copy = Canonical(votes);
        var people = Canonical([.. votes.Select(vote => vote with { Participant = vote.Participant * 7919 % 3001 })]);
        var statements = Canonical([.. votes.Select(vote => vote with { Statement = vote.Statement * 37 % 61 })]);
        var mirrored = Canonical([.. votes.Select(vote => vote with { Stance = (Stance)(-(int)vote.Stance) })]);

        Assert.All(new[] { people, statements, mirrored }, other => Assert.Equal(copy.Rows.Codes, other.Rows.Codes));
        Assert.All(new[] { people, statements, mirrored }, other => Assert.Equal(copy.Rows.RowStart, other.Rows.RowStart));
    }

    [Fact]
    public void A_copy_holds_the_votes_of_each_person_and_can_do_without_passes_and_moderated_statements()
    {
        var votes = VoteMatrix.From((Plan with { Groups = 2 }).Votes(), moderatedOut: [5]);
        var copy = CanonicalVotes.Of(VoteRows.Of(votes), votes.ModeratedOut, passesAreMissing: false);
        var sides = copy.WithoutPasses();

        Assert.Equal(votes.VoteCount - Counted(votes, 5, 0, 1, 2), copy.Rows.Votes);
        Assert.Equal(copy.Rows.Codes.Count(code => (code & 3) != 1), sides.Rows.Votes);
        Assert.DoesNotContain(sides.Rows.Codes[..sides.Rows.Votes], code => (code & 3) == 1);
        for (var row = 0; row < copy.Rows.Count; row++)
        {
            var expected = votes.Row(copy.OldRow[row]).ToArray().Select(code => copy.NewCode[code]).Where(code => code != CanonicalVotes.Nothing).Order();
            Assert.Equal(expected, copy.Rows.Codes[copy.Rows.RowStart[row]..copy.Rows.RowStart[row + 1]]);
        }

        static int Counted(VoteMatrix votes, int statement, params int[] stances) => stances.Sum(stance => votes.Counts[(votes.ColumnOf(statement) << VoteMatrix.StanceBits) + stance]);
    }

    [Fact]
    public void Ids_and_direction_change_neither_groups_nor_firmness_of_faint_structure()
    {
        var votes = (Plan with { Groups = 2, Separation = 0.9, Skew = 1, Seed = 3 }).Votes().ToArray();
        var report = Analyse(votes);
        var statements = Analyse([.. votes.Select(vote => vote with { Statement = vote.Statement * 37 % 61 })]);
        var mirrored = Analyse([.. votes.Select(vote => vote with { Stance = (Stance)(-(int)vote.Stance) })]);

        Assert.NotEmpty(report.Groups);
        foreach (var other in new[] { statements, mirrored })
        {
            Assert.Equal(Reports.Labels(report), Reports.Labels(other));
            Assert.Equal(report.Firmness, other.Firmness);
            Assert.Equal(report.Silhouettes, other.Silhouettes);
        }
    }

    /// <summary>People who mostly agree, and a tenth who mostly disagree with the same statements.</summary>
    private static ConsensusReport Contrary(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var votes = new List<Vote>();
        for (var person = 0; person < 120; person++)
        {
            for (var statement = 0; statement < 60; statement++)
            {
                var agrees = random.NextDouble() < (person % 10 == 0 ? 0.25 : 0.85);
                votes.Add(new Vote(person, statement, agrees ? Stance.Agree : Stance.Disagree));
            }
        }

        return Analyse(votes);
    }

    private static int Groups(PlantedConversation plan) => Analyse(plan.Votes()).Groups.Count;

    private static ConsensusReport Analyse(IEnumerable<Vote> votes) =>
        ConsensusEngine.Analyse(VoteMatrix.From(votes), Options with { Bridging = false }, cancellationToken: TestContext.Current.CancellationToken);

    private static VoteModel Model(PlantedConversation plan) => VoteModel.Of(Canonical(plan.Votes()).Rows);

    private static CanonicalVotes Canonical(IEnumerable<Vote> votes)
    {
        var matrix = VoteMatrix.From(votes);
        return CanonicalVotes.Of(VoteRows.Of(matrix), matrix.ModeratedOut, passesAreMissing: false);
    }
}
