using System.Globalization;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Summaries;
using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Publishing.Tests.Maps;

public sealed class MapPainterTests
{
    private const int White = 0xFFFFFF;

    [Fact]
    public void The_picture_is_a_png_of_800_by_600_on_white()
    {
        var picture = DecodedPng.Read(Paint(Made(120, "A", "B"), "A", "B"));

        Assert.Equal((800, 600), (picture.Width, picture.Height));
        Assert.Equal([White, White, White, White], [picture[0, 0], picture[799, 0], picture[0, 599], picture[799, 599]]);
    }

    [Fact]
    public void A_mark_has_the_colour_of_its_group_and_lies_where_its_person_stands()
    {
        var map = new SummaryMap([new(-2, 0, 0), new(-1, 1.5, 0), new(-1, -1.5, 0), new(1, 0, 1), new(2, 1.5, 1), new(2, -1.5, 1)]);

        var picture = DecodedPng.Read(Paint(map, "A", "B"));

        // 4 units over the 656 pixels between the margins; the middle of the map is that of the paper.
        Assert.All(map.Places, place => AssertNear(
            place.Group == 0 ? 0x0072B2 : 0xD55E00, picture[(int)(400 + (place.X * 152)), (int)(300 - (place.Y * 152))]));
        Assert.Equal(White, picture[400, 560]);
    }

    [Fact]
    public void Shapes_differ_where_colours_cannot_be_told_apart()
    {
        var map = new SummaryMap([new(-1, 0, 0), new(1, 0, 1)]);

        var picture = DecodedPng.Read(Paint(map, "A", "B"));

        // At the corner of a square of a mark's size there is nothing of a circle.
        var (circle, square) = (picture[72 + 6, 300 + 6], picture[728 + 6, 300 + 6]);
        AssertNear(0xD55E00, square);
        Assert.True((circle >> 16) > 0xB0, circle.ToString("X6", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void People_of_one_place_are_all_seen()
    {
        SummaryMap Crowd(int people) => new([.. Enumerable.Repeat(new MapPlace(-1, 0, 0), people), new MapPlace(1, 0, 1)]);

        int Coloured(int people) => DecodedPng.Read(Paint(Crowd(people), "A", "B")) is var picture
            ? Enumerable.Range(0, 600).Sum(y => Enumerable.Range(0, 400).Count(x => IsBlue(picture[x, y])))
            : 0;

        Assert.True(Coloured(20) > 8 * Coloured(1) / 2, $"{Coloured(20)} and {Coloured(1)}");
    }

    [Fact]
    public void Each_group_has_its_own_letter()
    {
        var map = Made(60, "A", "B");

        // J has the colour and shape of B.
        var (named, renamed, again) = (Paint(map, "A", "B"), Paint(map, "A", "J"), Paint(map, "A", "B"));

        Assert.NotEqual(named, renamed);
        Assert.Equal(named, again);
    }

    [Fact]
    public void Groups_keep_the_colours_of_the_drawn_map()
    {
        var report = PlantedReports.TwoGroups().Findings;

        var picture = DecodedPng.Read(Paint(SummaryMap.Of(report), [.. report.Groups.Select(group => group.Label)]));

        Assert.Equal(["A", "B"], report.Groups.Select(group => group.Label));
        Assert.InRange(picture.Count(0x0072B2), 100, 20_000);
        Assert.InRange(picture.Count(0xD55E00), 100, 20_000);
    }

    [Fact]
    public void A_full_map_of_many_groups_fits_into_a_message_and_every_letter_can_be_drawn()
    {
        string[] labels = [.. Enumerable.Range(0, 26).Select(letter => ((char)('A' + letter)).ToString()), "AA"];

        var bytes = Paint(Made(SummaryMap.MostPlaces, labels), labels);

        Assert.InRange(bytes.Length, 1_000, 500_000);
        Assert.Equal(800, DecodedPng.Read(bytes).Width);
    }

    [Fact]
    public void A_map_without_people_is_white_paper() => Assert.Equal(800 * 600, DecodedPng.Read(Paint(new SummaryMap([]), "A", "B")).Count(White));

    private static byte[] Paint(SummaryMap map, params string[] labels)
    {
        using var services = new ServiceCollection().AddPublishing().BuildServiceProvider();
        return services.GetRequiredService<IMapPainter>().Paint(map, labels);
    }

    private static SummaryMap Made(int people, params string[] labels)
    {
        var random = new Random(people);
        return new SummaryMap([.. Enumerable.Range(0, people).Select(person =>
        {
            var angle = person % labels.Length * 2 * Math.PI / labels.Length;
            return new MapPlace(
                Math.Round((2.5 * Math.Cos(angle)) + random.NextDouble() + random.NextDouble(), 2),
                Math.Round((2.5 * Math.Sin(angle)) + random.NextDouble() + random.NextDouble(), 2),
                person % labels.Length);
        })]);
    }

    private static bool IsBlue(int colour) => (colour & 0xFF) > 0x80 && (colour >> 16) < 0x60;

    private static void AssertNear(int wanted, int colour) =>
        Assert.All([16, 8, 0], shift => Assert.InRange((colour >> shift) & 0xFF, Math.Max(0, ((wanted >> shift) & 0xFF) - 30), ((wanted >> shift) & 0xFF) + 30));
}
