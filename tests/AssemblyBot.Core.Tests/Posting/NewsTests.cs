namespace AssemblyBot.Core.Tests.Posting;

public sealed class NewsTests
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 2, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Whoever_asked_for_it_is_told_once_of_new_statements()
    {
        await using var installation = await StartAsync();
        var (ana, ben) = (installation.Person("ana"), installation.Person("ben"));
        await ben.WritesAsync("Libraries lend tools");
        await ben.WritesAsync("Parks stay open");

        await installation.PassUntilAsync(Evening);
        await installation.PassUntilAsync(Evening.AddDays(1));
        await installation.RestartAsync();
        await installation.PassUntilAsync(Evening.AddDays(2));

        var told = Assert.Single(installation.Messenger.To(ana));
        Assert.Contains("The commons: 2 statements wait for your vote.", told.Text(), StringComparison.Ordinal);
        Assert.Empty(installation.Messenger.To(ben));
    }

    [Fact]
    public async Task Nobody_is_told_when_there_is_nothing_new_for_them()
    {
        await using var installation = await StartAsync();
        var ana = installation.Person("ana");
        await ana.WritesAsync("Libraries lend tools");

        await installation.PassUntilAsync(Evening);
        await installation.PassUntilAsync(Evening.AddDays(1));

        Assert.Empty(installation.Messenger.To(ana));
    }

    [Fact]
    public async Task Whoever_has_voted_meanwhile_is_not_told()
    {
        await using var installation = await StartAsync();
        await installation.Person("ben").WritesAsync("Libraries lend tools");
        installation.Clock.AdvanceTo(Evening);
        await installation.Services.GetRequiredService<NewsRound>().GoAsync(Evening, TestContext.Current.CancellationToken);
        await installation.Person("ana").VotesAsync(2, Stance.Agree);

        await installation.SendAsync();

        Assert.Empty(installation.Messenger.To(installation.Person("ana")));
    }

    [Fact]
    public async Task Whoever_wants_no_more_is_told_no_more()
    {
        await using var installation = await StartAsync();
        var (ana, ben) = (installation.Person("ana"), installation.Person("ben"));
        await ben.WritesAsync("Libraries lend tools");
        await installation.PassUntilAsync(Evening);

        await ana.PressesAsync(installation.Messenger.To(ana)[0].Button(TestInstallation.Book().Voting.NoNews).Action);
        await ben.WritesAsync("Parks stay open");
        await installation.PassUntilAsync(Evening.AddDays(1));

        Assert.Single(installation.Messenger.To(ana));
    }

    /// <summary>Ana has voted on the one statement and wants to be told; Ben has joined.</summary>
    private static async Task<TestInstallation> StartAsync()
    {
        var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1).ModeratedAfter().WithSummaries("daily 17:00"));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await ana.PressesAsync(TestInstallation.Book().Voting.WantNews);
        await installation.Person("ben").JoinsAsync();
        await installation.StrikeAsync();
        return installation;
    }
}
