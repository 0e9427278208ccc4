namespace AssemblyBot.Publishing.Maps;

/// <summary>Finds where a group's letter goes: beside its area, away from the other groups, over as few people as can be.</summary>
internal static class LetterPlace
{
    private const double Distance = 32;
    private const double Reach = 20;
    private const int Turns = 6;

    /// <param name="area">The corners of the group's area.</param>
    /// <param name="own">The middle of the group.</param>
    /// <param name="middle">The middle of all groups.</param>
    /// <param name="marks">Where people are drawn.</param>
    /// <param name="width">The width of the paper.</param>
    /// <param name="height">The height of the paper.</param>
    /// <returns>The middle of the letter.</returns>
    public static (double X, double Y) Find(
        IReadOnlyList<(double X, double Y)> area, (double X, double Y) own, (double X, double Y) middle, IReadOnlyList<(double X, double Y)> marks, double width, double height)
    {
        var away = own == middle ? -Math.PI / 2 : Math.Atan2(own.Y - middle.Y, own.X - middle.X);
        return Enumerable.Range(0, (2 * Turns) + 1)
            .Select(turn => Beside(away + (((turn + 1) / 2) * (turn % 2 == 0 ? 1 : -1) * Math.PI / (2 * Turns))))
            .MinBy(place => marks.Count(mark => Math.Abs(mark.X - place.X) < Reach && Math.Abs(mark.Y - place.Y) < Reach));

        (double X, double Y) Beside(double angle)
        {
            var (x, y) = (Math.Cos(angle), Math.Sin(angle));
            var corner = area.MaxBy(point => (point.X * x) + (point.Y * y));
            return (Math.Clamp(corner.X + (x * Distance), Reach, width - Reach), Math.Clamp(corner.Y + (y * Distance), Reach, height - Reach));
        }
    }
}
