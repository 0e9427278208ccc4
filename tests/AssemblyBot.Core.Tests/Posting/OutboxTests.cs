namespace AssemblyBot.Core.Tests.Posting;

public sealed class OutboxTests
{
    private static readonly ChannelAddress Square = RecordingMessenger.Channel("square");
    private static readonly ChannelAddress Plaza = RecordingMessenger.Channel("plaza");

    /// <summary>The first summary that is due after the start.</summary>
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_summary_is_stored_once_and_posted_to_each_channel_once()
    {
        await using var installation = await StartAsync(Square, Plaza);

        await installation.PassUntilAsync(Due.AddSeconds(-1));
        var early = installation.Messenger.Posts.Count;
        await installation.PassUntilAsync(Due);
        await installation.PassAsync(TimeSpan.FromSeconds(2));
        await installation.PassAsync(TimeSpan.FromHours(5));
        await installation.RestartAsync();
        await installation.PassAsync(TimeSpan.FromHours(5));

        Assert.Equal(0, early);
        Assert.Single(installation.Messenger.In(Square));
        Assert.Single(installation.Messenger.In(Plaza));
        Assert.Equal("2026-03-02T17:00Z", (await LastAsync(installation))!.Period);
    }

    [Fact]
    public async Task A_time_that_passed_before_the_schedule_was_set_is_not_made_up_for()
    {
        await using var installation = await StartAsync(Square);
        await installation.PassUntilAsync(Due.AddHours(1));
        var posted = installation.Messenger.In(Square).Count;

        await installation.Organiser.OrganisesInAsync(Square, "schedule daily 17:30");
        await installation.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(posted, installation.Messenger.In(Square).Count);
    }

