using System.Text.Json;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests;

/// <summary>What a report takes from the one before, and what it tells of the difference.</summary>
public sealed class ContinuityTests
{
    private static readonly ConsensusOptions Options = new();
    private static readonly PlantedConversation Plan = new() { People = 400, Statements = 60, Groups = 3, Separation = 2, ShareSeen = 0.6, Seed = 21 };

    [Fact]
    public void Splitting_the_run_in_two_gives_the_report_of_one_run()
    {
        var votes = Plan.Votes().ToArray();
        var half = Analyse(votes[..(votes.Length / 2)]);
        var once = Analyse(votes);
        var twice = Analyse(votes, half);

        Assert.Equal(1, Close.Rand(Reports.Labels(once), Reports.Labels(twice)));
        Assert.Equal(once.Firmness, twice.Firmness);
        Assert.Equal(once.Silhouettes, twice.Silhouettes);
        foreach (var (one, two) in once.Statements.Zip(twice.Statements))
        {
            Assert.Equal(Math.Abs(one.LoadingX), Math.Abs(two.LoadingX));
            Assert.Equal(Math.Abs(one.LoadingY), Math.Abs(two.LoadingY));
            Assert.Equal(one.GroupAwareConsensus, two.GroupAwareConsensus, 1e-14);
            Assert.Equal(one.Bridging, two.Bridging, 1e-3);
        }
    }

    [Fact]
    public void A_report_read_back_from_a_file_goes_on_like_the_one_in_memory()
    {
        var votes = Plan.Votes().ToArray();
        foreach (var method in new[] { ConsensusMethod.Robust, ConsensusMethod.Classic })
        {
            var options = Options with { Method = method };
            var half = Analyse(votes[..(votes.Length / 2)], null, options);
            var restored = JsonSerializer.Deserialize<ConsensusReport>(JsonSerializer.Serialize(half))!;

            Assert.Equal(Reports.Text(half), Reports.Text(restored));
            Assert.Equal(Reports.Text(Analyse(votes, half, options)), Reports.Text(Analyse(votes, restored, options)));
        }
    }

    [Fact]
    public void Groups_keep_their_letters_when_another_becomes_the_largest()
    {
        var truth = Plan.Truth();
        var votes = Plan.Votes().ToArray();
        var before = Analyse(votes);
        var smallest = before.Groups.MinBy(group => group.Size)!;
        var crowd = votes.Where(vote => before.FindParticipant(vote.Participant)!.Value.Group == smallest.Id);

        var after = Analyse([.. votes, .. crowd.Select(vote => vote with { Participant = vote.Participant + 1000 }), .. crowd.Select(vote => vote with { Participant = vote.Participant + 2000 })], before);

        Assert.Equal(smallest.Id, after.Groups.MaxBy(group => group.Size)!.Id);
        Assert.Equal(before.Groups.Select(group => group.Label), after.Groups.Select(group => group.Label));
        var stayed = before.Participants.Count(person => after.FindParticipant(person.Participant)!.Value.Group == person.Group);
        Assert.InRange(stayed, 0.95 * before.ParticipantCount, before.ParticipantCount);
        Assert.True(Close.Cosine([.. before.Statements.Select(statement => statement.LoadingX)], [.. after.Statements.Select(statement => statement.LoadingX)]) >= 0);
    }

    [Fact]
    public void What_changed_is_told()
    {
        var votes = Plan.Votes().ToArray();
        var before = Analyse(votes);
        var agreed = Enumerable.Range(1, 400).SelectMany(person => new[] { new Vote(person, 500, Stance.Agree), new Vote(person, 7, Stance.Agree) });

        var after = Analyse([.. votes, .. agreed, new Vote(9999, 1, Stance.Pass)], before);
        var changes = after.Changes!;

        Assert.Null(before.Changes);
        Assert.Equal(1, changes.NewParticipants);
        Assert.Equal([500], changes.NewStatements);
        Assert.Equal(after.VoteCount - before.VoteCount, changes.NewVotes);
        Assert.Equal(7, changes.Risen[0].Statement);
        Assert.Equal(after.FindStatement(7)!.AgreementBound, changes.Risen[0].After);
        Assert.Equal(before.ParticipantCount, changes.Flows.Sum(flow => flow.People));
        Assert.Empty(changes.Splits);
        Assert.Empty(changes.Merges);
        Assert.Empty(changes.NewGroups);
        Assert.Equal(changes.Moved.Count, changes.Flows.Where(flow => flow.From is not null && flow.To is not null && flow.From != flow.To).Sum(flow => flow.People));
    }

