using System.Collections.Concurrent;

namespace AssemblyBot.Core.Tests.Platforms;

public sealed class SerialQueuesTests
{
    [Fact]
    public async Task Items_of_one_key_keep_their_order_and_those_of_many_run_side_by_side()
    {
        var done = new ConcurrentQueue<(int Key, int Number)>();
        var random = new Random(1);
        var waits = Enumerable.Range(0, 500).Select(_ => random.Next(3)).ToArray();
        var queues = new SerialQueues<int, (int Key, int Number)>(async item =>
        {
            for (var i = 0; i < waits[item.Number]; i++)
                await Task.Yield();
            done.Enqueue(item);
        });

        for (var number = 0; number < 500; number++)
            queues.Add(number % 7, (number % 7, number));
        await queues.WhenEmptyAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(500, done.Count);
        Assert.All(done.GroupBy(item => item.Key), items => Assert.Equal(items.Order(), items));
    }

    [Fact]
    public async Task A_key_that_is_stuck_stops_no_other()
    {
        var stuck = new TaskCompletionSource();
        var free = new TaskCompletionSource();
        var queues = new SerialQueues<int, int>(item =>
        {
            if (item == 1)
                return stuck.Task;
            free.TrySetResult();
            return Task.CompletedTask;
        });

        queues.Add(1, 1);
        queues.Add(2, 2);

        await free.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.False(queues.WhenEmptyAsync().IsCompleted);
        stuck.SetResult();
        await queues.WhenEmptyAsync().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Equal(0, queues.Count);
    }

    [Fact]
    public async Task No_more_keys_than_the_bound_are_worked_on_at_once()
    {
        var (running, most) = (0, 0);
        var gate = new Lock();
        var queues = new SerialQueues<int, int>(
            async _ =>
            {
                lock (gate)
                    most = Math.Max(most, ++running);
                await Task.Yield();
                lock (gate)
                    running--;
            },
            parallel: 3);

        for (var key = 0; key < 200; key++)
            queues.Add(key, key);
        await queues.WhenEmptyAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task What_waits_behind_the_item_at_work_can_be_asked_for()
    {
        var release = new TaskCompletionSource();
        var queues = new SerialQueues<int, string>(_ => release.Task);
        queues.Add(1, "first");
        queues.Add(1, "second");

        Assert.True(queues.HasWaiting(1, item => item == "second"));
        Assert.False(queues.HasWaiting(1, item => item == "first"));
        Assert.False(queues.HasWaiting(2, _ => true));

        release.SetResult();
        await queues.WhenEmptyAsync().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }
}