    [Fact]
    public async Task A_time_that_passed_before_the_opening_is_not_made_up_for()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.InStage(Stage.Draft).WithSummaries("daily 17:00"));
        await installation.Organiser.OrganisesInAsync(Square, "link commons");
        await installation.PassUntilAsync(Due.AddHours(1));

        await installation.Organiser.OrganisesInAsync(Square, "open commons");
        await installation.PassAsync(TimeSpan.FromHours(1));
        var afterOpening = installation.Messenger.In(Square).Count(card => card.Text().Contains("Where we stand", StringComparison.Ordinal));
        await installation.PassUntilAsync(Due.AddDays(1));

        Assert.Equal(0, afterOpening);
        Assert.Single(installation.Messenger.In(Square), card => card.Text().Contains("Where we stand", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_channel_reads_it_in_its_own_language()
    {
        await using var installation = await StartAsync(Square);
        await installation.Organiser.AsksAsync(new CardAction.Language("es"));
        await installation.Organiser.OrganisesInAsync(Plaza, "link commons");

        await installation.PassUntilAsync(Due);

        Assert.Contains("Where we stand: The commons", installation.Messenger.In(Square)[0].Text(), StringComparison.Ordinal);
        Assert.Contains(
            TestInstallation.Book("es").Summary.Title.With(("title", "Los comunes")), installation.Messenger.In(Plaza)[0].Text(), StringComparison.Ordinal);
        Assert.Equal(new CardAction.Start("commons"), installation.Messenger.In(Plaza)[0].Rows[0][0].Action);
    }

    [Fact]
    public async Task A_restart_posts_what_is_missing()
    {
        await using var installation = await StartAsync(Square, Plaza);
        installation.Clock.AdvanceTo(Due);
        await installation.Services.GetRequiredService<SummaryWriter>().WriteDueAsync(Due, TestContext.Current.CancellationToken);

        await installation.RestartAsync();
        await installation.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Single(installation.Messenger.In(Square));
        Assert.Single(installation.Messenger.In(Plaza));
    }

    [Fact]
    public async Task A_summary_that_could_not_be_written_is_written_and_posted_after_a_restart()
    {
        await using var installation = await StartAsync(Square, Plaza);
        installation.Clock.AdvanceTo(Due);
        installation.Store.BeforeAppend = batch => batch.Entries[0].Change is Change.StoreSummary
            ? throw new StoreException("the disk is full")
            : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(installation.StrikeAsync);

        await installation.RestartAsync();
        await installation.StrikeAsync();

        Assert.Equal(2, installation.Messenger.Posts.Count);
    }

    [Fact]
    public async Task A_post_whose_fate_is_unknown_after_the_end_of_the_process_is_not_repeated()
    {
        await using var installation = await StartAsync(Square, Plaza);
        installation.Messenger.BeforePost = post =>
        {
            if (post.Channel == Plaza)
                throw new InvalidOperationException("the process ended here");
        };
        installation.Clock.AdvanceTo(Due);
        await installation.Services.GetRequiredService<SummaryWriter>().WriteDueAsync(Due, TestContext.Current.CancellationToken);
        await installation.Services.GetRequiredService<Outbox>().SendAsync(TestContext.Current.CancellationToken);

        installation.Messenger.BeforePost = null;
        await installation.RestartAsync();
        await installation.PassUntilAsync(Due.AddHours(1));

        Assert.Single(installation.Messenger.In(Square));
        Assert.Empty(installation.Messenger.In(Plaza));
        Assert.Empty(await installation.Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_long_post_goes_on_after_the_part_at_which_the_process_ended()
    {
        await using var installation = await StartAsync(Square);
        installation.Messenger.SplitsAtBlocks = true;
        var parts = 0;
        installation.Messenger.BeforePost = _ =>
        {
            if (++parts == 3)
                throw new InvalidOperationException("the process ended here");
        };
        installation.Clock.AdvanceTo(Due);
        await installation.Services.GetRequiredService<SummaryWriter>().WriteDueAsync(Due, TestContext.Current.CancellationToken);
        await installation.Services.GetRequiredService<Outbox>().SendAsync(TestContext.Current.CancellationToken);
        var whole = await WholeAsync(installation);

        installation.Messenger.BeforePost = null;
        await installation.RestartAsync();
        await installation.PassAsync(TimeSpan.FromHours(1));

        Assert.True(whole.Count > 4);
        Assert.Equal([.. whole.Take(2), .. whole.Skip(3)], installation.Messenger.In(Square).Select(card => card.Text()));
    }

    [Fact]
    public async Task A_post_that_has_to_wait_is_sent_when_its_time_has_come_and_once()
    {
        await using var installation = await StartAsync(Square);
        installation.Messenger.Answer(new PostOutcome.TryAgain(TimeSpan.FromSeconds(30)));

        await installation.PassUntilAsync(Due);
        await installation.PassAsync(TimeSpan.FromSeconds(29));
        var early = installation.Messenger.Posts.Count;
        await installation.PassAsync(TimeSpan.FromSeconds(1));
        await installation.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(0, early);
        Assert.Single(installation.Messenger.Posts);
    }

    [Fact]
    public async Task A_post_that_has_to_wait_is_not_overtaken_by_the_next_to_the_same_place()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1).WithSummaries("never"));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.WritesAsync("Libraries lend tools");
        await ana.WritesAsync("Parks stay open");
        installation.Messenger.Answer(new PostOutcome.TryAgain(TimeSpan.FromMinutes(5)));
        await installation.Moderator.PressesAsync(new CardAction.Accept(installation.Assembly.Id, new StatementId(2)));
        await installation.StrikeAsync();
        await installation.Moderator.PressesAsync(new CardAction.Accept(installation.Assembly.Id, new StatementId(3)));

        await installation.PassAsync(TimeSpan.FromMinutes(1));
        var early = installation.Messenger.Posts.Count;
        await installation.PassAsync(TimeSpan.FromMinutes(4));

        Assert.Equal(0, early);
        Assert.Equal(["#2", "#3"], installation.Messenger.To(ana).Select(card => card.Blocks.OfType<Block.Quote>().Single().Label));
    }

    [Fact]
    public async Task A_part_that_has_to_wait_does_not_repeat_those_before_it()
    {
        await using var installation = await StartAsync(Square);
        installation.Messenger.SplitsAtBlocks = true;
        installation.Messenger.Answer(new PostOutcome.Posted(), new PostOutcome.Posted(), new PostOutcome.TryAgain(TimeSpan.FromSeconds(5)));

        await installation.PassUntilAsync(Due);
        await installation.RestartAsync();
        await installation.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(await WholeAsync(installation), installation.Messenger.In(Square).Select(card => card.Text()));
    }

    [Fact]
    public async Task A_part_has_a_name_of_its_own_that_is_the_same_at_every_attempt()
    {
        await using var installation = await StartAsync(Square, Plaza);
        installation.Messenger.SplitsAtBlocks = true;
        installation.Messenger.Answer(new PostOutcome.TryAgain(TimeSpan.FromSeconds(5)), new PostOutcome.TryAgain(TimeSpan.FromSeconds(5)));
        var tried = new List<string>();
        installation.Messenger.BeforePost = post => tried.Add(post.Key);

        await installation.PassUntilAsync(Due);
        await installation.RestartAsync();
        await installation.PassAsync(TimeSpan.FromSeconds(5));

        var posted = installation.Messenger.Posts.Select(post => post.Key).ToArray();
        Assert.Equal(posted.Length, posted.Distinct().Count());
        Assert.Equal(posted.Length + 2, tried.Count);
        Assert.Equal(posted.Order(), tried.Distinct().Order());
    }

    [Fact]
    public async Task A_channel_that_is_gone_gets_nothing_more_until_it_is_linked_again()
    {
        await using var installation = await StartAsync(Square, Plaza);
        installation.Messenger.Answer(new PostOutcome.Gone("kicked"));

        await installation.PassUntilAsync(Due);
        var disabled = installation.Hall.Channels.Single(channel => channel.DisabledBecause is not null);
        await installation.PassUntilAsync(Due.AddDays(3));
        var afterwards = installation.Messenger.In(disabled.Address).Count;
        await installation.Organiser.OrganisesInAsync(disabled.Address, "link commons");
        await installation.PassUntilAsync(Due.AddDays(7));

        Assert.Equal("kicked", disabled.DisabledBecause);
        Assert.Equal(0, afterwards);
        Assert.Single(installation.Messenger.In(disabled.Address));
        Assert.Equal(4, installation.Messenger.Posts.Count(post => post.Channel is not null));
    }

    [Fact]
    public async Task A_chat_that_has_moved_gets_its_post_in_the_new_place()
    {
        await using var installation = await StartAsync(Square);
        installation.Messenger.Answer(new PostOutcome.Moved("chat-of-forum"));

        await installation.PassUntilAsync(Due);
        await installation.PassUntilAsync(Due.AddDays(3));

        Assert.Equal(2, installation.Messenger.In(RecordingMessenger.Channel("forum")).Count);
        Assert.Empty(installation.Messenger.In(Square));
    }

    [Fact]
    public async Task A_post_without_an_answer_is_not_repeated()
    {
        await using var installation = await StartAsync(Square);
        installation.Messenger.Answer(new PostOutcome.Unknown());

        await installation.PassUntilAsync(Due);
        await installation.PassAsync(TimeSpan.FromHours(1));

        Assert.Single(installation.Messenger.Posts);
        Assert.Contains(installation.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("no answer came", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_who_blocked_the_bot_is_written_to_again_once_they_take_that_back_and_only_of_what_is_new()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1).ModeratedAfter().WithSummaries("daily 17:00"));
        var (ana, ben) = (installation.Person("ana"), installation.Person("ben"));
        await ana.JoinsAsync();
        await ben.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await ana.PressesAsync(TestInstallation.Book().Voting.WantNews);
        await ben.WritesAsync("Libraries lend tools");
        installation.Messenger.Answer(new PostOutcome.Gone("blocked"), new PostOutcome.Gone("blocked"));
        await installation.PassUntilAsync(Due);
        await ben.WritesAsync("Parks stay open");
        await installation.PassUntilAsync(Due.AddDays(1));
        var whileBlocked = installation.Messenger.To(ana).Count;

        await installation.PassUntilAsync(Due.AddDays(2));
        var withoutNews = installation.Messenger.To(ana).Count;
        await ben.WritesAsync("Streets have trees");
        await installation.PassUntilAsync(Due.AddDays(3));

        Assert.Equal((0, 0), (whileBlocked, withoutNews));
        Assert.Single(installation.Messenger.To(ana));
    }

    [Fact]
    public async Task Of_the_times_that_passed_while_nobody_was_there_only_the_last_counts()
    {
        await using var installation = await StartAsync(Square);

        await installation.PassUntilAsync(Due.AddDays(21).AddHours(1));

        Assert.Single(installation.Messenger.Posts);
        Assert.Equal("2026-03-23T17:00Z", (await LastAsync(installation))!.Period);
    }

    [Fact]
    public async Task A_channel_gets_no_summary_of_a_time_before_it_was_linked()
    {
        await using var installation = await StartAsync();
        installation.Clock.AdvanceTo(Due.AddMinutes(1));
        await installation.Organiser.OrganisesInAsync(Square, "link commons");

        await installation.StrikeAsync();
        var early = installation.Messenger.Posts.Count;
        await installation.PassUntilAsync(Due.AddDays(3));

        Assert.Equal(0, early);
        Assert.Single(installation.Messenger.Posts);
    }

    [Fact]
    public async Task Each_channel_follows_its_own_schedule()
    {
        await using var installation = await StartAsync(Square, Plaza);
        await installation.Organiser.OrganisesInAsync(Square, "schedule daily 9:00 America/Bogota");
        await installation.Organiser.OrganisesInAsync(Plaza, "schedule never");

        for (var hour = 0; hour < 72; hour++)
            await installation.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(3, installation.Messenger.In(Square).Count);
        Assert.Empty(installation.Messenger.In(Plaza));
    }

    [Fact]
    public async Task Closing_brings_the_last_summary_at_once_and_no_other_afterwards()
    {
        await using var installation = await StartAsync(Square);

        await installation.Organiser.AsksAsync(new CardAction.Organise("close commons"));
        await installation.StrikeAsync();
        await installation.RestartAsync();
        await installation.PassUntilAsync(Due.AddDays(14));

        Assert.Single(installation.Messenger.Posts);
        Assert.Equal("final", (await LastAsync(installation))!.Period);
    }

    [Fact]
    public async Task A_post_to_a_platform_that_is_not_connected_waits()
    {
        await using var installation = await StartAsync(new ChannelAddress("elsewhere", "1"), Square);

        await installation.PassUntilAsync(Due);

        Assert.Single(installation.Messenger.Posts);
        Assert.Equal(PostState.Waiting, Assert.Single(await installation.Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, TestContext.Current.CancellationToken)).State);
    }

    private static async Task<TestInstallation> StartAsync(params ChannelAddress[] channels)
    {
        var installation = await TestInstallation.StartAsync();
        foreach (var channel in channels)
            await installation.Organiser.OrganisesInAsync(channel, "link commons");
        return installation;
    }

    private static Task<Summary?> LastAsync(TestInstallation installation) =>
        installation.Store.GetLastSummaryAsync(installation.Assembly.Id, TestContext.Current.CancellationToken).AsTask();

    /// <summary>Every part of the last summary.</summary>
    private static async Task<IReadOnlyList<string>> WholeAsync(TestInstallation installation)
    {
        var summary = (await LastAsync(installation))!;
        var card = SummaryCards.Render(summary, installation.Assembly, TestInstallation.Book(), Audience.Everyone);
        return [.. installation.Messenger.Split(card).Select(part => part.Text())];
    }
}
