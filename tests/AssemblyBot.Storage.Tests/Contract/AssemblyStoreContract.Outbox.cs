namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task A_post_comes_back_as_it_was_queued()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        Post[] posts =
        [
            PostTo(assembly, "summary") with { Channel = new ChannelId(3) },
            PostTo(assembly, "decided") with { Participant = ada, Message = new Message.StatementDecided(new StatementId(2), StatementState.Accepted) },
            PostTo(assembly, "new") with { Participant = ada, Message = new Message.NewStatements(), NotBefore = Now.AddMilliseconds(1) },
            PostTo(assembly, "lost") with { Participant = ada, Message = new Message.ChannelLost(new ChannelId(3)) },
            PostTo(assembly, "opened") with { Channel = new ChannelId(3), Message = new Message.Opened() },
        ];
        foreach (var post in posts)
            await AcceptAsync(new Change.Enqueue(post));

        await RestartAsync();

        var open = await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token);
        Assert.Equal(posts, open.Select(post => post with { Id = 0 }));
        Assert.Equal(5, open.Select(post => post.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_a_decision_leads_to_is_queued_with_it_and_not_when_it_is_refused()
    {
        var assembly = await CreateAsync();
        var decision = new Change.Decide(
            assembly, new StatementId(1), StatementState.Accepted, StatementState.Rejected, RejectionReason.Unclear, null, Now);

        await AcceptAsync(decision with { News = PostTo(assembly, "first") });
        Assert.Equal(new Outcome.Refused(1), await RecordAsync(decision with { News = PostTo(assembly, "second") }));

        Assert.Equal(["first"], (await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token)).Select(post => post.Key));
    }

    [Fact]
    public async Task A_post_whose_key_is_known_is_left_out()
    {
        var assembly = await CreateAsync();
        await AcceptAsync(new Change.Enqueue(PostTo(assembly, "one")));

        Assert.Equal(new Outcome.Refused(), await RecordAsync(new Change.Enqueue(PostTo(assembly, "one"))));
        await AcceptAsync(new Change.Enqueue(PostTo(assembly, "ONE")));

        Assert.Equal(["one", "ONE"], (await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token)).Select(post => post.Key));
    }

    [Fact]
    public async Task Open_posts_are_those_neither_posted_nor_refused_the_oldest_first()
    {
        var assembly = await CreateAsync();
        foreach (var key in new[] { "a", "b", "c", "d", "e" })
            await AcceptAsync(new Change.Enqueue(PostTo(assembly, key)));
        var ids = (await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token)).Select(post => post.Id).ToArray();

        await AcceptAsync(new Change.Settle(ids[0], PostState.Posted, 2, null));
        await AcceptAsync(new Change.Settle(ids[1], PostState.Sending, 1, null));
        await AcceptAsync(new Change.Settle(ids[2], PostState.Refused, 0, null));
        await AcceptAsync(new Change.Settle(ids[3], PostState.Waiting, 0, Now.AddMinutes(5)));

        var open = await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token);
        Assert.Equal(
            [("b", PostState.Sending, 1, null), ("d", PostState.Waiting, 0, Now.AddMinutes(5)), ("e", PostState.Waiting, 0, null)],
            open.Select(post => (post.Key, post.State, post.PartsPosted, post.NotBefore)));
        Assert.Equal(["b", "d"], (await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 2, Token)).Select(post => post.Key));
        Assert.Equal(["b", "e"], (await Store.GetDuePostsAsync(Now, 2, Token)).Select(post => post.Key));
        await Assert.ThrowsAsync<StoreException>(() => RecordAsync(new Change.Settle(4711, PostState.Posted, 1, null)));
    }

    [Fact]
    public async Task A_posted_post_is_not_queued_again()
    {
        var assembly = await CreateAsync();
        await AcceptAsync(new Change.Enqueue(PostTo(assembly, "one")));
        var post = Assert.Single(await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token));
        await AcceptAsync(new Change.Settle(post.Id, PostState.Posted, 1, null));

        Assert.Equal(new Outcome.Refused(), await RecordAsync(new Change.Enqueue(PostTo(assembly, "one"))));
        Assert.Empty(await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token));
    }

    [Fact]
    public async Task A_post_waits_while_an_older_one_to_the_same_channel_or_participant_does()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var channel = new ChannelId(3);
        Post[] posts =
        [
            PostTo(assembly, "a") with { Channel = channel, NotBefore = Now.AddMinutes(5) },
            PostTo(assembly, "b") with { Channel = channel },
            PostTo(assembly, "c") with { Channel = new ChannelId(4) },
            PostTo(assembly, "d") with { Participant = ada, NotBefore = Now.AddMinutes(5) },
            PostTo(assembly, "e") with { Participant = ada },
        ];
        foreach (var post in posts)
            await AcceptAsync(new Change.Enqueue(post));

        Assert.Equal(["c"], (await Store.GetDuePostsAsync(Now, 10, Token)).Select(post => post.Key));
        Assert.Equal(5, (await Store.GetDuePostsAsync(Now.AddMinutes(5), 10, Token)).Count);
    }

    private static Post PostTo(AssemblyId assembly, string key) =>
        new() { Key = key, Assembly = assembly, Message = new Message.SummaryOf("2026-02-19T17:00Z") };
}
