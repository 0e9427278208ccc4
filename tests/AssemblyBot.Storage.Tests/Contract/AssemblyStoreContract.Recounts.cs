using Microsoft.Extensions.Logging.Abstractions;

namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Random_votes_of_three_accounts_are_what_a_recount_gives_after_they_are_linked(int seed)
    {
        var random = new Random(seed);
        AssemblyId[] assemblies = [await CreateAsync("first", seeds: 8), await CreateAsync("second", seeds: 5)];
        var people = new List<ParticipantId>();
        foreach (var account in new[] { AccountOf("ada"), DiscordOf("adah"), DiscordOf("adan"), AccountOf("ben") })
        {
            foreach (var assembly in assemblies)
                people.Add(new ParticipantId(await AcceptAsync(new Change.Join(assembly, account, 1, Now))));
        }

        people = [.. people.Distinct()];
        var (ada, ben) = (people[0], people[3]);
        for (var n = 0; n < 4; n++)
            await AcceptAsync(Write(assemblies[random.Next(2)], people[random.Next(4)], $"Statement {n}"));
        var statements = new Dictionary<AssemblyId, IReadOnlyList<StatementRecord>>();
        foreach (var assembly in assemblies)
            statements[assembly] = await Store.GetStatementsAsync(assembly, Token);

        var hall = new AssemblyHall(Store);
        await hall.RefreshAsync(Token);
        await using (var recorder = new Recorder(Store, hall, NullLogger<Recorder>.Instance))
        {
            var pending = new List<Task<Outcome>>();
            async Task VoteAtRandomAsync(IReadOnlyList<ParticipantId> voters, int count)
            {
                for (var n = 0; n < count; n++)
                {
                    var assembly = assemblies[random.Next(2)];
                    Stance? stance = random.Next(5) is var s and < 4 ? (Stance)(Math.Min(s, 2) - 1) : null;
                    pending.Add(recorder.RecordAsync(
                        Vote(assembly, voters[random.Next(voters.Count)], random.Next(statements[assembly].Count) + 1, stance), Token));
                    if (random.Next(3) == 0)
                        Clock.Advance(TimeSpan.FromMilliseconds(random.Next(3)));
                }

                await Task.WhenAll(pending);
            }

            await VoteAtRandomAsync(people, 120);
            var expected = await RecountAsync(assemblies, people[..3], statements);
            var bens = await VotesOfAsync(assemblies, ben);
            bens.RemoveWhere(vote => vote.Item1 == assemblies[0] && vote.Item2.Number == 1);
            bens.Add((assemblies[0], new StatementId(1), Stance.Pass));

            // All at once, so that links and votes share a batch.

            pending.Add(recorder.RecordAsync(new Change.IssueLinkCode(HashOf("one"), AccountOf("ada"), Now), Token));
            pending.Add(recorder.RecordAsync(new Change.LinkAccount(HashOf("one"), DiscordOf("adah"), Now), Token));
            pending.Add(recorder.RecordAsync(Vote(assemblies[0], ben, 1, Stance.Pass), Token));
            pending.Add(recorder.RecordAsync(new Change.IssueLinkCode(HashOf("two"), DiscordOf("adah"), Now), Token));
            pending.Add(recorder.RecordAsync(new Change.LinkAccount(HashOf("two"), DiscordOf("adan"), Now), Token));
            await Task.WhenAll(pending);

            Assert.Equal(expected, await VotesOfAsync(assemblies, ada));
            Assert.Equal(bens, await VotesOfAsync(assemblies, ben));
            await VoteAtRandomAsync([ada, ben], 30);
        }

        var fresh = new AssemblyHall(Store);
        await fresh.RefreshAsync(Token);
        foreach (var assembly in assemblies)
        {
            var current = await CurrentAsync(assembly);
            Assert.DoesNotContain(current, vote => vote.Participant != ada && vote.Participant != ben);
            Assert.Equal(current.Count, current.Select(vote => (vote.Participant, vote.Statement)).Distinct().Count());
            Assert.Equal(
                current.Select(vote => new Vote(vote.Participant.Value, vote.Statement.Number, vote.Stance)).ToHashSet(),
                fresh.Find(assembly)!.Votes.All().ToHashSet());
            Assert.Equal(fresh.Find(assembly)!.Votes.Head, hall.Find(assembly)!.Votes.Head);
            Assert.Equal(fresh.Find(assembly)!.Votes.All().ToHashSet(), hall.Find(assembly)!.Votes.All().ToHashSet());
            foreach (var person in people)
                Assert.Equal(OrderOf(fresh.Find(assembly)!.Votes.Of(person)), OrderOf(hall.Find(assembly)!.Votes.Of(person)));
        }
    }

    /// <summary>The later vote of several people on each statement, but for those that one of them wrote.</summary>
    private async Task<HashSet<(AssemblyId, StatementId, Stance)>> RecountAsync(
        IReadOnlyList<AssemblyId> assemblies,
        IReadOnlyList<ParticipantId> people,
        Dictionary<AssemblyId, IReadOnlyList<StatementRecord>> statements)
    {
        var counted = new HashSet<(AssemblyId, StatementId, Stance)>();
        foreach (var assembly in assemblies)
        {
            var last = (await EventsAsync(assembly))
                .Where(e => people.Contains(e.Participant))
                .GroupBy(e => (e.Participant, e.Statement))
                .Select(events => events.Last())
                .Where(e => e.Stance is not null);
            foreach (var votes in last.GroupBy(e => e.Statement))
            {
                if (statements[assembly][votes.Key.Number - 1].Author is { } author && people.Contains(author))
                    continue;
                counted.Add((assembly, votes.Key, votes.OrderBy(e => e.At).ThenBy(e => e.Sequence).Last().Stance!.Value));
            }
        }

        return counted;
    }

    private async Task<HashSet<(AssemblyId, StatementId, Stance)>> VotesOfAsync(
        IReadOnlyList<AssemblyId> assemblies, ParticipantId participant)
    {
        var votes = new HashSet<(AssemblyId, StatementId, Stance)>();
        foreach (var assembly in assemblies)
        {
            foreach (var vote in (await CurrentAsync(assembly)).Where(vote => vote.Participant == participant))
                votes.Add((assembly, vote.Statement, vote.Stance));
        }

        return votes;
    }

    private static IEnumerable<(StatementId, Stance)> OrderOf(Ballot ballot) =>
        Enumerable.Range(0, ballot.Count).Select(index => ballot[index]);
}
