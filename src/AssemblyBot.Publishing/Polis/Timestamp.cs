namespace AssemblyBot.Publishing.Polis;

/// <summary>Reads a published time: milliseconds since 1970 in the older files, seconds in the newer ones.</summary>
internal static class Timestamp
{
    /// <summary>As seconds, larger numbers would lie beyond the year 33,000: they are milliseconds.</summary>
    private const long LargestInSeconds = 1_000_000_000_000;

    /// <summary>The field as milliseconds since 1970, which is never 0.</summary>
    public static long Milliseconds(PolisTable table, int column)
    {
        var number = table.Number(column, 1, PolisVote.MaxMilliseconds, "time");
        var milliseconds = number > LargestInSeconds ? number : number * 1000;
        return milliseconds <= PolisVote.MaxMilliseconds
            ? milliseconds
            : throw table.Fault(column, $"{number} is no time", "seconds or milliseconds since 1970 would be right");
    }
}
