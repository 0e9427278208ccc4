using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Tests.Posting;

public sealed class FloodGateTests : IDisposable
{
    private const int PerSecond = 20;
    private readonly ManualClock _clock = new();
    private readonly FloodGate _gate;

    public FloodGateTests() => _gate = NewGate(PerSecond);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _gate.Dispose();

    [Fact]
    public void Replies_to_people_wait_for_no_limit_until_the_server_refuses_one_and_then_for_ten_minutes()
    {
        using var gate = NewTrustingGate();
        Assert.True(TakesAtOnce(gate, 7, Urgency.Reply, 200));

        gate.Pause(8, TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.False(TakesAtOnce(gate, 7, Urgency.Reply, 4));

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(TakesAtOnce(gate, 9, Urgency.Reply, 200));
    }

    [Fact]
    public void What_passes_by_obeys_a_pause_of_its_chat()
    {
        using var gate = NewTrustingGate();
        gate.Pause(7, TimeSpan.FromMinutes(11));
        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.True(TakesAtOnce(gate, 8, Urgency.Reply, 200));
        Assert.False(TakesAtOnce(gate, 7, Urgency.Reply, 1));
    }

    [Fact]
    public void Groups_posts_and_reminders_keep_the_limits_from_the_start_and_no_crowd_takes_their_share()
    {
        using var gate = NewTrustingGate();
        foreach (var chat in Enumerable.Range(1, 500))
            Assert.True(TakesAtOnce(gate, chat, Urgency.Reply, 1));

        Assert.True(TakesAtOnce(gate, -7, Urgency.Reply, 3));
        Assert.False(TakesAtOnce(gate, -7, Urgency.Reply, 1));
        Assert.True(TakesAtOnce(gate, -8, Urgency.Post, 3));
        Assert.False(TakesAtOnce(gate, -8, Urgency.Post, 1));
        Assert.True(TakesAtOnce(gate, 1001, Urgency.Reminder, 3));
        Assert.False(TakesAtOnce(gate, 1001, Urgency.Reminder, 1));
    }

    [Fact]
    public async Task A_chat_takes_three_messages_at_once_and_the_next_three_seconds_after_they_ended()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            await SendAsync(7);
        var fourth = _gate.EnterAsync(7, Urgency.Reply, Cancellation).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(fourth.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await fourth;
    }

    [Fact]
    public async Task A_group_takes_twenty_messages_a_minute()
    {
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(-7);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.FromSeconds(40), _gate.WaitOf(-7));
        var early = TryAsync(-7, TimeSpan.FromSeconds(39));
        _clock.Advance(TimeSpan.FromSeconds(39));
        Assert.Null(await early);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(-7);
    }

    [Fact]
    public async Task A_call_counts_until_a_second_after_it_has_come_back()
    {
        var slow = new List<FloodGate.Pass>();
        foreach (var chat in Enumerable.Range(1, PerSecond))
            slow.Add(await _gate.EnterAsync(chat, Urgency.Reply, Cancellation));
        var next = _gate.EnterAsync(100, Urgency.Reply, Cancellation).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.False(next.IsCompleted);
        slow[0].Dispose();
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await next;
    }

    [Fact]
    public async Task Replies_go_before_posts_and_posts_before_reminders()
    {
        var order = await OrderAsync([(1, Urgency.Reminder), (2, Urgency.Post), (3, Urgency.Reply)]);

        Assert.Equal([3, 2, 1], order);
    }

    [Fact]
    public async Task Who_wants_much_does_not_hold_up_who_wants_little()
    {
        var order = await OrderAsync([(1, Urgency.Reply), (1, Urgency.Reply), (1, Urgency.Reply), (2, Urgency.Reply)]);

        Assert.Equal([1, 2], order.Take(2));
    }

    [Fact]
    public async Task A_reminder_gets_its_turn_however_much_is_pressed()
    {
        var order = await OrderAsync(
            [(500, Urgency.Reminder), .. Enumerable.Range(101, 40).Select(chat => (chat, Urgency.Reply))]);

        Assert.InRange(order.IndexOf(500), 0, 9);
    }

