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
    public static IReadOnlyDictionary<int, GroupMark> For(IReadOnlyList<OpinionGroup> groups) => For(groups.Select(group => (group.Id, group.Label)));

    /// <summary>The same marks for groups of which the letters are known, in their order.</summary>
    public static IReadOnlyList<GroupMark> For(IReadOnlyList<string> labels)
    {
        var marks = For(labels.Select(label => (IdOf(label), label)));
        return [.. labels.Select(label => marks[IdOf(label)])];
    }

    /// <summary>The id that <see cref="OpinionGroup.Label"/> stands for.</summary>
    private static int IdOf(string label) => label.Aggregate(0, (id, letter) => (26 * id) + (letter - 'A') + 1) - 1;

    private static Dictionary<int, GroupMark> For(IEnumerable<(int Id, string Label)> groups)
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
    public string Outline(double radius)
    {
        var corners = Corners(radius);
        return corners.Count > 0
            ? "M" + string.Join('L', corners.Select(corner => string.Create(CultureInfo.InvariantCulture, $"{corner.X:0.##} {corner.Y:0.##}"))) + "z"
            : string.Create(CultureInfo.InvariantCulture, $"M{-radius:0.##} 0a{radius:0.##} {radius:0.##} 0 1 0 {2 * radius:0.##} 0a{radius:0.##} {radius:0.##} 0 1 0 {-2 * radius:0.##} 0z");
    }

    /// <summary>The corners of the outline; none when it is round.</summary>
    public IReadOnlyList<(double X, double Y)> Corners(double radius) => Shape switch
    {
        "squares" => Polygon(4, 1.25 * radius, Math.PI / 4),
        "triangles" => Polygon(3, 1.5 * radius, Math.PI / 2),
        "diamonds" => Polygon(4, 1.3 * radius, 0),
        "crosses" => Cross(radius, 0),
        "downward triangles" => Polygon(3, 1.5 * radius, -Math.PI / 2),
        "bars" => [(-1.4 * radius, -0.6 * radius), (1.4 * radius, -0.6 * radius), (1.4 * radius, 0.6 * radius), (-1.4 * radius, 0.6 * radius)],
        "saltires" => Cross(radius, Math.PI / 4),
        _ => [],
    };

    private static IReadOnlyList<(double X, double Y)> Polygon(int corners, double radius, double turn) =>
        [.. Enumerable.Range(0, corners).Select(corner => OnPaper(radius, turn + (corner * 2 * Math.PI / corners)))];

    /// <summary>A plus sign with its twelve corners.</summary>
    private static IReadOnlyList<(double X, double Y)> Cross(double radius, double turn)
    {
        var tip = Math.Atan2(0.48, 1.35);
        return
        [
            .. Enumerable.Range(0, 4).SelectMany(arm =>
            {
                var along = turn + (arm * Math.PI / 2);
                return new[] { OnPaper(1.43 * radius, along - tip), OnPaper(1.43 * radius, along + tip), OnPaper(0.68 * radius, along + (Math.PI / 4)) };
            }),
        ];
    }

    /// <summary>From polar coordinates; on paper, down is positive.</summary>
    private static (double X, double Y) OnPaper(double radius, double angle) => (radius * Math.Cos(angle), -radius * Math.Sin(angle));
}
