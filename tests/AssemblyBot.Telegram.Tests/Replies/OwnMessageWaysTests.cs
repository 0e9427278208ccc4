namespace AssemblyBot.Telegram.Tests.Replies;

public sealed class OwnMessageWaysTests
{
    private const long Chat = -100;
    private readonly ManualClock _clock = new();
    private readonly OwnMessageWays _ways;

    public OwnMessageWaysTests() => _ways = new OwnMessageWays(_clock);

    [Fact]
    public void A_chat_where_everyone_saw_it_is_tried_again_after_a_day()
    {
        _ways.ShownToAll(Chat);

        _clock.Advance(TimeSpan.FromHours(23));
        Assert.True(_ways.IsClosed(Chat));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.False(_ways.IsClosed(Chat));
    }

    [Fact]
    public void What_is_found_holds_for_its_chat_and_is_tried_first_elsewhere()
    {
        _ways.Found(Chat, OwnMessageWay.Pair);

        Assert.Equal(OwnMessageWay.Pair, _ways.Of(Chat));
        Assert.Null(_ways.Of(-200));
        Assert.Equal([OwnMessageWay.Pair, OwnMessageWay.Object], _ways.ToTry());
    }

    [Fact]
    public void The_newest_way_is_tried_first_as_long_as_none_was_found() =>
        Assert.Equal([OwnMessageWay.Object, OwnMessageWay.Pair], _ways.ToTry());

    [Fact]
    public void A_changed_place_opens_a_closed_chat_and_keeps_the_way_of_an_open_one()
    {
        _ways.Found(Chat, OwnMessageWay.Pair);
        _ways.Close(Chat, TimeSpan.FromMinutes(1));

        _ways.Forget(Chat);

        Assert.False(_ways.IsClosed(Chat));
        Assert.Equal(OwnMessageWay.Pair, _ways.Of(Chat));
    }

    [Fact]
    public async Task One_at_a_time_tries_a_chat_where_no_way_is_known()
    {
        var first = await _ways.TakeTurnAsync(Chat, TestContext.Current.CancellationToken);
        var second = _ways.TakeTurnAsync(Chat, TestContext.Current.CancellationToken);
        var elsewhere = await _ways.TakeTurnAsync(-200, TestContext.Current.CancellationToken);

        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
        elsewhere.Dispose();
    }
}
