namespace AssemblyBot.Telegram.Tests.Posting;

public sealed class PostPaceTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private readonly ManualClock _clock = new();
    private readonly PostPace _pace;

    public PostPaceTests() => _pace = new PostPace(_clock);

    [Fact]
    public void A_chat_takes_one_message_a_second()
    {
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(_ => _pace.Take(7, Long).TotalSeconds));

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.Zero, _pace.Take(7, Long));
    }

    [Fact]
    public void A_group_takes_twenty_messages_a_minute()
    {
        var times = Enumerable.Range(0, 41).Select(_ => _pace.Take(-7, Long).TotalSeconds).ToList();

        Assert.Equal(19, times[19]);
        Assert.Equal(60, times[20]);
        Assert.Equal(120, times[40]);
    }

    [Fact]
    public void All_chats_together_take_25_a_second()
    {
        var times = Enumerable.Range(1, 51).Select(chat => _pace.Take(chat, Long).TotalSeconds).ToList();

        Assert.Equal(0, times[24]);
        Assert.Equal(1, times[25]);
        Assert.Equal(2, times[50]);
    }

    [Fact]
    public void A_place_too_far_away_is_not_taken()
    {
        _pace.Take(7, Long);
        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Take(7, TimeSpan.FromMilliseconds(500)));
        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Take(7, Long));
    }

    [Fact]
    public void A_pause_holds_that_chat_and_no_other()
    {
        _pace.Pause(7, TimeSpan.FromSeconds(35));

        Assert.Equal(TimeSpan.FromSeconds(35), _pace.Take(7, Long));
        Assert.Equal(TimeSpan.Zero, _pace.Take(8, Long));
    }

    [Fact]
    public void Answers_are_counted_and_never_wait()
    {
        for (var i = 0; i < 100; i++)
            _pace.Note(7);

        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Take(7, Long));
        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Take(8, Long));
    }
}
