using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AssemblyBot.Consensus;
using AssemblyBot.Publishing.Maps;

namespace AssemblyBot.Publishing.Tests.Maps;

public sealed class OpinionMapTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_person_is_drawn_once_with_the_mark_of_the_group()
    {
        var report = PlantedReports.TwoGroups().Findings;

        var marks = Draw(report).Descendants(Svg + "use").GroupBy(use => use.Attribute("href")!.Value).ToDictionary(uses => uses.Key, uses => uses.Count());

        Assert.Equal(2, report.Groups.Count);
        Assert.Equal(report.Groups[0].Size, marks["#mark-group-a"]);
        Assert.Equal(report.Groups[1].Size, marks["#mark-group-b"]);
        Assert.Equal(report.ParticipantCount, marks.Values.Sum());
    }

    [Fact]
    public void People_further_right_on_the_map_are_further_right_on_the_paper_and_up_is_up()
    {
        var report = PlantedReports.TwoGroups().Findings;

        var places = Draw(report).Descendants(Svg + "use").Select(use => (X: Number(use, "x"), Y: Number(use, "y"))).ToArray();

        var byId = report.Participants.ToArray();
        Assert.Equal(byId.Length, places.Length);
        Assert.Equal(Ratio(byId.Max(person => person.X) - byId.Min(person => person.X), byId.Max(person => person.Y) - byId.Min(person => person.Y)), Ratio(places.Max(place => place.X) - places.Min(place => place.X), places.Max(place => place.Y) - places.Min(place => place.Y)), 0.02);
        var highest = byId.MaxBy(person => person.Y);
        Assert.Contains(places, place => place.Y == places.Min(other => other.Y) && Math.Abs((place.X - places.Min(other => other.X)) / (places.Max(other => other.X) - places.Min(other => other.X)) - (highest.X - byId.Min(person => person.X)) / (byId.Max(person => person.X) - byId.Min(person => person.X))) < 0.02);

        static double Ratio(double width, double height) => width / height;
    }

    [Fact]
    public void Colour_and_shape_each_tell_the_groups_apart_and_a_legend_names_them()
    {
        var map = Draw(Made(people: 400, groups: 8));

        var marks = map.Descendants(Svg + "defs").Single().Elements().Where(mark => mark.Attribute("id")!.Value.StartsWith("mark-group-", StringComparison.Ordinal)).ToArray();
        var texts = map.Descendants(Svg + "text").Select(text => text.Value).ToArray();

        Assert.Equal(8, marks.Length);
        Assert.Equal(8, marks.Select(mark => mark.Attribute("fill")!.Value).Distinct().Count());
        Assert.Equal(8, marks.Select(mark => mark.Attribute("d")!.Value).Distinct().Count());
        Assert.Contains("Group A", texts);
        Assert.Contains("Group H", texts);
        Assert.Contains("Without a group", texts);
    }

    [Fact]
    public void A_group_keeps_its_mark_when_another_is_gone()
    {
        var both = Made(people: 60, groups: 3);
        var later = both with { Groups = [.. both.Groups.Where(group => group.Id != 1)] };

        string ColourOf(ConsensusReport report, string mark) =>
            Draw(report).Descendants(Svg + "path").Single(path => path.Attribute("id")?.Value == mark).Attribute("fill")!.Value;

        Assert.Equal(ColourOf(both, "mark-group-c"), ColourOf(later, "mark-group-c"));
    }

    [Fact]
    public void The_picture_is_told_in_words()
    {
        var report = PlantedReports.TwoGroups().Findings;

        var map = Draw(report);

        var root = map.Root!;
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal(["map-title", "map-description"], root.Attribute("aria-labelledby")!.Value.Split(' '));
        Assert.Equal("Opinion map: Trams & parks", root.Element(Svg + "title")!.Value);
        var words = root.Element(Svg + "desc")!.Value;
        Assert.Contains($"Group A: {report.Groups[0].Size} people, drawn as circles", words);
        Assert.Contains($"Group B: {report.Groups[1].Size} people, drawn as squares", words);
        Assert.Contains("120 people", words);
    }

    [Fact]
    public void Nothing_comes_from_elsewhere_and_nothing_runs()
    {
        var map = Draw(PlantedReports.TwoGroups().Findings);

        Assert.DoesNotContain(map.Descendants(), element => element.Name.LocalName is "script" or "image" or "style" or "foreignObject" or "a");
        Assert.All(map.Descendants().Attributes("href"), href => Assert.StartsWith("#mark-", href.Value, StringComparison.Ordinal));
        Assert.DoesNotContain(map.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Value.Contains("url("));
    }

    [Fact]
    public void A_hostile_title_is_shown_as_text_on_at_most_two_lines()
    {
        var title = "</title><script>alert(1)</script> & \"quotes\" \u202Ereversed\u202C \0\u0007\uD800 \U0001F600" + string.Concat(Enumerable.Repeat(" and so on", 400));

        var map = Draw(PlantedReports.TwoGroups().Findings, title);

        Assert.Empty(map.Descendants(Svg + "script"));
        var shown = map.Root!.Element(Svg + "title")!.Value;
        Assert.Contains("</title><script>alert(1)</script> & \"quotes\" reversed", shown);
        Assert.Contains("\U0001F600", shown);
        Assert.DoesNotContain('\u202E', shown);
        Assert.Equal(2, map.Descendants(Svg + "text").Count(text => text.Attribute("font-size")!.Value == "21"));
    }

    [Fact]
    public void Of_a_hundred_thousand_people_a_share_of_each_group_is_drawn_and_the_map_says_so()
    {
        var report = Made(people: 100_000, groups: 4);

        var bytes = Bytes(report, "Many");
        var map = XDocument.Parse(Encoding.UTF8.GetString(bytes));

        var drawn = map.Descendants(Svg + "use").GroupBy(use => use.Attribute("href")!.Value).ToDictionary(uses => uses.Key, uses => uses.Count());
        Assert.True(bytes.Length < 300_000, $"The map has {bytes.Length} bytes.");
        Assert.InRange(drawn.Values.Sum(), 4_900, OpinionMap.MostPeople + 100);
        foreach (var group in report.Groups)
        {
            Assert.Equal(group.Size / 20.0, drawn[$"#mark-group-{group.Label.ToLowerInvariant()}"], 1.0);
        }

        Assert.Contains("of the 100,000 people are drawn", map.Root!.Element(Svg + "desc")!.Value);
    }

    [Fact]
    public void A_small_group_among_many_people_is_not_sampled_away()
    {
        var report = Made(people: 50_000, groups: 2, smallGroup: 7);

        var drawn = Draw(report).Descendants(Svg + "use").Count(use => use.Attribute("href")!.Value == "#mark-group-b");

        Assert.Equal(7, drawn);
    }

    [Theory]
    [InlineData(0, "Nobody has voted yet.")]
    [InlineData(1, "1 person, no groups found")]
    [InlineData(500, "500 people, no groups found")]
    public void Without_groups_the_map_says_so(int people, string words)
    {
        var map = Draw(Made(people, groups: 0));

        Assert.Contains(words, map.Descendants(Svg + "text").Select(text => text.Value));
        Assert.Equal(people, map.Descendants(Svg + "use").Count());
    }

    [Fact]
    public void Equal_reports_give_equal_bytes()
    {
        var report = Made(people: 20_000, groups: 3);

        Assert.Equal(Bytes(report, "Same"), Bytes(report with { Participants = [.. report.Participants] }, "Same"));
    }

    private static XDocument Draw(ConsensusReport report, string title = "Trams & parks") => XDocument.Parse(Encoding.UTF8.GetString(Bytes(report, title)));

    private static byte[] Bytes(ConsensusReport report, string title)
    {
        using var stream = new MemoryStream();
        OpinionMap.Write(stream, report, title);
        return stream.ToArray();
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>People in rings around the middle; every tenth has no group.</summary>
    private static ConsensusReport Made(int people, int groups, int? smallGroup = null)
    {
        var random = new Random(people + groups);
        var placed = Enumerable.Range(0, people).Select(id =>
        {
            int? group = groups == 0 || id % 10 == 9 ? null : smallGroup is { } few ? id < few ? 1 : 0 : id % groups;
            var angle = (group ?? 0) * 2 * Math.PI / Math.Max(1, groups);
            return new ParticipantFinding(id, (3 * Math.Cos(angle)) + random.NextDouble(), (3 * Math.Sin(angle)) + random.NextDouble(), group, 10, 0.5);
        }).ToArray();
        return new()
        {
            Options = new(),
            ParticipantCount = people,
            StatementCount = 10,
            VoteCount = people * 10,
            EligibleCount = people,
            ExplainedVariance = [0.2, 0.1],
            Groups =
            [
                .. placed.Where(person => person.Group is not null).GroupBy(person => person.Group!.Value).OrderBy(members => members.Key).Select(members => new OpinionGroup
                {
                    Id = members.Key,
                    Size = members.Count(),
                    X = members.Average(person => person.X),
                    Y = members.Average(person => person.Y),
                    Representative = [],
                }),
            ],
            Participants = placed,
            Statements = [],
            ConsensusAgree = [],
            ConsensusDisagree = [],
            Silhouettes = [],
            Missing = new(7, 0, [0, 0, 0, 0, 0, 0]),
            Timings = [],
        };
    }
}
