namespace AssemblyBot.Publishing.Pictures;

/// <summary>Capital letters as lines, for pictures that hold no font.</summary>
internal static class LetterStrokes
{
    /// <summary>How wide and how high a letter is in the drawings below.</summary>
    private const double Squares = 6;

    private const double WidthOfHeight = 0.72;
    private const double Gap = 0.3;

    /// <summary>The lines of A to Z, each from point to point: two digits, to the right and down.</summary>
    private static readonly string[] Letters =
    [
        "06 30 66|14 54", "03 43 54 55 46 06 00 40 51 52 43", "65 56 26 04 02 20 50 61", "06 00 30 62 64 36 06", "60 00 06 66|03 53",
        "60 00 06|03 53", "61 50 20 02 04 26 46 64 63 43", "00 06|60 66|03 63", "30 36|10 50|16 56", "50 54 36 16 04",
        "00 06|60 03 66", "00 06 56", "06 00 33 60 66", "06 00 66 60", "20 40 62 64 46 26 04 02 20",
        "06 00 40 51 52 43 03", "20 40 62 64 46 26 04 02 20|44 66", "06 00 40 51 52 43 03|33 66", "61 50 10 01 02 13 53 64 65 56 16 05", "00 60|30 36",
        "00 04 26 46 64 60", "00 36 60", "00 16 32 56 60", "00 66|60 06", "00 33 60|33 36",
        "00 60 06 66",
    ];

    /// <summary>The lines of capital letters side by side.</summary>
    /// <param name="text">Letters from A to Z; others are left blank.</param>
    /// <param name="middle">The middle of them all.</param>
    /// <param name="height">How high they are.</param>
    public static IEnumerable<IReadOnlyList<(double X, double Y)>> Of(string text, (double X, double Y) middle, double height)
    {
        var (width, step) = (height * WidthOfHeight, height * (WidthOfHeight + Gap));
        var left = middle.X - (((step * (text.Length - 1)) + width) / 2);
        var top = middle.Y - (height / 2);
        return text.SelectMany((letter, index) => letter is >= 'A' and <= 'Z'
            ? Letters[letter - 'A'].Split('|').Select(line => Points(line, left + (index * step)))
            : []);

        IReadOnlyList<(double X, double Y)> Points(string line, double start) =>
            [.. line.Split(' ').Select(point => (start + ((point[0] - '0') * width / Squares), top + ((point[1] - '0') * height / Squares)))];
    }
}
