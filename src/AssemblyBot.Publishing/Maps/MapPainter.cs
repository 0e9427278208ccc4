using AssemblyBot.Consensus;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Summaries;
using AssemblyBot.Publishing.Pictures;

namespace AssemblyBot.Publishing.Maps;

/// <summary>
/// Paints the map of a summary in the colours and shapes of <see cref="OpinionMap"/>, on white paper, which reads on dark
/// screens too. It holds no words: who sees it reads the groups' letters, who does not is told by its description.
/// </summary>
internal sealed class MapPainter : IMapPainter
{
    private const int Width = 800;
    private const int Height = 600;
    private const double Margin = 72;
    private const double LetterHeight = 30;

    /// <summary>Of each group, the share of members nearest to its middle that its coloured area holds.</summary>
    private const double CoreShare = 0.9;

    /// <summary>The angle between neighbours in a sunflower, which fills a disc evenly.</summary>
    private static readonly double GoldenAngle = Math.PI * (3 - Math.Sqrt(5));

    /// <inheritdoc />
    public byte[] Paint(SummaryMap map, IReadOnlyList<string> labels)
    {
        var marks = GroupMark.For(labels);
        var radius = Math.Clamp(110 / Math.Sqrt(Math.Max(1, map.Places.Count)), 4.5, 8);
        var people = PlacesOnPaper(map, radius);
        var areas = labels.Select((_, group) => Area([.. people.Where(person => person.Group == group).Select(person => person.Place)])).ToArray();

        var canvas = new Canvas(Width, Height);
        foreach (var (area, mark) in areas.Zip(marks).Where(pair => pair.First.Count > 0))
            canvas.Polygon(area, radius + 8, mark.Colour, 0.12);
        foreach (var (place, group) in people)
            PaintMark(canvas, place, marks[group], radius);
        PaintLetters(canvas, labels, marks, areas, people);
        return canvas.ToPng();
    }

    /// <summary>The people in an order that mixes the groups; those of one place side by side, so that all are seen.</summary>
    private static IReadOnlyList<((double X, double Y) Place, int Group)> PlacesOnPaper(SummaryMap map, double radius)
    {
        var scale = MapScale.Fit([.. map.Places.Select(place => new ParticipantFinding(0, place.X, place.Y, place.Group, 0, 0))], Width, Height, Height, Margin);
        return
        [
            .. map.Places
                .GroupBy(place => place)
                .SelectMany(same =>
                {
                    var (x, y) = scale.Place(same.Key.X, same.Key.Y);
                    var step = Math.Min(1.5 * radius, Margin * 0.75 / Math.Sqrt(same.Count()));
                    return same.Select((_, index) => (Place: (
                        x + (step * Math.Sqrt(index) * Math.Cos(index * GoldenAngle)),
                        y + (step * Math.Sqrt(index) * Math.Sin(index * GoldenAngle))), same.Key.Group, index));
                })
                .OrderBy(person => person.index)
                .Select(person => (person.Place, person.Group)),
        ];
    }

    private static IReadOnlyList<(double X, double Y)> Area((double X, double Y)[] members)
    {
        if (members.Length == 0)
            return [];
        var middle = (members.Average(place => place.X), members.Average(place => place.Y));
        return ConvexHull.Of(members
            .OrderBy(place => Distance.Between(place, middle))
            .Take(Math.Max(3, (int)(members.Length * CoreShare))));
    }

    private static void PaintMark(Canvas canvas, (double X, double Y) place, GroupMark mark, double radius)
    {
        (double X, double Y)[] corners = [.. mark.Corners(radius).Select(corner => (place.X + corner.X, place.Y + corner.Y))];
        foreach (var (edge, colour, opacity) in new[] { (1.2, "#ffffff", 0.9), (0, mark.Colour, 0.9) })
        {
            if (corners.Length == 0)
                canvas.Disc(place, radius + edge, colour, opacity);
            else
                canvas.Polygon(corners, edge, colour, opacity);
        }
    }

    private static void PaintLetters(
        Canvas canvas, IReadOnlyList<string> labels, IReadOnlyList<GroupMark> marks, IReadOnlyList<(double X, double Y)>[] areas,
        IReadOnlyList<((double X, double Y) Place, int Group)> people)
    {
        var taken = people.Select(person => person.Place).ToList();
        var middle = (people.Select(person => person.Place.X).DefaultIfEmpty().Average(), people.Select(person => person.Place.Y).DefaultIfEmpty().Average());
        for (var group = 0; group < labels.Count; group++)
        {
            if (areas[group].Count == 0)
                continue;
            var own = (areas[group].Average(corner => corner.X), areas[group].Average(corner => corner.Y));
            var place = LetterPlace.Find(areas[group], own, middle, taken, Width, Height);
            taken.Add(place);
            var lines = LetterStrokes.Of(labels[group], place, LetterHeight).ToArray();
            foreach (var (width, colour) in new[] { (11.0, "#ffffff"), (5.0, marks[group].Colour) })
            {
                foreach (var line in lines)
                    canvas.Line(line, width, colour, 1);
            }
        }
    }
}
