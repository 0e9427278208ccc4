namespace AssemblyBot.Core.Tests.Voting;

public sealed class VoteRollTests
{
    private static readonly AssemblyId _assembly = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Votes_are_kept_as_a_list_for_each_person_would_keep_them(int seed)
    {
        var random = new Random(seed);
        var (roll, expected) = (new VoteRoll(), new Dictionary<long, List<(int Statement, Stance Stance)>>());

        for (var sequence = 1; sequence <= 20_000; sequence++)
        {
            var participant = (long)(5_000 * Math.Pow(random.NextDouble(), 4)) + 1;
            var (statement, stance) = (random.Next(1, 120), random.Next(4) is var cast and < 3 ? (Stance)(cast - 1) : (Stance?)null);
            Apply(expected, participant, statement, stance);
            roll.Apply(sequence, new ParticipantId(participant), new StatementId(statement), stance);
        }

        AssertEqual(expected, roll);
        Assert.Equal(20_000, roll.Head);
    }

    [Fact]
    public async Task Reading_while_votes_are_cast_sees_whole_ballots()
    {
        var (roll, person) = (new VoteRoll(), new ParticipantId(7));
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(Read, TestContext.Current.CancellationToken);

        for (var statement = 1; statement <= 300; statement++)
        {
            roll.Apply(statement, person, new StatementId(statement), Stance.Agree);
            roll.Apply(statement, new ParticipantId(1000 + statement), new StatementId(statement), Stance.Pass);
        }

        await stop.CancelAsync();
        await reading;

        void Read()
        {
            while (!stop.IsCancellationRequested)
            {
                // The statements are 1, 2, 3 … up to where the person has come.
                var ballot = roll.Of(person);
                for (var i = 0; i < ballot.Count; i++)
                    Assert.Equal(i + 1, ballot[i].Statement.Number);
                Assert.All(roll.All(), vote => Assert.InRange(vote.Statement, 1, 300));
            }
        }
    }

    [Fact]
    public void A_snapshot_brings_back_every_ballot_in_its_order_and_goes_on_from_there()
    {
        var (random, roll) = (new Random(4), new VoteRoll());
        for (var sequence = 1; sequence <= 5_000; sequence++)
            roll.Apply(sequence, new ParticipantId(random.Next(1, 300) * 40), new StatementId(random.Next(1, 300)), (Stance)random.Next(-1, 2));

        var (snapshot, restored) = (roll.Take(_assembly), new VoteRoll());
        Assert.True(restored.TryRestore(snapshot.Head, snapshot.Body));
        foreach (var one in new[] { roll, restored })
            one.Apply(5_001, new ParticipantId(40), new StatementId(7), Stance.Pass);

        Assert.Equal((_assembly, VoteRoll.SnapshotName, 5_000L), (snapshot.Assembly, snapshot.Name, snapshot.Head));
        Assert.Equal((roll.Head, roll.VoteCount, roll.VoterCount), (restored.Head, restored.VoteCount, restored.VoterCount));
        Assert.Equal(roll.All(), restored.All());
    }

    [Fact]
    public void A_snapshot_that_was_damaged_or_is_of_another_moment_or_version_is_not_taken()
    {
        var roll = new VoteRoll();
        for (var n = 1; n <= 50; n++)
            roll.Apply(n, new ParticipantId(n), new StatementId(n), Stance.Disagree);
        var (head, body) = (50, roll.Take(_assembly).Body);

        Assert.False(new VoteRoll().TryRestore(head + 1, body));
        Assert.False(new VoteRoll().TryRestore(head, []));
        Assert.False(new VoteRoll().TryRestore(head, [(byte)(body[0] + 1), .. body[1..]]));
        for (var at = 0; at < body.Length; at++)
        {
            var damaged = body.ToArray();
            damaged[at] ^= 1;
            Assert.False(new VoteRoll().TryRestore(head, damaged));
            Assert.False(new VoteRoll().TryRestore(head, body.AsSpan(0, at)));
        }
    }

    private static void Apply(Dictionary<long, List<(int Statement, Stance Stance)>> votes, long participant, int statement, Stance? stance)
    {
        if (!votes.TryGetValue(participant, out var ballot))
            votes[participant] = ballot = [];
        ballot.RemoveAll(vote => vote.Statement == statement);
        if (stance is { } cast)
            ballot.Add((statement, cast));
    }

    private static void AssertEqual(Dictionary<long, List<(int Statement, Stance Stance)>> expected, VoteRoll roll)
    {
        foreach (var (participant, votes) in expected)
        {
            var ballot = roll.Of(new ParticipantId(participant));
            Assert.Equal(votes, Enumerable.Range(0, ballot.Count).Select(i => (ballot[i].Statement.Number, ballot[i].Stance)));
            Assert.All(votes, vote => Assert.Equal(vote.Stance, ballot.On(new StatementId(vote.Statement))));
        }

        Assert.Equal(expected.Values.Sum(votes => votes.Count), roll.VoteCount);
        Assert.Equal(expected.Values.Count(votes => votes.Count > 0), roll.VoterCount);
        Assert.Equal(expected.Values.Count(votes => votes.Count >= 20), roll.CountVotersWith(20));
        Assert.Equal(
            expected.SelectMany(pair => pair.Value.Select(vote => new Vote(pair.Key, vote.Statement, vote.Stance))).ToHashSet(),
            roll.All().ToHashSet());
    }
}
