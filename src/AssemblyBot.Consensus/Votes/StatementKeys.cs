namespace AssemblyBot.Consensus;

/// <summary>
/// A number for each statement, made of who voted on it and how: neither the ids nor the order of people and statements,
/// nor which side is called agreeing, can change it.
/// </summary>
/// <remarks>
/// A statement's key starts from its tallies; as long as two share one, the keys are refined by those of the people who voted, and these
/// by those of the statements they voted on (B. Weisfeiler and A. Leman, 1968). Statements that no one could tell apart differ by their order.
/// </remarks>
internal static class StatementKeys
{
    private const int MostRounds = 3;

    public static ulong[] Of(VoteMatrix votes)
    {
        var keys = new ulong[votes.StatementCount];
        for (var j = 0; j < keys.Length; j++)
        {
            var counts = votes.Counts.AsSpan(j << VoteMatrix.StanceBits, 3);
            keys[j] = Mix(Mix(1 + (ulong)counts[1]) + Sides(1 + (ulong)counts[0], 1 + (ulong)counts[2]));
        }

        for (var round = 0; round < MostRounds && votes.ArrivalOfColumns.DistinctBy(j => keys[j]).Count() < votes.VotedColumns; round++)
        {
            keys = Refined(votes, keys);
        }

        var met = new Dictionary<ulong, ulong>(keys.Length);
        return Array.ConvertAll(keys, key => Mix(key + (met[key] = met.GetValueOrDefault(key) + 1)));
    }

    /// <summary>The key of a person with these votes; the same for a mirror image.</summary>
    public static ulong KeyOf(ReadOnlySpan<uint> codes, ulong[] keys) => KeyOf(codes, keys, stackalloc ulong[3]);

    /// <summary>Scatters a number over all of its bits.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        return value ^ (value >> 32);
    }

    private static ulong[] Refined(VoteMatrix votes, ulong[] keys)
    {
        var sums = new ulong[keys.Length << VoteMatrix.StanceBits];
        Span<ulong> sides = stackalloc ulong[3];
        for (var row = 0; row < votes.ParticipantCount; row++)
        {
            var codes = votes.Row(row);
            var person = KeyOf(codes, keys, sides);
            for (var side = 0; side < sides.Length; side++)
            {
                sides[side] = Mix(person + sides[side]);
            }

            foreach (var code in codes)
            {
                sums[code] += sides[(int)(code & 3)];
            }
        }

        var refined = new ulong[keys.Length];
        for (var j = 0; j < refined.Length; j++)
        {
            var at = j << VoteMatrix.StanceBits;
            refined[j] = Mix(keys[j] + Mix(sums[at + 1]) + Sides(sums[at], sums[at + 2]));
        }

        return refined;
    }

    /// <summary>The same whichever of the two comes first.</summary>
    private static ulong Sides(ulong a, ulong b) => Mix(a) + Mix(b);

    private static ulong KeyOf(ReadOnlySpan<uint> codes, ulong[] keys, Span<ulong> sides)
    {
        sides.Clear();
        foreach (var code in codes)
        {
            sides[(int)(code & 3)] += keys[code >> VoteMatrix.StanceBits];
        }

        return sides[1] + Sides(sides[0], sides[2]);
    }
}
