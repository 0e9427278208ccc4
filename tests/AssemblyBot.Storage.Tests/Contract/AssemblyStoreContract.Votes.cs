namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task Votes_are_numbered_from_one_in_each_assembly_without_a_gap()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var ada = await JoinAsync(first);
        await JoinAsync(second);

        var outcomes = await Store.AppendAsync(
            WriteBatch.Of(
                Vote(first, ada, 1, Stance.Agree),
                Vote(second, ada, 1, Stance.Pass),
                Vote(first, ada, 2, Stance.Disagree)),
            Token);
        var last = await AcceptAsync(Vote(first, ada, 3, Stance.Pass));

        Assert.Equal([1L, 1L, 2L], outcomes.Select(outcome => Assert.IsType<Outcome.Accepted>(outcome).Value));
        Assert.Equal(3, last);
        Assert.Equal([1L, 2L, 3L], (await EventsAsync(first)).Select(e => e.Sequence));
        Assert.Equal([1L], (await EventsAsync(second)).Select(e => e.Sequence));
        Assert.Equal([3L, 1L], (await Store.GetAssembliesAsync(Token)).Select(assembly => assembly.Head));
    }

    [Fact]
    public async Task The_last_vote_on_a_statement_counts_and_the_ones_before_stay_on_record()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);

        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree));
        await AcceptAsync(Vote(assembly, ada, 2, Stance.Pass));
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Disagree));

        Assert.Equal(
            [new CurrentVote(ada, new(2), Stance.Pass), new CurrentVote(ada, new(1), Stance.Disagree)],
            await CurrentAsync(assembly));
        Assert.Equal([Stance.Agree, Stance.Pass, Stance.Disagree], (await EventsAsync(assembly)).Select(e => e.Stance));
    }

    [Fact]
    public async Task A_withdrawn_vote_does_not_count_and_its_withdrawal_is_on_record()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree));

        var sequence = await AcceptAsync(Vote(assembly, ada, 1, null));

        Assert.Equal(2, sequence);
        Assert.Empty(await CurrentAsync(assembly));
        Assert.Equal([Stance.Agree, null], (await EventsAsync(assembly)).Select(e => e.Stance));
    }

    [Fact]
    public async Task Events_are_read_after_a_sequence_number_with_their_time_to_the_millisecond()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree));
        var at = new DateTimeOffset(2026, 7, 1, 9, 8, 7, 654, TimeSpan.FromHours(-5));
        await AcceptAsync(new Change.CastVote(assembly, ada, new StatementId(2), Stance.Pass, at));

        var read = Assert.Single(await EventsAsync(assembly, after: 1));

        Assert.Equal(new VoteEvent(2, ada, new StatementId(2), Stance.Pass, at), read);
        Assert.Equal(TimeSpan.Zero, read.At.Offset);
        Assert.Empty(await EventsAsync(assembly, after: 2));
    }

    [Fact]
    public async Task A_batch_that_holds_something_impossible_is_not_written_at_all()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var batch = new WriteBatch(
            [
                new Entry(Vote(assembly, ada, 1, Stance.Agree), new InboxKey("telegram:bot", "1")),
                new Entry(Vote(assembly, new ParticipantId(4711), 1, Stance.Agree), null),
            ],
            [new Cursor("telegram:bot", 2)]);

        await Assert.ThrowsAsync<StoreException>(async () => await Store.AppendAsync(batch, Token));

        Assert.Empty(await EventsAsync(assembly));
        Assert.Empty(await CurrentAsync(assembly));
        Assert.Null(await Store.GetCursorAsync("telegram:bot", Token));
        Assert.Equal(1, await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree), new InboxKey("telegram:bot", "1")));
    }

    [Fact]
    public async Task A_vote_in_an_assembly_or_on_a_statement_that_is_not_there_is_refused()
    {
        var assembly = await CreateAsync(seeds: 2);
        var ada = await JoinAsync(assembly);

        await Assert.ThrowsAsync<StoreException>(() => RecordAsync(Vote(new AssemblyId(99), ada, 1, Stance.Agree)));
        await Assert.ThrowsAsync<StoreException>(() => RecordAsync(Vote(assembly, ada, 3, Stance.Agree)));

        Assert.Equal(1, await AcceptAsync(Vote(assembly, ada, 2, Stance.Agree)));
    }

    [Fact]
    public async Task A_vote_of_someone_who_does_not_take_part_in_the_assembly_is_refused()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var ada = await JoinAsync(first);
        await JoinAsync(second, "ben");

        var outcomes = await Store.AppendAsync(WriteBatch.Of(Vote(second, ada, 1, Stance.Agree), Vote(first, ada, 1, Stance.Agree)), Token);

        Assert.Equal([new Outcome.Refused(), new Outcome.Accepted(1)], outcomes);
        Assert.Empty(await EventsAsync(second));
        Assert.Equal(0, (await Store.GetAssembliesAsync(Token))[1].Head);
    }

    [Fact]
    public async Task Sixty_four_producers_lose_nothing_and_leave_no_gap()
    {
        const int producers = 64;
        const int votesEach = 50;
        var assembly = await CreateAsync(seeds: votesEach);
        var people = new List<ParticipantId>();
        for (var i = 0; i < producers; i++)
            people.Add(await JoinAsync(assembly, $"person {i}"));
        var hall = new AssemblyHall(Store);
        await hall.RefreshAsync(Token);

        await using (var recorder = new Recorder(
            Store, hall, Microsoft.Extensions.Logging.Abstractions.NullLogger<Recorder>.Instance))
        {
            await Parallel.ForEachAsync(
                people,
                new ParallelOptions { MaxDegreeOfParallelism = producers, CancellationToken = Token },
                async (person, token) =>
                {
                    for (var n = 1; n <= votesEach; n++)
                    {
                        var key = new InboxKey("telegram:bot", $"{person.Value}-{n}");
                        await recorder.RecordAsync(Vote(assembly, person, n, Stance.Agree), key, null, token);
                        Assert.IsType<Outcome.Duplicate>(
                            await recorder.RecordAsync(Vote(assembly, person, n, Stance.Disagree), key, null, token));
                    }
                });
        }

        var events = await EventsAsync(assembly);
        Assert.Equal(Enumerable.Range(1, producers * votesEach).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.Equal(producers * votesEach, events.Select(e => (e.Participant, e.Statement)).Distinct().Count());
        Assert.All(await CurrentAsync(assembly), vote => Assert.Equal(Stance.Agree, vote.Stance));
        Assert.Equal(producers * votesEach, hall.Find(assembly)!.Votes.VoteCount);
    }
}
