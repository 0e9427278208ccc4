namespace AssemblyBot.Publishing.Polis;

/// <summary>Puts vote events in the order of their times; events of the same millisecond keep the order of the file.</summary>
internal static class VoteOrder
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    /// <summary>
    /// A radix sort from the lowest digit up: the times of a fortnight take three passes.
    /// The given array is used up.
    /// </summary>
    public static ArraySegment<PolisVote> ByTime(PolisVote[] votes, int count)
    {
        var (least, most, sorted) = Range(votes.AsSpan(0, count));
        if (sorted)
        {
            return new(votes, 0, count);
        }

        var (from, to) = (votes, GC.AllocateUninitializedArray<PolisVote>(count));
        for (var shift = 0; (most - least) >> shift > 0; shift += DigitBits)
        {
            Distribute(from.AsSpan(0, count), to, least, shift);
            (from, to) = (to, from);
        }

        return new(from, 0, count);
    }

    private static (ulong Least, ulong Most, bool Sorted) Range(ReadOnlySpan<PolisVote> votes)
    {
        var (least, most, last, sorted) = (ulong.MaxValue, 0UL, 0UL, true);
        foreach (ref readonly var vote in votes)
        {
            var time = vote.Milliseconds;
            sorted &= time >= last;
            last = time;
            least = Math.Min(least, time);
            most = Math.Max(most, time);
        }

        return (least, most, sorted);
    }

    private static void Distribute(ReadOnlySpan<PolisVote> from, Span<PolisVote> to, ulong least, int shift)
    {
        Span<int> next = stackalloc int[Digits];
        next.Clear();
        foreach (ref readonly var vote in from)
        {
            next[Digit(vote)]++;
        }

        var start = 0;
        for (var digit = 0; digit < Digits; digit++)
        {
            (next[digit], start) = (start, start + next[digit]);
        }

        foreach (ref readonly var vote in from)
        {
            to[next[Digit(vote)]++] = vote;
        }

        int Digit(in PolisVote vote) => (int)((vote.Milliseconds - least) >> shift) & (Digits - 1);
    }
}
