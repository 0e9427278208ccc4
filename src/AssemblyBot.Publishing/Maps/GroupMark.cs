using System.Globalization;
using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Maps;

/// <summary>How the people of a group are drawn: a colour and a shape, so that either alone tells the groups apart.</summary>
/// <param name="Key">The name under which the drawing is defined in the file.</param>
/// <param name="Colour">From the palette of Okabe and Ito, which people with any colour vision can tell apart; darkened where white paper asks for it.</param>
/// <param name="Shape">What a reader who cannot see it is told.</param>
internal sealed record GroupMark(string Key, string Colour, string Shape)
{
    /// <summary>People without a group: small grey rings.</summary>
    public static GroupMark Ungrouped { get; } = new("none", "#7d7d7d", "rings");

    /// <summary>Everyone, when there are no groups.</summary>
    public static GroupMark Everyone { get; } = new("all", "#4a6a8a", "circles");

    private static readonly (string Colour, string Shape)[] Marks =
    [
        ("#0072b2", "circles"), ("#d55e00", "squares"), ("#009e73", "triangles"), ("#b8558f", "diamonds"),
        ("#b07800", "crosses"), ("#3f98cf", "downward triangles"), ("#333333", "bars"), ("#7a5aa6", "saltires"),
    ];

    /// <summary>The marks of the groups by their ids: a group that keeps its id keeps its mark.</summary>
    public static IReadOnlyDictionary<int, GroupMark> For(IReadOnlyList<OpinionGroup> groups)
    {
        var taken = new HashSet<int>();
        var marks = new Dictionary<int, GroupMark>();
        foreach (var group in groups)
        {
            var mark = group.Id % Marks.Length;
            while (taken.Count < Marks.Length && !taken.Add(mark))
            {
                mark = (mark + 1) % Marks.Length;
            }

            marks[group.Id] = new GroupMark($"group-{group.Label.ToLowerInvariant()}", Marks[mark].Colour, Marks[mark].Shape);
        }

        return marks;
    }

    /// <summary>The outline around the origin; all shapes cover about the area of a circle of this radius.</summary>
    public string Outline(double radius) => Shape switch
    {
        "squares" => Polygon(4, 1.25 * radius, Math.PI / 4),
        "triangles" => Polygon(3, 1.5 * radius, Math.PI / 2),
        "diamonds" => Polygon(4, 1.3 * radius, 0),
        "crosses" => Cross(radius, 0),
        "downward triangles" => Polygon(3, 1.5 * radius, -Math.PI / 2),
        "bars" => string.Create(CultureInfo.InvariantCulture, $"M{-1.4 * radius:0.##} {-0.6 * radius:0.##}h{2.8 * radius:0.##}v{1.2 * radius:0.##}h{-2.8 * radius:0.##}z"),
        "saltires" => Cross(radius, Math.PI / 4),
        _ => string.Create(CultureInfo.InvariantCulture, $"M{-radius:0.##} 0a{radius:0.##} {radius:0.##} 0 1 0 {2 * radius:0.##} 0a{radius:0.##} {radius:0.##} 0 1 0 {-2 * radius:0.##} 0z"),
    };

    private static string Polygon(int corners, double radius, double turn) =>
        Path(Enumerable.Range(0, corners).Select(corner => (radius, turn + (corner * 2 * Math.PI / corners))));

    /// <summary>A plus sign; its twelve corners in polar coordinates.</summary>
    private static string Cross(double radius, double turn)
    {
        var tip = Math.Atan2(0.48, 1.35);
        return Path(Enumerable.Range(0, 4).SelectMany(arm =>
        {
            var along = turn + (arm * Math.PI / 2);
            return new[] { (1.43 * radius, along - tip), (1.43 * radius, along + tip), (0.68 * radius, along + (Math.PI / 4)) };
        }));
    }

    private static string Path(IEnumerable<(double Radius, double Angle)> corners) =>
        "M" + string.Join('L', corners.Select(corner => string.Create(
            CultureInfo.InvariantCulture,
            $"{corner.Radius * Math.Cos(corner.Angle):0.##} {-corner.Radius * Math.Sin(corner.Angle):0.##}"))) + "z";
}
