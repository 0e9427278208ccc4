using System.Globalization;
using System.Text.RegularExpressions;

namespace AssemblyBot.Core.Tests.Summaries;

public sealed partial class SummaryTests
{
    private static SummaryPhrases P => TestInstallation.Book().Summary;

    [Fact]
    public async Task Below_the_number_of_people_only_progress_is_told()
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.VoteAsync(19, "+++++++");
        await installation.VoteAsync(5, "++++++");

        var card = await ShowAsync(installation);

        Assert.Contains("24 people have cast 163 votes on 10 statements, 0 of them written by participants.", card.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Progress.With(("needed", 20), ("votes", 7), ("enough", 19)), card.Text(), StringComparison.Ordinal);
        Assert.Empty(card.Tallies());
    }

    [Fact]
    public async Task At_exactly_the_number_of_people_results_are_told()
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.VoteAsync(20, "+++++++");

        var card = await ShowAsync(installation);

        Assert.DoesNotContain(P.ProgressTitle.Text, card.Text(), StringComparison.Ordinal);
        Assert.Equal(["#1", "#2", "#3", "#4", "#5"], card.Section(P.MostAgree).OfType<Block.Tally>().Select(tally => tally.Label));
        Assert.Contains("20 of 20 agree (100 %)", card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_is_named_from_its_number_of_votes_on_and_not_before()
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.VoteAsync(19, "0000000+");
        await installation.VoteAsync(1, "0000000.");

        var before = await ShowAsync(installation);
        await installation.VoteAsync(1, ".......+");
        var after = await ShowAsync(installation);

        Assert.NotEmpty(before.Tallies());
        Assert.DoesNotContain("#8", before.Tallies().Select(tally => tally.Label));
        Assert.Contains("#8", after.Tallies().Select(tally => tally.Label));
    }

    [Fact]
    public async Task Common_ground_divides_and_doubts_are_found_with_their_counts()
    {
        await using var installation = await StartWithTwoCampsAsync();

        var card = await ShowAsync(installation);

        Assert.Equal(["#1", "#2", "#3"], Labels(card, P.CommonGround).Order());
        Assert.Equal(["#4", "#5", "#6", "#7", "#8"], Labels(card, P.Divides).Order());
        Assert.Equal(["#10"], Labels(card, P.Uncertain));
        Assert.Contains(
            "48 of 48 disagree (100 %) · group A: 26 of 26 disagree · group B: 22 of 22 disagree",
            card.Section(P.CommonGround).OfType<Block.Tally>().Single(tally => tally.Label == "#3").Counts,
            StringComparison.Ordinal);
        Assert.Contains(P.Group.With(("group", "A"), ("size", 26)), card.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Group.With(("group", "B"), ("size", 22)), card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_finding_carries_its_number_and_counts_that_can_be_checked()
    {
        await using var installation = await StartWithTwoCampsAsync();
        var votes = await installation.VotesOnDiskAsync();

        var card = await ShowAsync(installation);

        Assert.NotEmpty(card.Tallies());
        foreach (var tally in card.Tallies())
        {
            var on = votes.Where(vote => vote.Statement.Number == Number(tally.Label[1..])).ToArray();
            var overall = Overall().Match(tally.Counts);
            Assert.True(overall.Success, tally.Counts);
            var stance = overall.Groups[3].Value switch { "agree" => Stance.Agree, "disagree" => Stance.Disagree, _ => Stance.Pass };
            Assert.Equal((on.Count(vote => vote.Stance == stance), on.Length), (Number(overall.Groups[1].Value), Number(overall.Groups[2].Value)));
            Assert.True(on.Length >= 20);

            var groups = PerGroup().Matches(tally.Counts);
            if (groups.Count > 0)
            {
                Assert.Equal(
                    (on.Count(vote => vote.Stance == stance), on.Length),
                    (groups.Sum(group => Number(group.Groups[1].Value)), groups.Sum(group => Number(group.Groups[2].Value))));
            }
        }
    }

    [Fact]
    public async Task A_rejected_statement_has_no_say()
    {
        await using var installation = await StartWithTwoCampsAsync();
        await installation.Moderator.PressesAsync(new CardAction.Reject(installation.Assembly.Id, new StatementId(1), RejectionReason.OffTopic));

        var card = await ShowAsync(installation);

        Assert.DoesNotContain("#1", card.Tallies().Select(tally => tally.Label));
    }

    [Fact]
    public async Task The_words_of_a_summary_in_English() => Approved.Matches(await SummaryInAsync("en"));

    [Fact]
    public async Task The_words_of_a_summary_in_Spanish() => Approved.Matches(await SummaryInAsync("es"));

    [Fact]
    public async Task What_is_new_is_counted_from_the_summary_before()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.ModeratedAfter());
        var square = RecordingMessenger.Channel("square");
        await installation.Organiser.OrganisesInAsync(square, "link commons");
        await installation.VoteAsync(2, "+++");
        await installation.PassUntilAsync(new DateTimeOffset(2026, 3, 2, 17, 0, 0, TimeSpan.Zero));
        installation.Clock.Advance(TimeSpan.FromHours(1));
        await installation.VoteAsync(3, "++");
        await installation.Person("ana").JoinsAsync();
        foreach (var text in new[] { "Libraries lend tools", "Parks stay open", "Buses run at night", "Cats rule" })
            await installation.Person("ana").WritesAsync(text);

        await installation.PassUntilAsync(new DateTimeOffset(2026, 3, 5, 17, 0, 0, TimeSpan.Zero));

        var (first, second) = (installation.Messenger.In(square)[0], installation.Messenger.In(square)[1]);
        Assert.Empty(first.Section(P.New));
        Assert.Contains(P.Since.With(("voters", 3), ("votes", 6)), second.Text(), StringComparison.Ordinal);
        Assert.Equal(
            ["Libraries lend tools", "Parks stay open", "Buses run at night"],
            second.Section(P.New).OfType<Block.Quote>().Select(quote => quote.Text));
        Assert.Contains(P.AndMore.With(("count", 1)), second.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_votes_give_an_equal_summary_after_a_restart()
    {
        await using var installation = await StartWithTwoCampsAsync();
        var before = await ShowAsync(installation);

        await installation.RestartAsync();

        Assert.Equal(before.Text(), (await ShowAsync(installation)).Text());
    }

    [Fact]
    public async Task A_summary_that_is_shown_is_not_stored()
    {
        await using var installation = await TestInstallation.StartAsync();

        await ShowAsync(installation);

        Assert.Null(await installation.Store.GetLastSummaryAsync(installation.Assembly.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task In_a_channel_everyone_sees_the_summary_of_its_assembly()
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.CreateAsync(other => other.WithCode("parks").With(settings => settings with { Title = LocalText.Of("en", "Parks") }));
        var square = RecordingMessenger.Channel("square");
        await installation.Organiser.OrganisesInAsync(square, "link parks");

        var card = await installation.Person("ana").AsksInAsync(square, new CardAction.ShowSummary(null));

        Assert.Equal(Audience.Everyone, card!.Audience);
        Assert.Contains("Where we stand: Parks", card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_file_it_says_the_same_in_plain_lines()
    {
        await using var installation = await StartWithTwoCampsAsync();

        var card = await installation.Person("reader").AsksAsync(new CardAction.ShowSummary(null, SummaryForm.File));

        Assert.Equal("summary.txt", card.File!.Name);
        Assert.StartsWith("Where we stand", card.File.Description, StringComparison.Ordinal);
        foreach (var tally in card.Tallies())
            Assert.Contains($"{tally.Label} {tally.Text}\n{tally.Counts}", card.File.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('<', card.File.Text);
    }

    [Fact]
    public async Task Too_early_for_a_map_the_card_is_all_there_is()
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Person("reader").AsksAsync(new CardAction.ShowSummary(null, SummaryForm.Map));

        Assert.Null(card.Picture);
        Assert.NotEmpty(card.Blocks);
    }

    /// <summary>26 and 22 people: at one on 1 to 3, apart on 4 to 9, unsure of 10.</summary>
    private static async Task<TestInstallation> StartWithTwoCampsAsync()
    {
        var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(11));
        await installation.VoteAsync(26, "++-+++---0");
        await installation.VoteAsync(22, "++----+++0");
        return installation;
    }

    private static async Task<string> SummaryInAsync(string language)
    {
        await using var installation = await StartWithTwoCampsAsync();
        return (await installation.Person("reader", language).AsksAsync(new CardAction.ShowSummary(null))).Text();
    }

    private static Task<Card> ShowAsync(TestInstallation installation) =>
        installation.Person("reader").AsksAsync(new CardAction.ShowSummary(null));

    private static IEnumerable<string> Labels(Card card, Phrase section) =>
        card.Section(section.Text).OfType<Block.Tally>().Select(tally => tally.Label);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(\d+) of (\d+) (agree|disagree|pass) \(\d+ %\)")]
    private static partial Regex Overall();

    [GeneratedRegex(@"group [A-Z]: (\d+) of (\d+)")]
    private static partial Regex PerGroup();
}
