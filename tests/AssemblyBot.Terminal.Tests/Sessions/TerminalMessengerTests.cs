using AssemblyBot.Terminal.Sessions;
using AssemblyBot.Testing;

namespace AssemblyBot.Terminal.Tests.Sessions;

public sealed class TerminalMessengerTests
{
    private static readonly Card News = new()
    {
        Blocks = [new Block.Paragraph("#62 was accepted.")],
        Rows = [[new Button("See it", new CardAction.Open(new(1), new(62)))]],
        Stays = true,
    };

    private readonly SessionDriver _driver = new();

    [Fact]
    public async Task News_reach_a_person_at_the_prompt_and_leave_the_choices_as_they_were()
    {
        using var input = new TypingReader();
        var running = _driver.RunAsync(input, TestContext.Current.CancellationToken);

        var outcome = await _driver.Messenger.PostAsync("ana", News, "key/1", TestContext.Current.CancellationToken);
        input.Type("3");
        input.Type("1");
        input.Type("/quit");
        await running;

        Assert.IsType<PostOutcome.Posted>(outcome);
        Assert.Contains(
            """
            2. No, thank you

            Type the number of a choice or its first words; /help shows what else there is, /quit leaves.

            > 

            News from the assembly:

            #62 was accepted.

            3. See it

            > 3

            """,
            _driver.Output.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(new CardAction.Open(new(1), new(62)), _driver.Demo.Asked[1]);
    }

    [Fact]
    public async Task A_choice_from_before_the_news_means_what_it_meant()
    {
        using var input = new TypingReader();
        var running = _driver.RunAsync(input, TestContext.Current.CancellationToken);

        await _driver.Messenger.PostAsync("ana", News, "key/1", TestContext.Current.CancellationToken);
        input.Type("1");
        input.Type("/quit");
        await running;

        Assert.Equal(new CardAction.Consent(new(1), 1), _driver.Demo.Asked[1]);
    }

    [Fact]
    public async Task A_channel_is_shown_in_every_session()
    {
        using var input = new TypingReader();
        var running = _driver.RunAsync(input, TestContext.Current.CancellationToken);

        var outcome = await _driver.Messenger.PostAsync(
            new ChannelAddress("terminal", "hall"), News, "key/1", TestContext.Current.CancellationToken);
        input.Close();
        await running;

        Assert.IsType<PostOutcome.Posted>(outcome);
        Assert.Contains("#62 was accepted.", _driver.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_for_somebody_else_waits()
    {
        using var input = new TypingReader();
        var running = _driver.RunAsync(input, TestContext.Current.CancellationToken);

        var outcome = await _driver.Messenger.PostAsync("ben", News, "key/1", TestContext.Current.CancellationToken);
        input.Close();
        await running;

        Assert.IsType<PostOutcome.TryAgain>(outcome);
        Assert.DoesNotContain("#62", _driver.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_session_posts_wait_for_the_next_one()
    {
        await _driver.RunAsync("/quit\n");

        var outcome = await _driver.Messenger.PostAsync("ana", News, "key/1", TestContext.Current.CancellationToken);

        Assert.True(Assert.IsType<PostOutcome.TryAgain>(outcome).Delay > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_session_that_ends_first_shows_nothing_of_what_waits()
    {
        var mailbox = new Mailbox(TimeProvider.System);
        var delivered = mailbox.DeliverAsync(News, TestContext.Current.CancellationToken);

        mailbox.Dispose();

        Assert.False(await delivered);
        Assert.False(await mailbox.DeliverAsync(News, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_post_that_a_stopped_screen_does_not_show_is_withdrawn()
    {
        var clock = new ManualClock();
        using var mailbox = new Mailbox(clock);
        var delivered = mailbox.DeliverAsync(News, TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.False(await delivered);
        var mail = Assert.IsType<Mail.Arrived>(await mailbox.TakeAsync(TestContext.Current.CancellationToken));
        Assert.False(mail.Fate.TrySetResult(true));
    }

    [Fact]
    public void A_card_is_never_split() =>
        Assert.Equal([News], new TerminalMessenger().Split(News));
}
