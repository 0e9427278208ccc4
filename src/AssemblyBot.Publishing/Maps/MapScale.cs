using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Maps;

/// <summary>Turns places on the opinion map into places on the paper, with one scale for both directions.</summary>
internal sealed class MapScale
{
    private readonly double _middleX;
    private readonly double _middleY;
    private readonly double _scale;
    private readonly double _width;
    private readonly double _margin;

    private MapScale(double middleX, double middleY, double scale, double width, double height, double margin)
    {
        (_middleX, _middleY, _scale, _width, Height, _margin) = (middleX, middleY, scale, width, height, margin);
    }

    /// <summary>The height of the paper that the people need.</summary>
    public double Height { get; }

    /// <summary>
    /// Fits the people on the paper. Those with a group are all inside; of those without one, whose few votes can throw them
    /// far out, nine in ten: the rest are drawn at the edge.
    /// </summary>
    public static MapScale Fit(IReadOnlyList<ParticipantFinding> people, double width, double leastHeight, double mostHeight, double margin)
    {
        var (left, right) = Range(people, person => person.X);
        var (bottom, top) = Range(people, person => person.Y);
        var spanX = Math.Max(right - left, 1e-9);
        var spanY = Math.Max(top - bottom, 1e-9);
        var wanted = spanY > 1e-9 ? ((width - (2 * margin)) * spanY / spanX) + (2 * margin) : leastHeight;
        var height = Math.Clamp(wanted, leastHeight, mostHeight);
        var scale = Math.Min((width - (2 * margin)) / spanX, (height - (2 * margin)) / spanY);
        return new MapScale((left + right) / 2, (bottom + top) / 2, scale, width, height, margin);
    }

    /// <summary>The place on the paper, from its upper left corner.</summary>
    public (double X, double Y) Place(double x, double y) => (
        Math.Clamp((_width / 2) + ((x - _middleX) * _scale), _margin / 2, _width - (_margin / 2)),
        Math.Clamp((Height / 2) - ((y - _middleY) * _scale), _margin / 2, Height - (_margin / 2)));

    private static (double Least, double Most) Range(IReadOnlyList<ParticipantFinding> people, Func<ParticipantFinding, double> coordinate)
    {
        var grouped = people.Where(person => person.Group is not null).Select(coordinate).ToArray();
        var others = people.Where(person => person.Group is null).Select(coordinate).Order().ToArray();
        var cut = others.Length / 20;
        double[] all = [.. grouped, .. others.Skip(cut).Take(others.Length - (2 * cut))];
        return all.Length == 0 ? (0, 0) : (all.Min(), all.Max());
    }
}
