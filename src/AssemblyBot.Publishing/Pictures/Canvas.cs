using System.Globalization;

namespace AssemblyBot.Publishing.Pictures;

/// <summary>A picture in the making, of shapes that are given by the distance to their edge, which makes smooth edges.</summary>
internal sealed class Canvas
{
    private const int Channels = 3;
    private readonly byte[] _pixels;
    private readonly int _width;
    private readonly int _height;

    public Canvas(int width, int height)
    {
        (_width, _height) = (width, height);
        _pixels = new byte[width * height * Channels];
        Array.Fill(_pixels, byte.MaxValue);
    }

    /// <summary>A disc.</summary>
    public void Disc((double X, double Y) middle, double radius, string colour, double opacity) =>
        Fill([middle], radius, (x, y) => Distance.Between((x, y), middle) - radius, colour, opacity);

    /// <summary>A polygon whose edge is moved outwards, with round corners; of one corner or two a disc or a line.</summary>
    public void Polygon(IReadOnlyList<(double X, double Y)> corners, double outwards, string colour, double opacity) =>
        Fill(corners, outwards, (x, y) => Distance.ToPolygon((x, y), corners) - outwards, colour, opacity);

    /// <summary>A line from point to point with round ends.</summary>
    public void Line(IReadOnlyList<(double X, double Y)> points, double width, string colour, double opacity) =>
        Fill(points, width / 2, (x, y) => Distance.ToLine((x, y), points) - (width / 2), colour, opacity);

    /// <summary>The picture so far.</summary>
    public byte[] ToPng() => PngFile.Write(_pixels, _width);

    /// <param name="points">What the shape lies around.</param>
    /// <param name="reach">How far.</param>
    /// <param name="distance">The distance from a place to the edge of the shape, in pixels; negative inside.</param>
    /// <param name="colour">As in HTML, such as <c>#0072b2</c>.</param>
    /// <param name="opacity">From 0 to 1.</param>
    private void Fill(IReadOnlyList<(double X, double Y)> points, double reach, Func<double, double, double> distance, string colour, double opacity)
    {
        var rgb = int.Parse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var (left, right) = Range(points.Min(point => point.X), points.Max(point => point.X), reach, _width);
        var (top, bottom) = Range(points.Min(point => point.Y), points.Max(point => point.Y), reach, _height);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var cover = opacity * Math.Clamp(0.5 - distance(x + 0.5, y + 0.5), 0, 1);
                if (cover > 0)
                    Blend(((y * _width) + x) * Channels, rgb, cover);
            }
        }
    }

    private static (int From, int To) Range(double least, double most, double reach, int size) =>
        (Math.Clamp((int)Math.Floor(least - reach - 1), 0, size), Math.Clamp((int)Math.Ceiling(most + reach + 1), 0, size));

    private void Blend(int at, int rgb, double cover)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            var wanted = (rgb >> (8 * (Channels - 1 - channel))) & 0xFF;
            _pixels[at + channel] = (byte)Math.Round(_pixels[at + channel] + ((wanted - _pixels[at + channel]) * cover));
        }
    }
}