    [Fact]
    public void Groups_that_split_and_merge_are_named()
    {
        var votes = Plan.Votes().ToArray();
        var three = Analyse(votes);
        var merged = Regroup(three, group => group == 2 ? 1 : group);

        var split = Consensus.Findings.Changes.Between(merged, three, Options);
        var merge = Consensus.Findings.Changes.Between(three, merged, Options);

        var from = Assert.Single(split.Splits);
        Assert.Equal((1, 2), (from.From, from.Into.Count));
        Assert.Equal([1, 2], from.Into);
        Assert.Equal([2], split.NewGroups);
        var into = Assert.Single(merge.Merges);
        Assert.Equal(1, into.Into);
        Assert.Equal([1, 2], into.From);
        Assert.Equal([2], merge.GoneGroups);
    }

    [Fact]
    public void Who_is_missing_from_the_groups_is_counted_by_votes()
    {
        var report = Analyse([.. Plan.Votes(), new Vote(901, 1, Stance.Agree), new Vote(902, 1, Stance.Agree), new Vote(902, 2, Stance.Pass)]);

        Assert.Equal(7, report.Missing.VotesNeeded);
        Assert.Equal(6, report.Missing.ByVotes.Count);
        Assert.Equal(report.ParticipantCount, report.GroupedCount + report.Missing.Count);
        Assert.Equal(report.Participants.Count(person => person.Votes == 1), report.Missing.ByVotes[0]);
        Assert.Null(report.FindParticipant(902)!.Value.Group);
        Assert.Equal(0, report.FindParticipant(902)!.Value.Confidence);
    }

    [Fact]
    public void Clear_groups_are_firmer_than_faint_ones()
    {
        var clear = Analyse((Plan with { Groups = 2, Separation = 3 }).Votes());
        var faint = Analyse((Plan with { Groups = 2, Separation = 0.7, ShareSeen = 0.5 }).Votes());

        Assert.InRange(clear.Firmness!.Value, 0.9, 1);
        Assert.InRange(faint.Firmness!.Value, -0.1, 0.75);
    }

    [Fact]
    public void Leaving_out_nothing_finds_the_same_groups_each_time()
    {
        Assert.Equal(1, Analyse(Plan.Votes(), null, Options with { FirmnessShare = 0 }).Firmness);
    }

    [Fact]
    public void Counts_of_votes_do_not_look_beyond_the_last_row()
    {
        var rows = new Consensus.Projection.VoteRows([0, 1, 2], [VoteMatrix.CodeOf(1, Stance.Agree), VoteMatrix.CodeOf(0, Stance.Pass), 0, 0], 2);

        Assert.Equal([0, 1, 0, 0, 0, 0, 1, 0], Consensus.Grouping.SampledRows.CountsOf(rows));
    }

    private static ConsensusReport Regroup(ConsensusReport report, Func<int, int> change)
    {
        var participants = report.Participants.Select(person => person with { Group = person.Group is { } group ? change(group) : null }).ToArray();
        var groups = participants.Where(person => person.Group is not null).CountBy(person => person.Group!.Value).OrderBy(entry => entry.Key)
            .Select(entry => report.FindGroup(entry.Key)! with { Size = entry.Value });
        return report with { Participants = participants, Groups = [.. groups] };
    }

    private static ConsensusReport Analyse(IEnumerable<Vote> votes, ConsensusReport? previous = null, ConsensusOptions? options = null) =>
        ConsensusEngine.Analyse(VoteMatrix.From(votes), options ?? Options, previous, cancellationToken: TestContext.Current.CancellationToken);
}
