namespace AssemblyBot.Telegram.Tests.Polling;

public sealed class UpdateLedgerTests
{
    private readonly ManualClock _clock = new();
    private readonly UpdateLedger _ledger;

    public UpdateLedgerTests() => _ledger = new UpdateLedger(_clock);

    [Fact]
    public void Before_the_first_update_there_is_no_offset() => Assert.Null(_ledger.Offset);

    [Fact]
    public void The_offset_waits_for_the_lowest_whatever_the_order_of_finishing()
    {
        Begin(5, 6, 7);
        Assert.Equal(5, _ledger.Offset);

        _ledger.Finish(7);
        _ledger.Finish(6);
        Assert.Equal(5, _ledger.Offset);

        _ledger.Finish(5);
        Assert.Equal(8, _ledger.Offset);
        Assert.Equal(0, _ledger.Open);
    }

    [Fact]
    public void An_update_in_hand_is_not_taken_twice()
    {
        Begin(5, 6);
        _ledger.Finish(6);

        Assert.False(_ledger.TryBegin(5));
        Assert.False(_ledger.TryBegin(6));
    }

    [Fact]
    public void An_update_whose_reply_takes_long_holds_nothing_back_for_long()
    {
        Begin(5, 6);
        _ledger.Finish(6);
        _ledger.MarkAnswered(5);
        Assert.Equal(5, _ledger.Offset);

        _clock.Advance(UpdateLedger.Grace + TimeSpan.FromMilliseconds(1));
        Assert.Equal(7, _ledger.Offset);
        _ledger.Finish(5);
        Assert.Equal(7, _ledger.Offset);
    }

    [Fact]
    public void An_update_whose_effect_is_not_on_disk_holds_back_for_ever()
    {
        Begin(5);

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(5, _ledger.Offset);
    }

    [Fact]
    public void What_is_done_while_a_poll_is_under_way_is_not_taken_from_its_answer()
    {
        Begin(5, 6);
        Assert.Equal(5, _ledger.BeginPoll());
        _ledger.Finish(5);
        _ledger.Finish(6);
        Assert.Equal(7, _ledger.Offset);

        Assert.False(_ledger.TryBegin(5));
        Assert.False(_ledger.TryBegin(6));
        Assert.Equal(7, _ledger.BeginPoll());
        Assert.True(_ledger.TryBegin(6));
    }

    [Fact]
    public void Numbers_that_start_anew_are_followed_and_a_late_copy_is_not()
    {
        Begin(900_000_000);
        _ledger.Finish(900_000_000);
        _ledger.BeginPoll();
        Begin(899_999_999);
        _ledger.Finish(899_999_999);
        Assert.Equal(900_000_001, _ledger.Offset);

        Begin(1234);
        _ledger.Finish(1234);
        Assert.Equal(1235, _ledger.Offset);
    }

    [Fact]
    public async Task Who_waits_learns_of_the_next_update_that_is_done()
    {
        Begin(5);
        var next = _ledger.NextAsync();
        Assert.False(next.IsCompleted);

        _ledger.Finish(5);

        await next.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    private void Begin(params IEnumerable<long> ids) => Assert.All(ids, id => Assert.True(_ledger.TryBegin(id)));
}
