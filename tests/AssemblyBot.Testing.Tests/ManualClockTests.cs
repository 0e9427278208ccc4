namespace AssemblyBot.Testing.Tests;

public sealed class ManualClockTests
{
    private readonly ManualClock _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        var start = _clock.GetUtcNow();
        var stamp = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(start + TimeSpan.FromSeconds(5), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.GetElapsedTime(stamp));
    }

    [Fact]
    public void Timers_fire_in_the_order_they_fall_due_and_see_that_moment()
    {
        var start = _clock.GetUtcNow();
        using var late = Timer("late", 3);
        using var early = Timer("early", 1);
        using var tie = Timer("tie", 3);
        using var never = Timer("never", 9);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["early 1", "late 3", "tie 3"], _fired);
        Assert.Equal(start + TimeSpan.FromSeconds(5), _clock.GetUtcNow());
        Assert.Equal(1, _clock.ActiveTimers);

        ITimer Timer(string name, int seconds) => _clock.CreateTimer(
            _ => _fired.Add($"{name} {(_clock.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_timer_repeats_until_it_is_disposed_and_can_be_set_anew()
    {
        using var timer = _clock.CreateTimer(_ => _fired.Add("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(3, _fired.Count);

        timer.Change(TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(3, _fired.Count);
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(3, _fired.Count);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public void A_timer_made_on_the_way_fires_on_the_way()
    {
        using var outer = _clock.CreateTimer(
            _ => _clock.CreateTimer(_ => _fired.Add("inner"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["inner"], _fired);
    }

    [Fact]
    public async Task Delays_and_cancellations_run_on_it()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock, TestContext.Current.CancellationToken);
        using var deadline = new CancellationTokenSource(TimeSpan.FromHours(2), _clock);
        await _clock.WaitForTimersAsync(2);

        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await delay;
        Assert.False(deadline.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.True(deadline.IsCancellationRequested);
    }

    [Fact]
    public async Task A_wait_for_timers_ends_when_one_is_set()
    {
        var waiting = _clock.WaitForTimersAsync();
        Assert.False(waiting.IsCompleted);
        using var timer = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await waiting;

        var timeout = await Assert.ThrowsAsync<TimeoutException>(() => _clock.WaitForTimersAsync(2, TimeSpan.FromMilliseconds(10)));
        Assert.Contains("1 timers", timeout.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_due_at_once_fires_without_an_advance()
    {
        var fired = new TaskCompletionSource();
        using var timer = _clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
