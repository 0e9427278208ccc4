using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Consensus.Tests.Fixtures;

namespace AssemblyBot.Consensus.Tests;

/// <summary>The whole report, compared to the last digit: it depends on who voted what, and on nothing else.</summary>
public sealed class InvarianceTests
{
    public static readonly TheoryData<string> Conversations = [.. SharedFiles.Conversations, "planted: three groups", "planted: no structure", "planted: faint and sparse", "planted: large"];

    [Theory]
    [MemberData(nameof(Conversations))]
    public void The_order_of_people_statements_and_votes_changes_nothing(string name)
    {
        var (votes, hidden, meta) = Load(name);
        var expected = Reports.Text(Analyse(votes, hidden, meta));

        Assert.Equal(expected, Reports.Text(Analyse(votes.GroupBy(vote => vote.Participant).Reverse().SelectMany(person => person), hidden, meta)));
        Assert.Equal(expected, Reports.Text(Analyse(votes.GroupBy(vote => vote.Statement).Reverse().SelectMany(statement => statement), hidden, meta)));
        var shuffled = Current(votes);
        new Random(5).Shuffle(shuffled);
        Assert.Equal(expected, Reports.Text(Analyse(shuffled, hidden, meta)));
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Casting_votes_again_changes_nothing(string name)
    {
        var (votes, hidden, meta) = Load(name);

        Assert.Equal(Reports.Text(Analyse(votes, hidden, meta)), Reports.Text(Analyse([.. votes, .. Current(votes)], hidden, meta)));
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void The_number_of_threads_changes_nothing(string name)
    {
        var (votes, hidden, meta) = Load(name);
        var one = Analyse(votes, hidden, meta, threads: 1);

        Assert.All([2, 3, 7], threads => Assert.Equal(Reports.Text(one), Reports.Text(Analyse(votes, hidden, meta, threads: threads) with { Options = one.Options })));
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Other_numbers_in_the_same_order_change_nothing_but_the_numbers(string name)
    {
        var (votes, hidden, meta) = Load(name);
        var plain = Analyse(votes, hidden, meta);
        var renamed = Analyse(votes.Select(vote => vote with { Participant = (3 * vote.Participant) + 11, Statement = (2 * vote.Statement) + 5 }), [.. hidden.Select(id => (2 * id) + 5)], [.. meta.Select(id => (2 * id) + 5)]);

        Assert.Equal(Reports.Text(plain), Reports.Text(Alignment.Renamed(renamed, person => (person - 11) / 3, statement => (statement - 5) / 2)));
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Numbers_dealt_out_otherwise_change_nothing_but_the_numbers(string name)
    {
        var (votes, hidden, meta) = Load(name);
        var plain = Analyse(votes, hidden, meta);
        var (people, statements) = (Dealt(votes.Select(vote => vote.Participant)), Dealt(votes.Select(vote => vote.Statement).Concat(hidden).Concat(meta)));
        var renamed = Analyse(
            votes.Select(vote => vote with { Participant = people[vote.Participant], Statement = statements[vote.Statement] }), [.. hidden.Select(id => statements[id])], [.. meta.Select(id => statements[id])]);

        var (peopleBack, statementsBack) = (people.ToDictionary(entry => entry.Value, entry => entry.Key), statements.ToDictionary(entry => entry.Value, entry => entry.Key));
        Assert.Equal(
            Alignment.Aligned(plain, plain),
            Alignment.Aligned(Alignment.Renamed(renamed, person => peopleBack[person], statement => statementsBack[statement]), plain));
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void A_run_split_in_two_or_five_ends_with_the_report_of_one_run(string name)
    {
        var (votes, hidden, meta) = Load(name);
        var once = Analyse(votes, hidden, meta);

        foreach (var parts in new[] { 2, 5 })
        {
            ConsensusReport? report = null;
            for (var part = 1; part <= parts; part++)
            {
                report = Analyse(votes.Take(votes.Length * part / parts), hidden, meta, report);
            }

            Assert.Equal(Alignment.Aligned(once, once), Alignment.Aligned(report!, once));
        }
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void An_earlier_report_that_is_mirrored_mirrors_the_map_and_changes_nothing_else(string name)
    {
        var (votes, hidden, meta) = Load(name);
        var before = Analyse(votes.Take(votes.Length * 2 / 3), hidden, meta);
        var straight = Analyse(votes, hidden, meta, before);
        var mirrored = Analyse(votes, hidden, meta, Alignment.Mirrored(before));

        Assert.Equal(straight.Participants.Select(person => (0 - person.X, 0 - person.Y)), mirrored.Participants.Select(person => (person.X, person.Y)));
        Assert.Equal(Reports.Text(straight with { Changes = null }), Alignment.Aligned(mirrored, straight));
    }

    private static (Vote[] Votes, int[] ModeratedOut, int[] Meta) Load(string name)
    {
        if (!name.StartsWith("planted", StringComparison.Ordinal))
        {
            return Conversation.Read(name);
        }

        var plan = new PlantedConversation { People = 300, Statements = 50, Groups = 3, Separation = 2, ShareSeen = 0.7, Seed = 11 };
        return ([.. (name switch
        {
            "planted: no structure" => plan with { Groups = 1 },
            "planted: faint and sparse" => plan with { Groups = 4, Separation = 0.7, ShareSeen = 0.15 },
            "planted: large" => plan with { People = 6_000, Statements = 120, ShareSeen = 0.3 },
            _ => plan,
        }).Votes()], [], []);
    }

    /// <summary>The last vote of each person on each statement.</summary>
    private static Vote[] Current(Vote[] votes) => [.. votes.GroupBy(vote => (vote.Participant, vote.Statement)).Select(cast => cast.Last())];

    /// <summary>The same numbers, dealt out anew.</summary>
    private static Dictionary<T, T> Dealt<T>(IEnumerable<T> numbers)
        where T : notnull
    {
        var (from, to) = (numbers.Distinct().Order().ToArray(), numbers.Distinct().Order().ToArray());
        new Random(8).Shuffle(to);
        return from.Zip(to).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static ConsensusReport Analyse(IEnumerable<Vote> votes, int[] moderatedOut, int[] meta, ConsensusReport? previous = null, int threads = 0) =>
        ConsensusEngine.Analyse(
            VoteMatrix.From(votes, moderatedOut: moderatedOut, meta: meta), new ConsensusOptions { Threads = threads }, previous, cancellationToken: TestContext.Current.CancellationToken);
}
