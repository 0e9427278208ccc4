using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Maps;

/// <summary>Chooses whom to draw when there are too many people for one picture.</summary>
internal static class MapSample
{
    /// <summary>The fewest people that are drawn of a group that has as many.</summary>
    private const int LeastOfAGroup = 50;

    /// <summary>
    /// Takes from each group, and from those without one, a share in proportion to its size. Who is taken depends on the id alone,
    /// so that two maps of one assembly show the same people; the order mixes the groups, so that none covers another.
    /// </summary>
    public static IReadOnlyList<ParticipantFinding> Take(IReadOnlyList<ParticipantFinding> people, int most) =>
    [
        .. people
            .GroupBy(person => person.Group)
            .SelectMany(group =>
            {
                var size = group.Count();
                var share = people.Count <= most ? size : Math.Max(Math.Min(size, LeastOfAGroup), (int)((long)most * size / people.Count));
                return share >= size ? group : group.OrderBy(person => Scatter(person.Participant)).ThenBy(person => person.Participant).Take(share);
            })
            .OrderBy(person => Scatter(person.Participant))
            .ThenBy(person => person.Participant),
    ];

    /// <summary>A fixed scramble of an id (the finaliser of SplitMix64).</summary>
    private static ulong Scatter(long id)
    {
        var bits = (ulong)id + 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
