using System.Text.Json;

namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task A_summary_comes_back_as_it_was_stored()
    {
        var assembly = await CreateAsync();
        var summary = SummaryOf(assembly, "2026-02-19T17:00Z");
        await AcceptAsync(new Change.StoreSummary(summary, []));

        await RestartAsync();

        var read = await Store.GetSummaryAsync(assembly, summary.Period, Token);
        Assert.Equal(JsonSerializer.Serialize(summary), JsonSerializer.Serialize(read));
        Assert.Null(await Store.GetSummaryAsync(assembly, "2026-02-20T17:00Z", Token));
        Assert.Null(await Store.GetSummaryAsync(new AssemblyId(99), summary.Period, Token));
    }

    [Fact]
    public async Task A_period_has_one_summary_and_its_posts_are_queued_once()
    {
        var assembly = await CreateAsync();
        var summary = SummaryOf(assembly, "2026-02-19T17:00Z");
        Post[] posts = [PostTo(assembly, "first"), PostTo(assembly, "second")];

        Assert.Equal(1, await AcceptAsync(new Change.StoreSummary(summary, posts)));
        var again = new Change.StoreSummary(summary with { Voters = 999 }, [PostTo(assembly, "third")]);
        Assert.Equal(new Outcome.Refused(), await RecordAsync(again));

        Assert.Equal(40, (await Store.GetSummaryAsync(assembly, summary.Period, Token))!.Voters);
        Assert.Equal(["first", "second"], (await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token)).Select(post => post.Key));
    }

    [Fact]
    public async Task The_last_summary_is_the_one_stored_last()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        Assert.Null(await Store.GetLastSummaryAsync(first, Token));

        await AcceptAsync(new Change.StoreSummary(SummaryOf(first, "b"), []));
        await AcceptAsync(new Change.StoreSummary(SummaryOf(first, "a"), []));
        await AcceptAsync(new Change.StoreSummary(SummaryOf(second, "c"), []));

        Assert.Equal("a", (await Store.GetLastSummaryAsync(first, Token))!.Period);
    }

    private Summary SummaryOf(AssemblyId assembly, string period)
    {
        var line = new SummaryLine(new StatementId(3), Stance.Disagree, new VoteTally(10, 20, 3), [new(1, 2, 3), new(9, 18, 0)]);
        return new Summary
        {
            Assembly = assembly,
            Period = period,
            At = Now,
            Head = 1234,
            Voters = 40,
            VotersWithEnough = 30,
            Votes = 1200,
            Statements = 12,
            StatementsByParticipants = 4,
            Thresholds = new Thresholds(5, 6, 7),
            IsProgressOnly = false,
            Groups = [new SummaryGroup("A", 20, [line]), new SummaryGroup("B", 10, [])],
            CommonGround = [line with { Leaning = Stance.Agree }],
            Divides = [line],
            Uncertain = [line with { Leaning = Stance.Pass }],
            NewStatements = [new StatementId(11), new StatementId(12)],
            VotesSince = 17,
        };
    }
}
