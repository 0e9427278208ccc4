namespace AssemblyBot.Core.Tests.Summaries;

public sealed class SummaryMapTests
{
    [Fact]
    public async Task A_stored_summary_holds_where_the_members_of_each_group_stand()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(11));

        var summary = await SummarizeAsync(installation, (26, "++-+++---0"), (22, "++----+++0"));

        Assert.Equal([26, 22], summary.Groups.Select(group => group.Size));
        Assert.Equal([26, 22], summary.Map!.Places.CountBy(place => place.Group).OrderBy(group => group.Key).Select(group => group.Value));
        Assert.NotEqual(summary.Map.Places.First(place => place.Group == 0).X, summary.Map.Places.First(place => place.Group == 1).X);
    }

    [Theory]
    [InlineData(9, 9)]
    [InlineData(26, 0)]
    public async Task Below_the_number_of_people_or_without_groups_there_is_no_map(int first, int second)
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(11));

        var summary = await SummarizeAsync(installation, (first, "++-+++---0"), (second, "++----+++0"));

        Assert.Equal(second > 0, summary.IsProgressOnly);
        Assert.Null(summary.Map);
    }

    [Fact]
    public void A_map_follows_from_the_places_alone_and_is_ordered_by_them()
    {
        var report = Made(40, 20);
        var others = report with { Participants = [.. report.Participants.Reverse().Select(person => person with { Participant = 1000 - person.Participant })] };

        var map = SummaryMap.Of(report);

        Assert.Equal(60, map.Places.Count);
        Assert.Equal(map.Places, SummaryMap.Of(others).Places);
        Assert.Equal(map.Places.OrderBy(place => place.X).ThenBy(place => place.Y).ThenBy(place => place.Group), map.Places);
        Assert.All(map.Places, place => Assert.Equal((Math.Round(place.X, 2), Math.Round(place.Y, 2)), (place.X, place.Y)));
    }

    [Theory]
    [InlineData(300, 200, 300, 200)]
    [InlineData(30_000, 10_000, 370, 130)]
    [InlineData(50_000, 7, 489, 7)]
    [InlineData(50_000, 40, 489, 10)]
    public void Of_many_people_a_share_of_each_group_is_kept(int first, int second, int keptOfFirst, int keptOfSecond)
    {
        var map = SummaryMap.Of(Made(first, second));

        Assert.InRange(map.Places.Count, 1, SummaryMap.MostPlaces);
        Assert.Equal((keptOfFirst, keptOfSecond), (map.Places.Count(place => place.Group == 0), map.Places.Count(place => place.Group == 1)));
    }

    [Fact]
    public async Task The_description_says_the_groups_and_their_sizes_and_how_many_are_drawn()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(11));
        var summary = await SummarizeAsync(installation, (26, "++-+++---0"), (22, "++----+++0"));

        var all = SummaryCards.DescribeMap(summary, summary.Map!, TestInstallation.Book());
        var some = SummaryCards.DescribeMap(summary, new SummaryMap([.. summary.Map!.Places.Take(12)]), TestInstallation.Book("es"));

        Assert.Equal(
            "Map of opinions: 48 people in 2 groups. Each mark is a person, and marks near each other vote alike; every group has its "
            + "letter, colour and shape. Group A: 26 people. Group B: 22 people.",
            all);
        Assert.EndsWith("Grupo A: 26 personas. Grupo B: 22 personas. Solo se dibujan 12 de ellas, una parte de cada grupo.", some, StringComparison.Ordinal);
    }

    private static async Task<Summary> SummarizeAsync(TestInstallation installation, params (int People, string Votes)[] camps)
    {
        await installation.Organiser.OrganisesInAsync(RecordingMessenger.Channel("square"), "link commons");
        foreach (var (people, votes) in camps)
            await installation.VoteAsync(people, votes);
        await installation.PassUntilAsync(new DateTimeOffset(2026, 3, 2, 17, 0, 0, TimeSpan.Zero));
        return (await installation.Store.GetLastSummaryAsync(installation.Assembly.Id, TestContext.Current.CancellationToken))!;
    }

    /// <summary>Two groups of which the second has the id 5; every place is another.</summary>
    private static ConsensusReport Made(int first, int second)
    {
        var random = new Random(first);
        ParticipantFinding[] people =
        [
            .. Enumerable.Range(0, first + second).Select(id => new ParticipantFinding(id, random.NextDouble() - (id < first ? 2 : 0), random.NextDouble(), id < first ? 0 : 5, 10, 0.5)),
            new ParticipantFinding(first + second, 9, 9, null, 1, 0),
        ];
        return new ConsensusReport
        {
            Options = new(),
            ParticipantCount = people.Length,
            StatementCount = 10,
            VoteCount = people.Length * 10,
            EligibleCount = people.Length,
            ExplainedVariance = [0.2, 0.1],
            Groups = [new OpinionGroup { Id = 0, Size = first, X = -1, Y = 0, Representative = [] }, new OpinionGroup { Id = 5, Size = second, X = 1, Y = 0, Representative = [] }],
            Participants = people,
            Statements = [],
            ConsensusAgree = [],
            ConsensusDisagree = [],
            Silhouettes = [],
            Missing = new(7, 0, [0, 0, 0, 0, 0, 0]),
            Timings = [],
        };
    }
}
