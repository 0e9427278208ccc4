namespace AssemblyBot.Core.Tests.Recording;

public sealed class RecorderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_votes_at_once_are_all_written_in_few_batches()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = await JoinAsync(installation);
        var batches = installation.Store.Batches.Count;
        var recorder = installation.Services.GetRequiredService<Recorder>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(number =>
            Task.Run(() => recorder.RecordAsync(Vote(installation, ana, (number % 10) + 1), new InboxKey("test", $"thousand {number}"), null, Token), Token)));

        var sequences = outcomes.Select(outcome => Assert.IsType<Outcome.Accepted>(outcome).Value).Order();
        Assert.Equal(Enumerable.Range(1, 1000).Select(number => (long)number), sequences);
        Assert.Equal(1000, (await installation.EventsOnDiskAsync()).Count);
        Assert.Equal(10, installation.Assembly.Votes.VoteCount);
        Assert.True(installation.Store.Batches.Count - batches < 500, $"{installation.Store.Batches.Count - batches} batches");
    }

    [Fact]
    public async Task A_change_that_fails_does_not_take_its_neighbours_along()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = await JoinAsync(installation);
        var gate = Hold(installation);
        var first = installation.RecordAsync(Vote(installation, ana, 1));
        Change[] waiting =
        [
            Vote(installation, ana, 2),
            Vote(installation, new ParticipantId(777), 3),
            Vote(installation, ana, 4),
        ];
        var others = waiting.Select(installation.RecordAsync).ToArray();
        gate.SetResult();

        Assert.IsType<Outcome.Accepted>(await first);
        Assert.IsType<Outcome.Accepted>(await others[0]);
        await Assert.ThrowsAsync<StoreException>(() => others[1]);
        Assert.IsType<Outcome.Accepted>(await others[2]);
        Assert.Equal([1, 2, 4], (await installation.VotesOnDiskAsync()).Select(vote => vote.Statement.Number).Order());
        Assert.Equal(3, installation.Assembly.Votes.VoteCount);
    }

    [Fact]
    public async Task Outcomes_come_back_in_the_order_of_their_changes()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds("One", "Two"));
        var ana = await JoinAsync(installation);
        var key = new InboxKey("test", "the same");

        var outcomes = await installation.Services.GetRequiredService<Recorder>().RecordAsync(
            [
                new Entry(Vote(installation, ana, 1), key),
                new Entry(Write(installation, ana, "one!"), null),
                new Entry(Vote(installation, ana, 2), key),
                new Entry(Write(installation, ana, "three"), null),
            ],
            null,
            Token);

        Assert.Equal(
            [new Outcome.Accepted(1), new Outcome.Refused(1), new Outcome.Duplicate(1), new Outcome.Accepted(3)],
            outcomes);
    }

    [Fact]
    public async Task Changes_that_belong_together_are_written_together_or_not_at_all()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = await JoinAsync(installation);

        await Assert.ThrowsAsync<StoreException>(() => installation.Services.GetRequiredService<Recorder>().RecordAsync(
            [new Entry(Vote(installation, ana, 1), null), new Entry(Vote(installation, new ParticipantId(777), 2), null)], null, Token));

        Assert.Empty(await installation.VotesOnDiskAsync());
        Assert.Equal(0, installation.Assembly.Votes.VoteCount);
    }

    [Fact]
    public async Task What_is_on_disk_is_acknowledged_once_also_when_it_cannot_be_read_again()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = await JoinAsync(installation);
        var gate = Hold(installation);
        var first = installation.RecordAsync(Vote(installation, ana, 1));
        var vote = installation.RecordAsync(Vote(installation, ana, 2));
        var statement = installation.RecordAsync(Write(installation, ana, "Libraries lend tools"));
        installation.Store.BeforeRead = () => throw new StoreException("the disk failed");
        gate.SetResult();

        var outcomes = new[] { await first, await vote, await statement };
        installation.Store.BeforeRead = null;
        await installation.StrikeAsync();

        Assert.All(outcomes, outcome => Assert.IsType<Outcome.Accepted>(outcome));
        Assert.Equal(2, (await installation.EventsOnDiskAsync()).Count);
        Assert.Equal(2, installation.Assembly.Votes.VoteCount);
        Assert.Equal(11, installation.Assembly.Statements.Count);
    }

    [Fact]
    public async Task The_cursor_is_stored_with_what_it_is_read_up_to()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = await JoinAsync(installation);
        var recorder = installation.Services.GetRequiredService<Recorder>();
        var gate = Hold(installation);
        var first = installation.RecordAsync(Vote(installation, ana, 2));
        var writes = new[] { 5L, 9, 7 }.Select(position => recorder.RecordAsync(
            Vote(installation, ana, 1), null, new Cursor("telegram:bot", position), Token)).ToArray();
        gate.SetResult();
        await first;
        await Task.WhenAll(writes);

        await installation.RestartAsync();

        Assert.Equal(9, await installation.Store.GetCursorAsync("telegram:bot", Token));
    }

    [Fact]
    public async Task Cancelling_stops_the_waiting_and_not_the_writing()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = await JoinAsync(installation);
        var gate = Hold(installation);
        using var cancelling = new CancellationTokenSource();
        var vote = installation.Services.GetRequiredService<Recorder>().RecordAsync(Vote(installation, ana, 1), null, null, cancelling.Token);

        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vote);
        gate.SetResult();
        await installation.RecordAsync(Vote(installation, ana, 2));

        Assert.Equal(2, (await installation.VotesOnDiskAsync()).Count);
    }

    [Fact]
    public async Task What_waits_is_written_before_the_end()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = await JoinAsync(installation);
        var votes = Enumerable.Range(1, 10).Select(statement => installation.RecordAsync(Vote(installation, ana, statement))).ToArray();

        await installation.RestartAsync();

        Assert.All(await Task.WhenAll(votes), outcome => Assert.IsType<Outcome.Accepted>(outcome));
        Assert.Equal(10, installation.Assembly.Votes.VoteCount);
    }

    /// <summary>Holds the writer at its next batch, so that what comes meanwhile waits together.</summary>
    private static TaskCompletionSource Hold(TestInstallation installation)
    {
        var gate = new TaskCompletionSource();
        installation.Store.BeforeAppend = _ => gate.Task;
        return gate;
    }

    private static async Task<ParticipantId> JoinAsync(TestInstallation installation)
    {
        await installation.Person("ana").JoinsAsync();
        return new ParticipantId(1);
    }

    private static Change.CastVote Vote(TestInstallation installation, ParticipantId participant, int statement) =>
        new(installation.Assembly.Id, participant, new StatementId(statement), Stance.Agree, installation.Clock.GetUtcNow());

    private static Change.AddStatement Write(TestInstallation installation, ParticipantId author, string text) => new(
        installation.Assembly.Id, author, LocalText.Of("en", text), StatementText.FingerprintOf(text), StatementState.Waiting, installation.Clock.GetUtcNow());
}
