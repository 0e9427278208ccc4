namespace AssemblyBot.Core.Tests.Posting;

public sealed class LostChannelTests
{
    private static readonly ChannelAddress Square = RecordingMessenger.Channel("square");
    private static readonly ChannelAddress Plaza = RecordingMessenger.Channel("plaza");

    /// <summary>The first summary that is due after the start.</summary>
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Whoever_linked_a_channel_is_told_once_that_it_is_lost()
    {
        await using var installation = await StartAsync(Square, Plaza);
        await installation.Organiser.AsksAsync(new CardAction.Language("es"));
        installation.Messenger.Answer(new PostOutcome.Gone("kicked"));

        await installation.PassUntilAsync(Due);
        await installation.RestartAsync();
        await installation.PassUntilAsync(Due.AddDays(3));

        var told = Assert.Single(installation.Messenger.To(installation.Organiser));
        Assert.Equal(
            TestInstallation.Book("es").Organising.ChannelLost.With(("title", "Los comunes"), ("platform", "Test"), ("code", "commons")),
            told.Text().Trim());
        Assert.DoesNotContain(installation.Log.Lines, line => line.Contains("nobody is known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_linked_a_topic_that_is_gone_is_told_once_and_the_group_around_it_gets_the_posts()
    {
        var topic = Square with { Topic = "5" };
        await using var installation = await StartAsync(topic);
        installation.Messenger.Answer(new PostOutcome.PostedElsewhere(Square));

        await installation.PassUntilAsync(Due);
        await installation.RestartAsync();
        await installation.PassUntilAsync(Due.AddDays(3));

        var told = Assert.Single(installation.Messenger.To(installation.Organiser));
        Assert.Equal(
            TestInstallation.Book().Organising.TopicLost.With(("title", "The commons"), ("platform", "Test")), told.Text().Trim());
        var link = Assert.Single(installation.Hall.Channels);
        Assert.Equal(Square, link.Address);
        Assert.NotNull(link.LinkedBy);
        Assert.Single(installation.Messenger.In(Square));
    }

    [Fact]
    public async Task Nobody_is_told_of_a_lost_channel_that_has_been_linked_again_in_the_meantime()
    {
        await using var installation = await StartAsync(Square);
        var channel = installation.Hall.Channels[0];
        await installation.RecordAsync(new Change.DisableChannel(channel.Id, "kicked", installation.Clock.GetUtcNow()));
        await installation.Organiser.OrganisesInAsync(Square, "link commons");

        await installation.StrikeAsync();

        Assert.Empty(installation.Messenger.To(installation.Organiser));
    }

    [Fact]
    public async Task The_log_says_once_that_a_lost_channel_has_nobody_to_tell()
    {
        await using var installation = await StartAsync(Square);
        await installation.Organiser.AsksAsync(new CardAction.Forget(false));
        installation.Messenger.Answer(new PostOutcome.Gone("kicked"));

        await installation.PassUntilAsync(Due);
        await installation.PassUntilAsync(Due.AddDays(3));

        Assert.Single(installation.Log.Lines, line => line.Contains("nobody is known", StringComparison.Ordinal));
        Assert.Empty(installation.Messenger.Posts);
    }

    [Fact]
    public async Task A_message_goes_to_the_first_account_and_to_the_next_one_when_that_refuses_it_for_good()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1));
        var (ana, phone) = (installation.Person("ana"), installation.Person("ana's phone"));
        await ana.JoinsAsync();
        installation.Clock.Advance(TimeSpan.FromMinutes(1));
        await phone.LinksToAsync(ana);
        await ana.WritesAsync("Libraries lend tools");
        await ana.WritesAsync("Libraries lend seeds");

        await installation.Moderator.PressesAsync(new CardAction.Accept(installation.Assembly.Id, new StatementId(2)));
        await installation.SendAsync();
        installation.Messenger.Answer(new PostOutcome.Gone("blocked"));
        await installation.Moderator.PressesAsync(new CardAction.Accept(installation.Assembly.Id, new StatementId(3)));
        await installation.SendAsync();

        Assert.Contains("#2", Assert.Single(installation.Messenger.To(ana)).Text(), StringComparison.Ordinal);
        Assert.Contains("#3", Assert.Single(installation.Messenger.To(phone)).Text(), StringComparison.Ordinal);
    }

    private static async Task<TestInstallation> StartAsync(params ChannelAddress[] channels)
    {
        var installation = await TestInstallation.StartAsync();
        foreach (var channel in channels)
            await installation.Organiser.OrganisesInAsync(channel, "link commons");
        return installation;
    }
}
