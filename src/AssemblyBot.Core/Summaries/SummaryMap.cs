namespace AssemblyBot.Core.Summaries;

/// <summary>Where the members of the groups stand, without anything that leads to a person: places that vote alike are near each other.</summary>
/// <param name="Places">At most <see cref="MostPlaces"/>, by place; of more people, a share of each group in proportion to its size.</param>
public sealed record SummaryMap(IReadOnlyList<MapPlace> Places)
{
    /// <summary>The most places on a map.</summary>
    public const int MostPlaces = 500;

    /// <summary>The fewest places that a group keeps that has as many members.</summary>
    private const int LeastOfAGroup = 10;

    private const int Decimals = 2;

    /// <summary>The map of a report with groups. It follows from the places alone: equal votes give an equal map, whoever cast them.</summary>
    public static SummaryMap Of(ConsensusReport report)
    {
        var members = report.Groups
            .Select((group, index) => report.Participants
                .Where(person => person.Group == group.Id)
                .Select(person => new MapPlace(Rounded(person.X), Rounded(person.Y), index))
                .OrderBy(place => place.X)
                .ThenBy(place => place.Y)
                .ToArray())
            .ToArray();
        var people = members.Sum(group => group.Length);
        var least = Math.Min(LeastOfAGroup, MostPlaces / (2 * Math.Max(1, members.Length)));
        return new SummaryMap(
        [
            .. members
                .SelectMany(group => people <= MostPlaces ? group : EvenlyOf(group, ShareOf(group.Length)))
                .OrderBy(place => place.X)
                .ThenBy(place => place.Y)
                .ThenBy(place => place.Group),
        ]);

        int ShareOf(int size) => Math.Min(size, least + (int)((long)(MostPlaces - (least * members.Length)) * size / people));
    }

    /// <summary>So many of the places, at even distances in their order.</summary>
    private static IEnumerable<MapPlace> EvenlyOf(MapPlace[] places, int count) =>
        Enumerable.Range(0, count).Select(index => places[(int)(((2L * index) + 1) * places.Length / (2 * count))]);

    /// <summary>Never −0, which would be written otherwise than 0.</summary>
    private static double Rounded(double coordinate) => Math.Round(coordinate, Decimals) + 0.0;
}

/// <summary>The place of one person on the map; others may have the same.</summary>
/// <param name="X">Coordinate on the first component, of two decimals.</param>
/// <param name="Y">Coordinate on the second component, of two decimals.</param>
/// <param name="Group">The index of its group in <see cref="Summary.Groups"/>.</param>
public readonly record struct MapPlace(double X, double Y, int Group);
