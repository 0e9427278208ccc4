namespace AssemblyBot.Publishing.Pictures;

/// <summary>Distances from a place to shapes.</summary>
internal static class Distance
{
    /// <summary>From one place to another.</summary>
    public static double Between((double X, double Y) one, (double X, double Y) other)
    {
        var (x, y) = (one.X - other.X, one.Y - other.Y);
        return Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>To the nearest place of a line from point to point; of one point, to that.</summary>
    public static double ToLine((double X, double Y) place, IReadOnlyList<(double X, double Y)> points)
    {
        var least = Between(place, points[0]);
        for (var next = 1; next < points.Count; next++)
            least = Math.Min(least, ToSegment(place, points[next - 1], points[next]));
        return least;
    }

    /// <summary>To the edge of a polygon; negative inside.</summary>
    public static double ToPolygon((double X, double Y) place, IReadOnlyList<(double X, double Y)> corners)
    {
        var least = Math.Min(ToLine(place, corners), ToSegment(place, corners[^1], corners[0]));
        var isInside = false;
        for (var next = 0; next < corners.Count; next++)
        {
            var (from, to) = (corners[next == 0 ? corners.Count - 1 : next - 1], corners[next]);
            if ((from.Y > place.Y) != (to.Y > place.Y) && place.X < from.X + ((place.Y - from.Y) / (to.Y - from.Y) * (to.X - from.X)))
                isInside = !isInside;
        }

        return isInside ? -least : least;
    }

    private static double ToSegment((double X, double Y) place, (double X, double Y) from, (double X, double Y) to)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var length = (x * x) + (y * y);
        var along = length == 0 ? 0 : Math.Clamp((((place.X - from.X) * x) + ((place.Y - from.Y) * y)) / length, 0, 1);
        return Between(place, (from.X + (along * x), from.Y + (along * y)));
    }
}
