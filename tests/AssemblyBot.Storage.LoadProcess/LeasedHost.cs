using AssemblyBot.Core.Leases;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Recording;

/// <summary>
/// One host of several: makes the load's deliveries while it has the lease on their source, and "posts" what waits in the
/// outbox, by saying "post KEY", while it has the one on posting.
/// </summary>
internal sealed class LeasedHost(
    IAssemblyStore store, Recorder recorder, HeldLeases held, LeaseKeeper keeper, Load load, TextWriter output)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync()
    {
        await keeper.StartAsync(CancellationToken.None);
        await Task.WhenAll(Task.Run(VoteAsync), Task.Run(PostAsync));
    }

    private async Task VoteAsync()
    {
        while (true)
        {
            await held.WhenHeldAsync(Load.Source, CancellationToken.None);
            Say("lease");
            using var term = new CancellationTokenSource();
            var loading = load.RunAsync(await WhereAsync(), term.Token);
            while (held.Holds(Load.Source))
                await Task.Delay(_pause, TimeProvider.System, CancellationToken.None);
            await term.CancelAsync();
            await loading;
        }
    }

    private async Task<long> WhereAsync()
    {
        while (true)
        {
            try
            {
                return await store.GetCursorAsync(Load.Source, CancellationToken.None) ?? 1;
            }
            catch (StoreException)
            {
                await Task.Delay(_pause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    // As the outbox does it: the term is looked up before what is due is read, and "sending" is written before it is sent.
    private async Task PostAsync()
    {
        while (true)
        {
            await held.WhenHeldAsync(HeldLeases.Posting, CancellationToken.None);
            try
            {
                var fence = held.FenceOf(HeldLeases.Posting);
                foreach (var post in await store.GetDuePostsAsync(TimeProvider.System.GetUtcNow(), 20, CancellationToken.None))
                {
                    if (post.PartsPosted == 0)
                    {
                        await SettleAsync(post, PostState.Sending, fence);
                        Say($"post {post.Key}");
                    }

                    await SettleAsync(post, PostState.Posted, fence);
                }
            }
            catch (StoreException)
            {
                // Refused, or the database is away: the next round sees.
            }

            await Task.Delay(_pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private Task<IReadOnlyList<Outcome>> SettleAsync(Post post, PostState state, Fence? fence) => recorder.RecordAsync(
        [new Entry(new Change.Settle(post.Id, state, 1, null), null) { Fence = fence }], null, CancellationToken.None);

    private void Say(string line)
    {
        lock (output)
            output.WriteLine(line);
    }
}