    [Fact]
    public async Task A_pause_holds_that_chat_and_no_other_until_it_is_over()
    {
        _gate.Pause(7, TimeSpan.FromSeconds(35));
        await SendAsync(8);
        var held = _gate.EnterAsync(7, Urgency.Reply, Cancellation).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(35));
        Assert.False(held.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await held;
    }

    [Fact]
    public void Pauses_of_two_people_at_once_are_meant_for_all()
    {
        _gate.Pause(7, TimeSpan.FromSeconds(35));
        _gate.Pause(-8, TimeSpan.FromSeconds(35));
        _gate.Pause(-9, TimeSpan.FromSeconds(35));
        Assert.Equal(TimeSpan.Zero, _gate.WaitOf(10));

        _gate.Pause(11, TimeSpan.FromSeconds(5));
        _gate.Pause(12, TimeSpan.FromSeconds(4));

        Assert.InRange(_gate.WaitOf(10).TotalSeconds, 4, 4.1);
    }

    [Fact]
    public async Task A_turn_that_is_not_used_does_not_count()
    {
        for (var i = 0; i < 10; i++)
        {
            using var pass = await _gate.EnterAsync(7, Urgency.Reply, Cancellation);
            pass.Abandon();
        }

        Assert.Equal(TimeSpan.Zero, _gate.WaitOf(7));
    }

    [Fact]
    public async Task Who_gives_up_takes_no_place()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            await SendAsync(7);
        var given = TryAsync(7, TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await given);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.Zero, _gate.WaitOf(7));
        Assert.Equal(0, _gate.Count);
    }

    [Fact]
    public void Without_limits_nobody_waits()
    {
        using var open = NewGate(0);

        for (var i = 0; i < 1000; i++)
            Assert.True(open.EnterAsync(-7, Urgency.Reply, Cancellation).AsTask().IsCompleted);

        open.Pause(-7, TimeSpan.FromSeconds(1));
        Assert.False(open.EnterAsync(-7, Urgency.Reply, Cancellation).AsTask().IsCompleted);
    }

    /// <summary>A gate that has seen a refusal, of somebody whom no test writes to.</summary>
    private FloodGate NewGate(int perSecond)
    {
        var gate = new FloodGate(Options.Create(new TelegramOptions { MessagesPerSecond = perSecond }), _clock);
        gate.Pause(999_999, TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(1));
        return gate;
    }

    private FloodGate NewTrustingGate() => new(Options.Create(new TelegramOptions { MessagesPerSecond = PerSecond }), _clock);

    private static bool TakesAtOnce(FloodGate gate, long chat, Urgency urgency, int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            var turn = gate.EnterAsync(chat, urgency, Cancellation).AsTask();
            if (!turn.IsCompletedSuccessfully)
                return false;
            turn.Result.Dispose();
        }

        return true;
    }

    private async Task SendAsync(long chat)
    {
        using (await _gate.EnterAsync(chat, Urgency.Reply, Cancellation))
        {
            // The call comes back at once.
        }
    }

    private Task<FloodGate.Pass?> TryAsync(long chat, TimeSpan patience) =>
        _gate.TryEnterAsync(chat, Urgency.Reply, patience, Cancellation);

    /// <summary>The order in which chats get their turns when all of them come while there is no room, and every call takes a second.</summary>
    private async Task<List<int>> OrderAsync(IEnumerable<(int Chat, Urgency Urgency)> all)
    {
        var filling = new List<FloodGate.Pass>();
        foreach (var chat in Enumerable.Range(1001, PerSecond))
            filling.Add(await _gate.EnterAsync(chat, Urgency.Reply, Cancellation));
        var order = new List<int>();
        var turns = all.Select(one => (one.Chat, Turn: _gate.EnterAsync(one.Chat, one.Urgency, Cancellation).AsTask())).ToList();
        filling[0].Dispose();
        while (turns.Count > 0)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(turns.Select(one => one.Turn));
            var (chat, turn) = turns.First(one => one.Turn.IsCompleted);
            turns.Remove((chat, turn));
            order.Add(chat);
            (await turn).Dispose();
        }

        return order;
    }
}
