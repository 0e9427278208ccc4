using Microsoft.Extensions.Hosting;

namespace AssemblyBot.Core.Tests.Voting;

public sealed class SnapshotTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_from_a_snapshot_and_the_events_after_it_knows_what_a_start_from_the_votes_knows()
    {
        await using var installation = await StartAsync();
        await KeepAsync(installation);
        await installation.VoteAsync(3, "0-+-+");
        await installation.Person("voter1").AsksAsync(new CardAction.Undo(installation.Assembly.Id, new StatementId(2)));
        var (votes, head) = (installation.Assembly.Votes.All().ToHashSet(), installation.Assembly.Votes.Head);
        var order = OrderOf(installation);

        await installation.RestartAsync();

        Assert.True(installation.Assembly.SnapshotHead > 0);
        Assert.Equal(votes, installation.Assembly.Votes.All().ToHashSet());
        Assert.Equal((head, order), (installation.Assembly.Votes.Head, OrderOf(installation)));
        Assert.Equal(
            (await installation.VotesOnDiskAsync()).Select(vote => new Vote(vote.Participant.Value, vote.Statement.Number, vote.Stance)).ToHashSet(),
            votes);
    }

    [Fact]
    public async Task Who_took_their_votes_back_after_a_snapshot_has_none_after_a_restart()
    {
        await using var installation = await StartAsync();
        await KeepAsync(installation);

        await installation.Person("voter1").AsksAsync(new CardAction.Forget(true));
        await installation.RestartAsync();

        Assert.True(installation.Assembly.SnapshotHead > 0);
        Assert.Equal(2, installation.Assembly.Votes.VoterCount);
        Assert.Equal((await installation.VotesOnDiskAsync()).Count, installation.Assembly.Votes.VoteCount);
    }

    [Fact]
    public async Task A_snapshot_of_another_version_is_passed_over()
    {
        await using var installation = await StartAsync();
        var (votes, snapshot) = (installation.Assembly.Votes.All().ToHashSet(), installation.Assembly.Votes.Take(installation.Assembly.Id));
        await installation.RecordAsync(new Change.KeepSnapshot(snapshot with { Body = [99, .. snapshot.Body[1..]] }));

        await installation.RestartAsync();

        Assert.Equal(0, installation.Assembly.SnapshotHead);
        Assert.Equal(votes, installation.Assembly.Votes.All().ToHashSet());
    }

    [Fact]
    public async Task A_snapshot_is_kept_when_enough_has_happened_since_the_last_one()
    {
        await using var installation = await StartAsync();
        var keeper = installation.Services.GetServices<IHostedService>().OfType<SnapshotKeeper>().Single();

        await keeper.KeepAsync(fewestEvents: 1_000, Token);
        Assert.Null(await FindAsync(installation));

        await keeper.KeepAsync(fewestEvents: 1, Token);
        var first = await FindAsync(installation);
        Assert.Equal(installation.Assembly.Votes.Head, first!.Head);

        await installation.VoteAsync(1, "-");
        await keeper.KeepAsync(fewestEvents: 2, Token);
        Assert.Equal(first.Head, (await FindAsync(installation))!.Head);
    }

    [Fact]
    public async Task A_snapshot_of_every_assembly_is_kept_at_the_end_however_little_has_happened()
    {
        await using var installation = await StartAsync();
        var keeper = installation.Services.GetServices<IHostedService>().OfType<SnapshotKeeper>().Single();

        await keeper.StopAsync(Token);

        Assert.Equal(installation.Assembly.Votes.Head, (await FindAsync(installation))!.Head);
    }

    [Fact]
    public async Task A_vote_that_turns_out_to_be_written_already_is_known_afterwards()
    {
        await using var installation = await StartAsync();
        var vote = new Change.CastVote(
            installation.Assembly.Id, new ParticipantId(1), new StatementId(1), Stance.Pass, DateTimeOffset.UnixEpoch);
        var delivery = new InboxKey("telegram:bot", "1");
        await installation.Store.AppendAsync(new WriteBatch([new Entry(vote, delivery)], []), Token);
        var head = installation.Assembly.Votes.Head;

        var outcome = await installation.Services.GetRequiredService<Recorder>().RecordAsync(vote, delivery, null, Token);

        Assert.Equal(new Outcome.Duplicate(head + 1), outcome);
        Assert.Equal(head + 1, installation.Assembly.Votes.Head);
        Assert.Equal(
            (await installation.VotesOnDiskAsync()).Select(each => new Vote(each.Participant.Value, each.Statement.Number, each.Stance)).ToHashSet(),
            installation.Assembly.Votes.All().ToHashSet());
    }

    private static async Task<TestInstallation> StartAsync()
    {
        var installation = await TestInstallation.StartAsync();
        await installation.VoteAsync(3, "+-0+-");
        return installation;
    }

    private static Task<Outcome> KeepAsync(TestInstallation installation) =>
        installation.RecordAsync(new Change.KeepSnapshot(installation.Assembly.Votes.Take(installation.Assembly.Id)));

    private static ValueTask<Snapshot?> FindAsync(TestInstallation installation) =>
        installation.Store.GetSnapshotAsync(installation.Assembly.Id, VoteRoll.SnapshotName, Token);

    private static string OrderOf(TestInstallation installation)
    {
        var ballot = installation.Assembly.Votes.Of(new ParticipantId(1));
        return string.Join(' ', Enumerable.Range(0, ballot.Count).Select(i => ballot[i].ToString()));
    }
}
